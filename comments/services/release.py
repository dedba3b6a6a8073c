"""What follows from a comment once it can no longer be taken back."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment, CommentStatus
from comments.services.counting import say_whether_answered
from kit import clock
from kit.markdown import TooDeep, render
from kit.visitors import changes_lists
from members.models import Member
from notifications.services import Message, notify
from posts.models import Post
from posts.rules import READABLE
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
    waiting = Comment.objects.filter(pk__in=ids, released_at__isnull=True, status=CommentStatus.PUBLISHED)
    won = list(waiting.select_related("author", "parent", "post").order_by("pk"))
    Comment.objects.filter(pk__in=[comment.pk for comment in won]).update(released_at=now)
    for comment in won:
        _acknowledge_parent(comment)
        _tell(comment)
    if won:
        say_whether_answered(Post.objects.get(pk=post_id))
    return len(won)


def _acknowledge_parent(comment: Comment) -> None:
    parent = comment.parent
    if parent is not None and parent.acknowledged_at is None and parent.author_id != comment.author_id:
        Comment.objects.filter(pk=parent.pk, acknowledged_at__isnull=True).update(acknowledged_at=comment.created_at)


def _tell(comment: Comment) -> None:
    """One line for each person, the nearest reason first: answered, mentioned, their discussion."""
    if comment.author is None or comment.post.status not in READABLE:
        return
    name, title = comment.author.name, comment.post.title
    told: set[int] = set()
    for people, kind, text in (
        (_author_of_parent(comment), "reply", _("%(name)s replied to you in “%(title)s”")),
        (_mentioned(comment), "mention", _("%(name)s mentioned you in “%(title)s”")),
        ({comment.post.author_id} - {None}, "comment", _("%(name)s replied in your discussion “%(title)s”")),
    ):
        fresh = {pk for pk in people if pk is not None} - told
        told |= fresh
        if fresh:
            notify(
                recipients=fresh,
                message=_message(comment, kind, text % {"name": name, "title": title}),
                actor=comment.author,
            )


def _message(comment: Comment, kind: str, text: str) -> Message:
    return Message(
        kind=kind,
        text=text,
        quote=comment.excerpt,
        url=comment.get_absolute_url(),
        subject=f"comment:{comment.pk}",
        thread=f"post:{comment.post_id}",
    )


def _author_of_parent(comment: Comment) -> set[int | None]:
    return {comment.parent.author_id} if comment.parent else set()


def _mentioned(comment: Comment) -> set[int | None]:
    """The first ten people named in it, as far as they exist. Whoever is a member can open what members read."""
    if "@" not in comment.body:
        return set()
    try:
        names = render(comment.body).mentions
    except TooDeep:  # written under an older bound
        return set()
    return set(Member.objects.active().filter(username__in=names).values_list("pk", flat=True))
