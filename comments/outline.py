"""The order in which a tree is read, worked out on rows that hold no text. Pure; nothing recurses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from comments.models import DEPTH_AT_MOST, ID_DIGITS

PAGE_COMMENTS = 200
PAGE_BYTES = 235_000
COMMENT_BYTES = 1_250  # what a comment weighs on a page beside its words, measured and rounded up


class Spot(NamedTuple):
    """A place in the tree. `stands` is whether words can be there (not removed, not held)."""

    id: int
    path: str
    score: float = 0.0
    stands: bool = True
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Ids in the order of reading, from page 1; `last` is the number of the last page."""

    ids: list[int]
    number: int
    last: int


Key = Callable[[Spot], tuple[float, int]]
ORDERS: dict[str, Key] = {
    "best": lambda spot: (-spot.score, spot.id),
    "new": lambda spot: (0.0, -spot.id),
    "old": lambda spot: (0.0, spot.id),
}


def in_order(spots: Iterable[Spot], sort: str) -> list[Spot]:
    """Rows given in reading order (by path), with siblings sorted at every level.

    At the deepest level, where replies stand beside what they answer, the order stays that of writing.
    """
    rows = list(spots)
    if sort == "old":
        return rows
    children: dict[str, list[Spot]] = {}
    roots: list[Spot] = []
    known = {row.path for row in rows}
    for row in rows:
        above = row.path[:-ID_DIGITS]
        (children.setdefault(above, []) if above in known else roots).append(row)
    key, deepest = ORDERS[sort], (DEPTH_AT_MOST + 1) * ID_DIGITS
    out: list[Spot] = []
    waiting = sorted(roots, key=key, reverse=True)
    while waiting:
        row = waiting.pop()
        out.append(row)
        below = children.get(row.path, ())
        waiting.extend(sorted(below, key=ORDERS["old"] if len(row.path) + ID_DIGITS == deepest else key, reverse=True))
    return out


def standing(spots: Iterable[Spot]) -> list[Spot]:
    """Without places under which nothing is left to read. Takes and gives rows in reading order."""
    kept: list[Spot] = []
    for row in reversed(list(spots)):
        holds = bool(kept) and kept[-1].path.startswith(row.path)
        if row.stands or holds:
            kept.append(row)
    kept.reverse()
    return kept


def in_pages(spots: Iterable[Spot]) -> list[list[int]]:
    """Ids in pages that are bounded in number and in weight; a comment heavier than a page has one of its own."""
    pages: list[list[int]] = [[]]
    weight = 0
    for row in spots:
        weight += row.bytes + COMMENT_BYTES
        if pages[-1] and (len(pages[-1]) >= PAGE_COMMENTS or weight > PAGE_BYTES):
            pages.append([])
            weight = row.bytes + COMMENT_BYTES
        pages[-1].append(row.id)
    return pages
