"""Everything that a search page shows for one query."""

from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q

from comments.models import Comment
from discovery.search.finding import PAGE_SIZE, Lines, find_comments, find_discussions
from discovery.search.language import Query, parse
from discovery.search.spelling import respelled
from discovery.search.tables import CANDIDATES
from members.models import Member
from members.rules import Viewer
from posts.models import Kind, Post, Tag, TaggedPost

SCOPES = ("all", "discussions", "comments", "people", "tags")
# on the page of everything
A_FEW = 8
FEW_PEOPLE = 4
NAMES = 50
PAGES_AT_MOST = CANDIDATES // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Found:
    """`instead` says that nothing was found as typed, and what is shown was found by `query`; `meant` is offered."""

    typed: Query
    query: Query
    scope: str = "all"
    posts: Lines[Post] = field(default_factory=lambda: Lines([]))
    comments: Lines[Comment] = field(default_factory=lambda: Lines([]))
    people: list[Member] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    meant: Query | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.posts or self.comments or self.people or self.tags)

    @property
    def instead(self) -> bool:
        return self.query is not self.typed


def search(viewer: Viewer, text: str, *, scope: str = "all", number: int = 1) -> Found:
    """What `viewer` may read of what was asked for. Nothing here fails for what was typed."""
    query = parse(text, kinds=tuple(Kind.values))
    if query.is_empty:
        return Found(query, query, scope)
    found = _find(viewer, query, query, scope, number)
    if found.posts or scope in ("people", "tags") or number > 1:
        return found
    other = respelled(query)
    if other is None:
        return found
    if found.is_empty:
        respelt = _find(viewer, query, other, scope, number)
        return found if respelt.is_empty else respelt
    offered = find_discussions(viewer, other, size=1)
    return replace(found, meant=other) if offered else found


def _find(viewer: Viewer, typed: Query, query: Query, scope: str, number: int) -> Found:
    number, size = (1, A_FEW) if scope == "all" else (min(max(number, 1), PAGES_AT_MOST), PAGE_SIZE)
    wanted = set(SCOPES) if scope == "all" else {scope}
    found = Found(typed, query, scope)
    if "discussions" in wanted:
        found = replace(found, posts=find_discussions(viewer, query, number=number, size=size))
    if "comments" in wanted:
        found = replace(found, comments=find_comments(viewer, query, number=number, size=size))
    if "people" in wanted:
        found = replace(found, people=_people(viewer, query, scope))
    if "tags" in wanted:
        found = replace(found, tags=_tags(viewer, query))
    return found


def _people(viewer: Viewer, query: Query, scope: str) -> list[Member]:
    """By name, for members."""
    if not viewer.is_signed_in or not query.terms or query.has_filters:
        return []
    named = Q(name__icontains=query.words) | Q(username__iexact=query.words)
    people = Member.objects.active().filter(named).order_by("name", "pk")
    return list(people[: FEW_PEOPLE if scope == "all" else NAMES])


def _tags(viewer: Viewer, query: Query) -> list[Tag]:
    """By name, where `viewer` could open something under them."""
    if not query.terms or query.has_filters:
        return []
    listed = Post.objects.listed_for(viewer).outside_hallway().filter(pk=OuterRef("content_object_id"))
    used = TaggedPost.objects.filter(Exists(listed), tag=OuterRef("pk"))
    return list(Tag.objects.filter(Exists(used), name__icontains=query.words).order_by("name")[:NAMES])
