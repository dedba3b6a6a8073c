"""The order in which a tree is read, its pages, and what begins as one line: worked out on rows that hold no text.

Pure; nothing recurses. Rows come and go in reading order (by path) unless it says otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comments.models import DEPTH_AT_MOST, ID_DIGITS

PAGE_COMMENTS = 200
PAGE_BYTES = 235_000
COMMENT_BYTES = 1_500  # what a comment weighs on a page beside its words, measured and rounded up

# a discussion of more comments than this is busy: it opens with some branches as one line each
BUSY = 70
DEEP = 4  # levels below which a busy discussion folds
LONG = 5  # siblings after which it folds the others


class Spot(NamedTuple):
    """A place in the tree. `stands` is whether words can be there (not removed, not held)."""

    id: int
    path: str
    score: float = 0.0
    stands: bool = True
    bytes: int = 0
    below: int = 0  # how many comments its branch has besides itself
    latest: int = 0  # the id of the newest comment in its branch


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole tree in one order: ids in pages, the sizes of branches, and which of them begin as one line."""

    pages: list[list[int]]
    below: dict[int, int]
    folded: frozenset[int]
    newest: int = 0

    def page_of(self, comment_id: int) -> int | None:
        """The number of the page that holds a comment, from 1."""
        return next((number for number, ids in enumerate(self.pages, 1) if comment_id in ids), None)


Key = Callable[[Spot], tuple[float, int]]
ORDERS: dict[str, Key] = {
    "best": lambda spot: (-spot.score, spot.id),
    "new": lambda spot: (0.0, -spot.id),
    "old": lambda spot: (0.0, spot.id),
    "latest": lambda spot: (-spot.latest, spot.id),
}


def outline(spots: Iterable[Spot], sort: str) -> Outline:
    """The tree of `spots` as it is read in the order `sort`."""
    ordered = in_order(counted(standing(spots)), sort)
    return Outline(
        pages=in_pages(ordered),
        below={spot.id: spot.below for spot in ordered if spot.below},
        folded=begins_folded(ordered),
        newest=max((spot.id for spot in ordered), default=0),
    )


def counted(spots: Iterable[Spot]) -> list[Spot]:
    """With the size of each branch and its newest comment."""
    rows = list(spots)
    waiting: list[Spot] = []  # branches whose root is still to come, the nearest last
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        below, latest = 0, row.id
        while waiting and waiting[-1].path.startswith(row.path):
            branch = waiting.pop()
            below += branch.below + 1
            latest = max(latest, branch.latest)
        rows[at] = row._replace(below=below, latest=latest)
        waiting.append(rows[at])
    return rows


def in_order(spots: Iterable[Spot], sort: str) -> list[Spot]:
    """With siblings sorted at every level.

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
    """Without places under which nothing is left to read."""
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


def begins_folded(ordered: Sequence[Spot]) -> frozenset[int]:
    """Which branches of a busy discussion begin as one line each; rows in the order in which they are shown.

    What answers the discussion itself is always whole. Below it a branch is folded when it stands deep, behind
    several siblings, or is one unanswered comment that nobody could use. What a folded branch holds stays open in it:
    one act shows all of it.
    """
    if len(ordered) <= BUSY:
        return frozenset()
    folded: set[int] = set()
    nth: dict[str, int] = {}
    inside = ""
    for spot in ordered:
        if inside and spot.path.startswith(inside):
            continue
        inside = ""
        depth, above = len(spot.path) // ID_DIGITS - 1, spot.path[:-ID_DIGITS]
        nth[above] = nth.get(above, 0) + 1
        quiet = depth > 1 and not spot.below and spot.score <= 0
        if depth and (depth >= DEEP or nth[above] > LONG or quiet):
            folded.add(spot.id)
            inside = spot.path
    return frozenset(folded)
