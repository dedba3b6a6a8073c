"""What follows from a comment once it can no longer be taken back."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from comments.models import Comment, CommentStatus
from comments.services.counting import say_whether_answered
from comments.services.telling import tell
from kit import clock
from kit.visitors import changes_lists
from posts.models import Post
from posts.services.thread import mark_for_scoring

log = logging.getLogger(__name__)


def release_due(*, limit: int = 500) -> int:
    """Release what is past its take-back; returns how many. Two callers at once release nothing twice."""
    due = Comment.objects.due_for_release(clock.now()).order_by("take_back_until", "pk")
    return release_comments(comment_ids=due.values_list("pk", flat=True)[:limit])


def release_comments(*, comment_ids: Iterable[int]) -> int:
    """Release these comments, discussion by discussion, each in a short transaction."""
    waiting = Comment.objects.filter(pk__in=list(comment_ids)).order_by("pk").values_list("post_id", "pk")
    by_post: dict[int, list[int]] = defaultdict(list)
    for post_id, pk in waiting:
        by_post[post_id].append(pk)
    return sum(_try(post_id, ids, clock.now()) for post_id, ids in by_post.items())


def _try(post_id: int, ids: list[int], now: dt.datetime) -> int:
    """A discussion whose comments cannot be released keeps nobody else's waiting."""
    try:
        return _release(post_id, ids, now)
    except Exception:
        log.exception("comments of discussion %s could not be released", post_id)
        return 0


@changes_lists
@transaction.atomic
def _release(post_id: int, ids: list[int], now: dt.datetime) -> int:
    mark_for_scoring(post_ids=[post_id])  # the discussion's row first; it also keeps a second worker out
    waiting = Comment.objects.filter(pk__in=ids, post=post_id, released_at__isnull=True, status=CommentStatus.PUBLISHED)
    won = list(waiting.select_related("author", "parent", "post").order_by("pk"))
    Comment.objects.filter(pk__in=[comment.pk for comment in won]).update(released_at=now)
    for comment in won:
        _acknowledge_parent(comment)
        tell(comment)
    if won:
        say_whether_answered(Post.objects.get(pk=post_id))
    return len(won)


def _acknowledge_parent(comment: Comment) -> None:
    parent = comment.parent
    if parent is not None and parent.acknowledged_at is None and parent.author_id != comment.author_id:
        Comment.objects.filter(pk=parent.pk, acknowledged_at__isnull=True).update(acknowledged_at=comment.created_at)
