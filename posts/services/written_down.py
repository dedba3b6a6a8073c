"""What higher floors write down on a discussion: counts, scores, the arc, and a curator's decisions."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from kit import clock
from kit.bulk import update_rows
from kit.visitors import changes_lists
from notifications.services import withdraw
from posts.models import Post, Status
from posts.services.thread import mark_for_scoring, origin_changed, thread_changed


class ScoreRow(NamedTuple):
    """A discussion's scores, and the version of its signals that they were made from."""

    post_id: int
    a: float
    l: float  # noqa: E741  the spec's own name
    worth: float
    scored_at: dt.datetime
    scored_version: int


def set_use_count(*, post_id: int, use_count: int) -> None:
    Post.objects.filter(pk=post_id).update(use_count=use_count, thread_version=F("thread_version") + 1)


def set_shared_takeaway_count(*, post_id: int, count: int) -> None:
    Post.objects.filter(pk=post_id).update(shared_takeaway_count=count, thread_version=F("thread_version") + 1)


def mark_as_seed(*, post_id: int) -> None:
    """A seed's opening is its planter's work: it counts as staff (amendments 12)."""
    Post.objects.filter(pk=post_id).update(is_seed=True, by_staff=True, thread_version=F("thread_version") + 1)


@changes_lists
@transaction.atomic
def hide_post(*, post_id: int) -> None:
    """Out of sight of everybody but its author and curators, and out of everything that was told of it."""
    origin_changed(post_id=post_id)
    Post.objects.filter(pk=post_id).exclude(status__in=(Status.REMOVED, Status.MERGED)).update(status=Status.HIDDEN)
    withdraw(threads=[f"post:{post_id}"])
    _seen_differently(post_id)


@changes_lists
@transaction.atomic
def restore_post(*, post_id: int, to: Status = Status.PUBLISHED) -> None:
    """Back into sight, or to the state it had; something that was held goes out now, and its take-back is over."""
    origin_changed(post_id=post_id)
    now = clock.now()
    away = Post.objects.filter(pk=post_id, status__in=(Status.HIDDEN, Status.HELD))
    if to != Status.HELD:
        away.filter(published_at__isnull=True).update(published_at=now, last_activity_at=now, take_back_until=now)
    away.update(status=to)
    _seen_differently(post_id)


def _seen_differently(post_id: int) -> None:
    mark_for_scoring(post_ids=[post_id])
    thread_changed(post_id=post_id)


def note_indexed(*, post_id: int, thread_version: int) -> None:
    """Search has read the thread as it was at this version."""
    Post.objects.filter(pk=post_id).update(indexed_version=thread_version)


def index_anew(*, post_ids: Iterable[int]) -> None:
    """Search reads these threads again."""
    Post.objects.filter(pk__in=list(post_ids)).update(indexed_version=-1)


def write_scores(*, rows: Iterable[ScoreRow]) -> None:
    """Store scores, many rows in one statement; one made from an older version than is stored is dropped."""
    update_rows(Post, ScoreRow._fields[1:], list(rows), not_after="scored_version")
