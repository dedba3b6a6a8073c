"""How deep a text nests, told in linear time and without parsing it.

The count is a courtesy: it lets a form say "too deep" while the words are still in its box. What it misjudges is
caught after parsing, where a text that is still too deep is shown as it was typed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

MAX_DEPTH = 20

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_RULE_LINE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_LIST_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|\Z)")
_TICKS = re.compile(r"`+")
_INLINE = re.compile(r"\\.|(?P<run>\*+|_+|~~+)|(?P<open>\[)|(?P<close>\])", re.DOTALL)


class TooDeep(ValueError):
    """The text nests quotes, lists, emphasis or brackets deeper than MAX_DEPTH."""


def check_depth(text: str) -> None:
    """Raise TooDeep where quotes and lists together, emphasis, or brackets nest deeper than MAX_DEPTH."""
    indents: list[int] = []
    fence = ""
    paragraph: list[str] = []
    for line in text.splitlines():
        quotes, indents, rest = _open_containers(line, [] if fence else indents, in_fence=bool(fence))
        mark = _FENCE.match(rest)
        if fence:
            closes = mark and mark[1].startswith(fence) and not mark[2].strip()
            fence = "" if closes else fence
            continue
        if quotes + len(indents) > MAX_DEPTH:
            raise TooDeep
        if mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
        elif rest.strip():
            paragraph.append(rest)
            continue
        _check_inline("\n".join(paragraph))
        paragraph.clear()
    _check_inline("\n".join(paragraph))


def _open_containers(line: str, indents: list[int], *, in_fence: bool) -> tuple[int, list[int], str]:
    """The quotes and list indents that stand open on this line, and what follows them."""
    quotes = 0
    at = 0
    open_now: list[int] | None = None
    while True:
        while at < len(line) and line[at] in " \t":
            at += 1
        if line.startswith(">", at):
            quotes += 1
            at += 1
            continue
        if open_now is None:
            open_now = [indent for indent in indents if at >= indent or at == len(line)]
        mark = None if in_fence or _RULE_LINE.match(line, at) else _LIST_MARK.match(line, at)
        if mark is None:
            return quotes, open_now, line[at:]
        open_now.append(mark.end() + 1)
        if quotes + len(open_now) > MAX_DEPTH:
            raise TooDeep
        at = mark.end()


@dataclass(slots=True)
class _Open:
    """A run of emphasis marks that waits for its other half, and the depth already closed inside it."""

    mark: str
    length: int
    inside: int = 0


@dataclass(slots=True)
class _Emphasis:
    stack: list[_Open] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)

    def close(self, mark: str, length: int) -> int:
        """Pair a closing run with what waits for it; the length that found no partner comes back."""
        while length and self.waiting[mark]:
            top = self.stack[-1]
            if top.mark != mark:
                self._drop()
                continue
            paired = min(length, top.length)
            length -= paired
            top.length -= paired
            top.inside += (paired + 1) // 2
            if top.inside > MAX_DEPTH:
                raise TooDeep
            if not top.length:
                self._drop()
        return length

    def open(self, mark: str, length: int) -> None:
        self.stack.append(_Open(mark, length))
        self.waiting[mark] += 1

    def _drop(self) -> None:
        gone = self.stack.pop()
        self.waiting[gone.mark] -= 1
        if self.stack:
            self.stack[-1].inside = max(self.stack[-1].inside, gone.inside)


def _check_inline(paragraph: str) -> None:
    text = _without_code_spans(paragraph)
    emphasis = _Emphasis()
    brackets = 0
    for token in _INLINE.finditer(text):
        if token["open"]:
            brackets += 1
            if brackets > MAX_DEPTH:
                raise TooDeep
        elif token["close"]:
            brackets = max(0, brackets - 1)
        elif token["run"]:
            _take_run(emphasis, text, token.start(), token.end())


def _take_run(emphasis: _Emphasis, text: str, start: int, end: int) -> None:
    before = text[start - 1 : start].strip()
    after = text[end : end + 1].strip()
    mark, left = text[start], end - start
    closes = bool(before) and (not after or not after.isalnum() or before.isalnum())
    opens = bool(after) and (not before or not before.isalnum() or after.isalnum())
    if closes:
        left = emphasis.close(mark, left)
    if opens and left:
        emphasis.open(mark, left)


def _without_code_spans(text: str) -> str:
    """The paragraph without its code spans: a run of backticks pairs with the next run of the same length."""
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        places.setdefault(runs[number][1] - runs[number][0], []).append(number)
    kept: list[str] = []
    at = number = 0
    while number < len(runs):
        start, end = runs[number]
        later = places[end - start]
        while later and later[-1] <= number:
            later.pop()
        if later:
            kept.append(text[at:start])
            number = later.pop()
            at = runs[number][1]
        number += 1
    kept.append(text[at:])
    return " ".join(kept)
