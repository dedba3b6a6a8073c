"""Answers about comments."""

import datetime as dt
from dataclasses import dataclass

from comments.models import Comment
from comments.paths import ids_of
from members.rules import Viewer

ANCESTORS_SHOWN = 5


def comment_for(viewer: Viewer, comment_id: int) -> Comment | None:
    """A comment with its discussion and people, or None where `viewer` may not know of it."""
    people = ("author", "byline", "post", "post__author", "post__byline")
    return Comment.objects.visible_to(viewer).select_related(*people).filter(pk=comment_id).first()


@dataclass(frozen=True, slots=True)
class Above:
    """What a comment answers: the nearest ancestors, the eldest first, and how many more there are above them."""

    nearest: list[Comment]
    more: int


def above(comment: Comment) -> Above:
    """The way down to a comment, in one query however deep it stands."""
    if comment.parent_id is None:
        return Above([], 0)
    along = ids_of(comment.path)[:-1]
    if along[-1] != comment.parent_id:  # deeper than the deepest level: its true parent stands beside it
        along.append(comment.parent_id)
    nearest = along[-ANCESTORS_SHOWN:]
    found = Comment.objects.filter(pk__in=nearest).select_related("author", "byline").defer("body", "html").in_bulk()
    return Above([found[pk] for pk in nearest if pk in found], len(along) - len(nearest))


def oldest_due_for_release(now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest comment waits to be released; readiness asks it."""
    due = Comment.objects.due_for_release(now).order_by("take_back_until")
    return due.values_list("take_back_until", flat=True).first()
