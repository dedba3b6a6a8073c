"""What the operators of a query leave, of the discussions and comments that the viewer may be shown."""

import datetime as dt
from typing import TypeVar

from django.db.models import Q, QuerySet

from comments.models import Comment
from comments.querysets import CommentQuerySet
from discovery.search.language import Query
from kit import clock
from members.models import Byline, Member
from members.rules import Viewer
from posts.models import Post, TaggedPost
from posts.querysets import PostQuerySet

STATES = {"unanswered": ("waiting",), "answered": ("answered", "resolved"), "resolved": ("resolved",)}
PEOPLE_MEANT = 50
Rows = TypeVar("Rows", PostQuerySet, CommentQuerySet)


def discussions(viewer: Viewer, query: Query) -> PostQuerySet:
    return _by_and_when(_about(Post.objects.listed_for(viewer), query, ""), query, "published_at", viewer)


def comments(viewer: Viewer, query: Query) -> CommentQuerySet:
    return _by_and_when(_about(Comment.objects.quotable_by(viewer), query, "post__"), query, "created_at", viewer)


def _about(rows: Rows, query: Query, post: str) -> Rows:
    """By tag (all of them), kind (any) and state of the discussion; `post` is the way to it."""
    for tag in query.tags:
        rows = rows.filter(**{f"{post}pk__in": _under(tag)})
    for tag in query.not_tags:
        rows = rows.exclude(**{f"{post}pk__in": _under(tag)})
    if query.kinds:
        rows = rows.filter(**{f"{post}kind__in": query.kinds})
    if query.not_kinds:
        rows = rows.exclude(**{f"{post}kind__in": query.not_kinds})
    for state in query.is_:
        rows = rows.filter(**{f"{post}kind": "question", f"{post}answered_state__in": STATES[state]})
    return rows


def _under(tag: str) -> QuerySet[TaggedPost, int]:
    tagged: QuerySet[TaggedPost] = TaggedPost.objects.filter(Q(tag__slug=tag) | Q(tag__name__iexact=tag))
    return tagged.values_list("content_object_id", flat=True)


def _by_and_when(rows: Rows, query: Query, at: str, viewer: Viewer) -> Rows:
    """By author (any of them, bylines too) and by day, in the viewer's zone."""
    if query.authors:
        rows = rows.filter(_written_by(query.authors))
    if query.not_authors:
        rows = rows.exclude(_written_by(query.not_authors))
    if query.after:
        rows = rows.filter(**{f"{at}__gte": _begin(query.after, viewer)})
    if query.before:
        rows = rows.filter(**{f"{at}__lt": _begin(query.before, viewer)})
    return rows


def _written_by(names: tuple[str, ...]) -> Q:
    """Whoever has one of these usernames, or a name with one of them in it."""
    named = Q()
    for name in names:
        named |= Q(name__icontains=name)
    members = Member.objects.active().filter(named | Q(username__in=names)).values_list("pk", flat=True)
    bylines = Byline.objects.filter(named).values_list("pk", flat=True)
    meant = Q(author_id__in=list(members[:PEOPLE_MEANT]))
    if imported := list(bylines[:PEOPLE_MEANT]):
        meant |= Q(byline_id__in=imported)
    return meant


def _begin(day: dt.date, viewer: Viewer) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.zone(viewer.time_zone))
