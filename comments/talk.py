"""Everything a discussion's page says about its comments for one reader, worked out once per request."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.safestring import SafeString

from comments.joining import Look, join
from comments.models import Comment
from comments.rendering import TreePage, tree_outline, tree_page
from comments.selectors import Reading, reading_of
from members.models import CommentOrder
from members.rules import Viewer
from members.selectors import viewer_of
from posts.models import CommentsShown, Post


@dataclass(frozen=True, slots=True)
class News:
    """What is new for a reader who came back: in words, and where it begins."""

    count: int
    branches: int
    first_url: str
    since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One page of the comments, as one reader finds it."""

    post: Post
    sort: str
    page: TreePage
    reading: Reading
    opens_all: bool
    news: News | None
    place_url: str
    root: Comment | None = None
    at: int | None = None
    next_new: str = ""

    def url(self, number: int, sort: str = "") -> str:
        """The address of a page of this talk."""
        more = {"page": number} if number > 1 else {}
        if self.root:
            return f"{self.root.get_absolute_url()}?{urlencode(more)}" if more else self.root.get_absolute_url()
        opened = {"open": "all"} if self.opens_all else {}
        return f"{self.post.get_absolute_url()}?{urlencode({'sort': sort or self.sort} | more | opened)}#comments"

    def html(self, viewer: Viewer, marked: Any) -> SafeString:
        """The tree with what is the reader's own."""
        look = Look(self.reading, marked, self.at, self.opens_all, self.next_new)
        return join(viewer, self.post, self.page, look)


def talk_of(request: HttpRequest, post: Post, root: Comment | None = None) -> Talk:
    """The talk that this request shows: asked for by several parts of a page, worked out for the first."""
    known: Talk | None = getattr(request, "_talk", None)
    if known is None or known.post.pk != post.pk:
        known = _talk(request, post, root)
        request._talk = known  # type: ignore[attr-defined]
    return known


def _talk(request: HttpRequest, post: Post, root: Comment | None) -> Talk:
    viewer = viewer_of(request)
    sort = CommentOrder.OLD if root else order_for(viewer, post, request.GET.get("sort", ""))
    at = number_in(request.GET.get("at", ""))
    page = tree_page(viewer, post, sort=sort, number=number_in(request.GET.get("page", "")) or 1, at=at, root=root)
    reading = reading_of(viewer, post)
    before, behind = _new_elsewhere(post, sort, page, reading, root)
    here = next((piece.id for piece in page.pieces if piece.id in reading.new), None)
    first = before or here or behind
    return Talk(
        post=post,
        sort=sort,
        page=page,
        reading=reading,
        opens_all=request.GET.get("open") == "all" or viewer.opens_everything,
        news=_news(post, sort, reading, first, is_here=first == here) if first and root is None else None,
        place_url=_at(post, sort, reading.place) if reading.place and root is None else "",
        root=root,
        at=at,
        next_new=_at(post, sort, behind) if behind else "",
    )


def _news(post: Post, sort: str, reading: Reading, first: int, *, is_here: bool) -> News:
    return News(
        len(reading.new), len(reading.new_branches), f"#c{first}" if is_here else _at(post, sort, first), reading.since
    )


def _new_elsewhere(
    post: Post, sort: str, page: TreePage, reading: Reading, root: Comment | None
) -> tuple[int | None, int | None]:
    """The first new comment on the pages before this one, and the first on those behind it."""
    here = {piece.id for piece in page.pieces}
    if root is not None or page.last == 1 or here.issuperset(reading.new):
        return None, None
    pages = tree_outline(post, sort).pages
    before = (pk for ids in pages[: page.number - 1] for pk in ids if pk in reading.new)
    behind = (pk for ids in pages[page.number :] for pk in ids if pk in reading.new)
    return next(before, None), next(behind, None)


def _at(post: Post, sort: str, comment_id: int) -> str:
    return f"{post.get_absolute_url()}?{urlencode({'sort': sort, 'at': comment_id})}#c{comment_id}"


def order_for(viewer: Viewer, post: Post, wanted: str) -> str:
    """The order asked for, else the reader's habit, else what the author of the discussion chose, else best first."""
    if wanted in CommentsShown.values:
        return wanted
    if viewer.comment_order in CommentsShown.values:
        return viewer.comment_order
    return post.comment_order or CommentsShown.BEST


def number_in(text: Any) -> int | None:
    """A number from an address, or None for what cannot be one."""
    words = str(text)
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 15 else None
