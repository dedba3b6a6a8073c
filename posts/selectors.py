"""Answers about discussions."""

import datetime as dt

from members.rules import Viewer
from posts import rules
from posts.models import Draft, Post, Revision, Status

DRAFTS_SHOWN = 100
REVISIONS_SHOWN = 100


def post_for(viewer: Viewer, post_id: int) -> Post | None:
    """A discussion with its people and tags, or None where `viewer` may not know of it."""
    wanted = Post.objects.visible_to(viewer).select_related("author", "byline").prefetch_related("tags")  # type: ignore[misc]  # taggit's own manager
    post = wanted.filter(pk=post_id).first()
    if post is None or not rules.may_see(viewer, post):
        return None
    return post


def drafts_of(member_id: int) -> list[Draft]:
    """A member's unfinished words, for that member alone, last touched first."""
    return list(Draft.objects.filter(member_id=member_id).order_by("-saved_at", "-pk")[:DRAFTS_SHOWN])


def revisions_of(post: Post) -> list[Revision]:
    """What it said before, newest first. Ask `rules.may_see_revisions` first."""
    return list(post.revisions.select_related("editor").order_by("-version")[:REVISIONS_SHOWN])


def oldest_due_for_release(now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest discussion waits to be released; readiness asks it."""
    due = Post.objects.due_for_release(now).order_by("take_back_until")
    return due.values_list("take_back_until", flat=True).first()


def oldest_due_for_decay(now: dt.datetime) -> dt.datetime | None:
    """Since when the discussion whose scores are oldest should have been scored again; readiness asks it."""
    due = Post.objects.due_for_decay(now).order_by("scored_at").values_list("scored_at", flat=True).first()
    return due + dt.timedelta(hours=1) if due else None


def has_written(member_id: int) -> int:
    """How many discussions stand under somebody's name, counted up to three (the first three are helped along)."""
    own = Post.objects.filter(author_id=member_id).exclude(status=Status.REMOVED)
    return len(own.values_list("pk", flat=True)[:3])
