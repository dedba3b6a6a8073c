"""What programs read of the site: search engines and whoever follows links. Visitors' rights, nothing more."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from comments.models import Comment, Resolution
from kit import site
from members.models import Member
from members.rules import VISITOR
from posts.models import AnsweredState, Post, Tag, TaggedPost, Visibility
from posts.querysets import PostQuerySet

COMMENTS_TOLD = 10
# a page of the sitemap holds the rows of so many ids: no page has to count those before it
IDS_A_PAGE = 5_000
PAGES = ("/", "/new/", "/unanswered/", "/tags/", "/collections/", "/about/", "/norms/", "/privacy/", "/accessibility/")


@dataclass(frozen=True, slots=True)
class Place:
    """An address for the sitemap, and when its page last changed if that is known."""

    path: str
    changed: dt.datetime | None = None


def sections() -> dict[str, int]:
    """How many pages each part of the sitemap has."""
    counted = {name: _last_page(rows) for name, rows in _rows().items()}
    return {"pages": 1} | {name: pages for name, pages in counted.items() if pages}


def places(section: str, number: int) -> list[Place]:
    """The addresses on page `number` (from 1) of a part of the sitemap; empty where there is no such page."""
    if section == "pages":
        return [Place(path) for path in PAGES] if number == 1 else []
    rows: Any = _rows().get(section)
    if rows is None or not 0 < number < 2**40:
        return []
    found: Iterable[Any] = rows.filter(pk__gte=(number - 1) * IDS_A_PAGE, pk__lt=number * IDS_A_PAGE)
    return [Place(row.get_absolute_url(), getattr(row, "last_activity_at", None)) for row in found]


def _rows() -> "dict[str, QuerySet[Any]]":
    """What the parts list. People only where visitors may open their pages."""
    rows: dict[str, QuerySet[Any]] = {
        "discussions": _posts().only("pk", "slug", "last_activity_at"),
        "tags": _tags(),
    }
    if site.get("COMMUNITY_VISIBILITY") == Visibility.PUBLIC:
        rows["people"] = _people()
    return rows


def _last_page(rows: "QuerySet[Any]") -> int:
    """The page that holds the last row; 0 where there is none."""
    last = rows.aggregate(last=Max("pk"))["last"]
    return 0 if last is None else last // IDS_A_PAGE + 1


def _posts() -> PostQuerySet:
    return Post.objects.listed_for(VISITOR).released().outside_hallway()


def _tags() -> "QuerySet[Tag]":
    tags: QuerySet[Tag] = Tag.objects.filter(
        Exists(TaggedPost.objects.filter(tag=OuterRef("pk"), content_object__in=_posts().values("pk")))
    )
    return tags


def _people() -> "QuerySet[Member]":
    """Those who wrote something that everybody may read: who only reads stands in no list."""
    wrote = _posts().filter(author=OuterRef("pk"))
    commented = Comment.objects.quotable_by(VISITOR).released().filter(author=OuterRef("pk"))
    people: QuerySet[Member] = Member.objects.active().filter(Exists(wrote) | Exists(commented))
    return people


@dataclass(frozen=True, slots=True)
class ForPrograms:
    """The first top-level comments of a discussion, and the comment that answered it."""

    comments: list[Comment]
    answer: Comment | None


def for_programs(post: Post) -> ForPrograms:
    """One query, and a second where a question was answered."""
    readable = Comment.objects.quotable_by(VISITOR).filter(post=post).select_related("author", "byline").defer("body")
    answer = None
    if post.answered_state == AnsweredState.RESOLVED:
        chosen = Resolution.objects.in_force().filter(post=post, comment__isnull=False).values("comment_id")
        answer = readable.filter(pk__in=chosen).first()
    return ForPrograms(list(readable.filter(parent__isnull=True).in_reading_order()[:COMMENTS_TOLD]), answer)
