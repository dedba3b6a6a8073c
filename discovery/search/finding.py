"""What a search brings up: the newest that match are weighed against each other, and shown page by page.

Rights are asked of the living rows twice: when candidates are chosen, and when those of one page are read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.safestring import SafeString

from comments.models import Comment
from discovery.search import narrowing
from discovery.search.engine import engine
from discovery.search.language import Query
from discovery.search.tables import CANDIDATES, Asked, Candidate, Where
from discovery.search.weighing import weighed
from discovery.search.words import START, marked, plain
from kit import clock
from members.rules import Viewer
from posts.models import Post

PAGE_SIZE = 20
# in how much of a text words are marked, and by how many letters the place is found (endings differ)
BEFORE_THE_WORD, AFTER_THE_WORD, LETTERS = 300, 3000, 4
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class Line(Generic[RowT]):
    """A found discussion or comment, the found words marked in its title (of discussions) and its words."""

    row: RowT
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Lines(Generic[RowT]):
    """One page of what was found; `next` is the number of the page behind it, 0 on the last."""

    items: list[Line[RowT]]
    number: int = 1
    next: int = 0

    def __bool__(self) -> bool:
        return bool(self.items)


def find_discussions(viewer: Viewer, query: Query, *, number: int = 1, size: int = PAGE_SIZE) -> Lines[Post]:
    ids = _ids(Where.POSTS, narrowing.discussions(viewer, query), query)
    found = Post.objects.listed_for(viewer).filter(pk__in=_of_page(ids, number, size))
    rows = found.select_related("author", "byline").defer("body").in_bulk()
    texts = {pk: (row.title, plain(row.html)) for pk, row in rows.items()}
    return _lines(Where.POSTS, ids, rows, texts, query, number, size)


def find_comments(viewer: Viewer, query: Query, *, number: int = 1, size: int = PAGE_SIZE) -> Lines[Comment]:
    """Comments that have the words; without words, somebody's (all comments under a tag would say nothing)."""
    if not (query.terms or query.authors):
        return Lines([])
    ids = _ids(Where.COMMENTS, narrowing.comments(viewer, query), query)
    found = Comment.objects.quotable_by(viewer).filter(pk__in=_of_page(ids, number, size))
    rows = found.select_related("author", "byline", "post").defer("body", "post__body", "post__html").in_bulk()
    texts = {pk: ("", plain(row.html)) for pk, row in rows.items()}
    return _lines(Where.COMMENTS, ids, rows, texts, query, number, size)


def _of_page(ids: list[int], number: int, size: int) -> list[int]:
    return ids[(number - 1) * size : number * size]


def _ids(where: Where, rows: Any, query: Query) -> list[int]:
    """What matches, the best first; by words, or the newest that the operators leave."""
    if not query.terms:
        return [found.id for found in _newest(where, rows, query)]
    asked = Asked(query.terms, query.without, before=query.before, after=query.after, among_few=query.is_about_few)
    candidates = engine().matching(where, rows, asked)
    if not candidates:
        return []
    return weighed(candidates, engine().ranks(where, [found.id for found in candidates], asked), clock.now())


def _newest(where: Where, rows: Any, query: Query) -> list[Candidate]:
    newest = rows.order_by(f"-{where.at}", "-pk").values_list("pk", where.at, where.worth)
    found = [Candidate(*row) for row in newest[:CANDIDATES]]
    if not (found and query.without):
        return found
    among = rows.filter(pk__in=[each.id for each in found])
    unwanted = {
        each.id for each in engine().matching(where, among, Asked(query.without, any_term=True, among_few=True))
    }
    return [each for each in found if each.id not in unwanted]


def _lines(
    where: Where,
    ids: list[int],
    rows: Mapping[int, Any],
    texts: Mapping[int, tuple[str, str]],
    query: Query,
    number: int,
    size: int,
) -> Lines[Any]:
    shown = [pk for pk in _of_page(ids, number, size) if pk in rows]
    marks: Mapping[int, tuple[str, str]] = {}
    if query.terms and shown:
        cut = {pk: (title, _around_a_word(text, query)) for pk, (title, text) in texts.items()}
        marks = engine().marks(where, cut, Asked(query.terms))
    items = [_line(rows[pk], texts[pk][0], marks.get(pk)) for pk in shown]
    return Lines(items, number, number + 1 if len(ids) > number * size else 0)


def _line(row: Any, title: str, mark: tuple[str, str] | None) -> Line[Any]:
    """A text in which no word could be marked (it stands in the title) begins at its beginning."""
    in_title, in_text = mark or (title, "")
    return Line(row, marked(in_title), marked(in_text if START in in_text else row.excerpt))


def _around_a_word(text: str, query: Query) -> str:
    """The part of a long text where the first found word stands."""
    beginnings = "|".join(re.escape(term.split()[0][:LETTERS]) for term in query.terms)
    place = re.search(rf"\b(?:{beginnings})", text, re.IGNORECASE)
    start = max(0, place.start() - BEFORE_THE_WORD) if place else 0
    return text[start : start + BEFORE_THE_WORD + AFTER_THE_WORD]
