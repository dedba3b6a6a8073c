"""What comments write down on their discussion. Called inside the caller's transaction."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from posts.models import AnsweredState, Post


def claim_thread(*, post_id: int) -> Post:
    """Take the discussion's row for the rest of the transaction, and read it as it stands then.

    The update comes first: it is the lock, on both databases, and whoever lost the race reads what the winner wrote.
    """
    Post.objects.filter(pk=post_id).update(thread_version=F("thread_version") + 1)
    return Post.objects.select_related("author", "byline").get(pk=post_id)


def claim_threads(*, post_ids: Iterable[int]) -> dict[int, Post]:
    """Several discussions, in the one order that everybody takes them in."""
    return {post_id: claim_thread(post_id=post_id) for post_id in sorted(set(post_ids))}


def count_comments(*, post_id: int, comment_count: int, voice_count: int, last_activity_at: dt.datetime) -> None:
    Post.objects.filter(pk=post_id).update(
        comment_count=comment_count, voice_count=voice_count, last_activity_at=last_activity_at
    )


def set_answered_state(*, post_id: int, state: AnsweredState) -> None:
    """Readers see it on the discussion and on its card."""
    question = Post.objects.filter(pk=post_id, kind="question")
    question.update(answered_state=state, thread_version=F("thread_version") + 1)


def thread_changed(*, post_id: int) -> None:
    """What readers see of the thread is another now: no page kept of it is shown again."""
    threads_changed(post_ids=[post_id])


def threads_changed(*, post_ids: Iterable[int]) -> None:
    """The same for many at once."""
    Post.objects.filter(pk__in=list(post_ids)).update(thread_version=F("thread_version") + 1)


def origin_changed(*, post_id: int) -> None:
    """The title, or who may read it, is about to change: the discussion it grew out of names it. Comes before the
    discussion's own row, since the older one is always taken first."""
    origin = Post.objects.filter(pk=post_id, grew_out_of__isnull=False).values("grew_out_of")
    Post.objects.filter(pk__in=origin).update(thread_version=F("thread_version") + 1)


def mark_for_scoring(*, post_ids: Iterable[int]) -> None:
    """Something that a score is made of has changed. Where counters follow, this comes first: it is the lock."""
    wanted = set(post_ids)
    if len(wanted) > 1:  # in one order for everybody, or two acts wait for each other
        list(Post.objects.filter(pk__in=wanted).order_by("pk").select_for_update().values_list("pk"))
    Post.objects.filter(pk__in=wanted).update(signals_version=F("signals_version") + 1)
