"""What changed between two texts, word by word: paragraphs are matched first, then the words of those that differ.

The shortest way from one text to the other, found by walking its diagonals (E. W. Myers, 1986). The walk ends after
a fixed number of steps, whatever the texts are: what differs more than that is shown as replaced as a whole. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

WORD = re.compile(r"\w+|\s+|[^\w\s]")
LINES_APART, WORDS_APART = 250, 250  # steps of the walk: the second is what one paragraph may cost
PARAGRAPHS_BY_WORD = 60
AROUND = 160  # characters that stay in sight on each side of a change


class Part(Enum):
    SAME = "same"
    OUT = "out"
    IN = "in"
    SKIPPED = "skipped"


class Change(NamedTuple):
    """A stretch of text that stayed, went or came; SKIPPED stands, empty, for a long stretch that stayed."""

    part: Part
    text: str


def compare(before: str, after: str) -> list[Change]:
    """Both texts in one: without OUT it is `after`, without IN it is `before`."""
    out: list[Change] = []
    pairs = 0
    for part, old, new in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True), LINES_APART):
        if part is Part.SAME:
            out.append(Change(part, "".join(old)))
            continue
        pairs += 1
        by_word = bool(old and new) and pairs <= PARAGRAPHS_BY_WORD
        out.extend(_words("".join(old), "".join(new)) if by_word else _replaced("".join(old), "".join(new)))
    return _joined(out)


def shortened(changes: Sequence[Change], around: int = AROUND) -> list[Change]:
    """The same with long unchanged stretches left out, but for some words around each change."""
    out: list[Change] = []
    for number, change in enumerate(changes):
        if change.part is not Part.SAME or len(change.text) <= 3 * around:
            out.append(change)
            continue
        if number:
            out.append(Change(Part.SAME, _cut(change.text[:around], from_end=True)))
        out.append(Change(Part.SKIPPED, ""))
        if number < len(changes) - 1:
            out.append(Change(Part.SAME, _cut(change.text[-around:], from_end=False)))
    return out


def is_same(changes: Sequence[Change]) -> bool:
    return all(change.part is Part.SAME for change in changes)


def _cut(text: str, *, from_end: bool) -> str:
    """Ends or begins with a whole word, where there is room for one."""
    if from_end:
        return text[: text.rfind(" ") + 1] or text
    return text[text.find(" ") :] if " " in text else text


def _words(before: str, after: str) -> Iterator[Change]:
    blocks = list(_blocks(WORD.findall(before), WORD.findall(after), WORDS_APART))
    for part, old, new in _without_crumbs(blocks):
        if part is Part.SAME:
            yield Change(part, "".join(old))
        else:
            yield from _replaced("".join(old), "".join(new))


Block = tuple[Part, list[str], list[str]]


def _without_crumbs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Where nothing but a space or a comma stayed between two changes, they are one: it reads better."""

    def stays(block: Block) -> bool:
        first, last = block is blocks[0], block is blocks[-1]
        return block[0] is Part.SAME and (first or last or any(word[0].isalnum() for word in block[1]))

    for kept, group in groupby(blocks, stays):
        if kept:
            yield from group
            continue
        old: list[str] = []
        new: list[str] = []
        for _part, before, after in group:
            old += before
            new += after
        yield (Part.OUT, old, new)


def _replaced(before: str, after: str) -> Iterator[Change]:
    if before:
        yield Change(Part.OUT, before)
    if after:
        yield Change(Part.IN, after)


def _joined(changes: Sequence[Change]) -> list[Change]:
    """Neighbours of one kind are one."""
    groups = groupby((change for change in changes if change.text), lambda change: change.part)
    return [Change(part, "".join(change.text for change in group)) for part, group in groups]


def _blocks(old: list[str], new: list[str], steps: int) -> Iterator[Block]:
    """Stretches of tokens that stayed (the same list twice) or were replaced (either may be empty), in order."""
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield Part.SAME, old[:start], new[:start]
    x = y = 0
    for at_old, at_new, size in [*_runs(middle_old, middle_new, steps), (len(middle_old), len(middle_new), 0)]:
        if at_old > x or at_new > y:
            yield Part.OUT, middle_old[x:at_old], middle_new[y:at_new]
        x, y = at_old + size, at_new + size
        if size:
            yield Part.SAME, middle_old[at_old:x], middle_new[at_new:y]
    if end:
        yield Part.SAME, old[len(old) - end :], new[len(new) - end :]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens both begin with."""
    count = 0
    for left, right in zip(old, new, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(old: list[str], new: list[str], steps: int) -> list[tuple[int, int, int]]:
    """(place in old, place in new, length) of what both share; empty where they are further apart than `steps`."""
    if not old or not new:
        return []
    furthest, trail = {1: 0}, []
    for step in range(min(steps, len(old) + len(new)) + 1):
        trail.append(dict(furthest))
        for diagonal in range(-step, step + 1, 2):
            down = diagonal == -step or (
                diagonal != step and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
            )
            x = furthest.get(diagonal + 1, 0) if down else furthest.get(diagonal - 1, 0) + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _walked_back(trail, len(old), len(new))
    return []


def _walked_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int, int]]:
    """The runs on the way that was found, in order."""
    runs: list[tuple[int, int, int]] = []
    for step in range(len(trail) - 1, -1, -1):
        furthest, diagonal = trail[step], x - y
        down = diagonal == -step or (
            diagonal != step and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
        )
        before = diagonal + 1 if down else diagonal - 1
        start_x = furthest.get(before, 0)
        start_y = start_x - before
        after_x = start_x if down else start_x + 1
        after_x, after_y = (0, 0) if step == 0 else (after_x, after_x - diagonal)
        if x > after_x:
            runs.append((after_x, after_y, x - after_x))
        x, y = (start_x, start_y) if step else (0, 0)
    return runs[::-1]
