"""When the take-back is over: people are told, and what was written begins to count."""

import logging

from django.db import transaction

from kit import clock
from posts.models import Post
from posts.services.telling import tell_of_release
from posts.services.thread import mark_for_scoring

log = logging.getLogger(__name__)


def release_due(*, limit: int = 500) -> int:
    """Release what is due, oldest first; returns how many this call released. Two at once release each row once."""
    due = Post.objects.due_for_release(clock.now()).order_by("take_back_until")
    return sum(_try(post_id) for post_id in list(due.values_list("pk", flat=True)[:limit]))


def _try(post_id: int) -> bool:
    """One that cannot be released keeps nobody else's waiting."""
    try:
        return _release(post_id)
    except Exception:
        log.exception("discussion %s could not be released", post_id)
        return False


@transaction.atomic
def _release(post_id: int) -> bool:
    now = clock.now()
    if not Post.objects.due_for_release(now).filter(pk=post_id).update(released_at=now):
        return False
    mark_for_scoring(post_ids=[post_id])
    tell_of_release(Post.objects.select_related("author").get(pk=post_id))
    return True
