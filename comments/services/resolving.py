"""A question finds its answer, in the asker's judgement."""

from django.db import transaction

from comments import rules
from comments.models import Comment, CommentStatus, Resolution
from comments.services.counting import say_whether_answered
from comments.services.errors import NotTheirs, ParentGone, Suspended
from kit import clock
from kit.visitors import changes_lists
from members.models import Member
from members.rules import may_write, viewer_for
from posts.models import Post
from posts.services.thread import claim_thread, mark_for_scoring


@changes_lists
@transaction.atomic
def resolve_question(*, asker: Member, post: Post, comment: Comment | None, note: str = "") -> Resolution:
    """Say which comment answered the question (or that none was needed), with a closing note.

    Raises NotTheirs for anybody but the asker and curators, Suspended, ParentGone for a comment that cannot be read.
    """
    claimed = claim_thread(post_id=post.pk)
    if not rules.may_resolve(viewer_for(asker), claimed):
        raise NotTheirs
    if not may_write(asker, clock.now()):
        raise Suspended
    if comment is not None and (comment.post_id != post.pk or comment.status != CommentStatus.PUBLISHED):
        raise ParentGone
    now = clock.now()
    said = {"comment": comment, "note": note, "at": now, "local_day": clock.local_day(now, asker.time_zone)}
    resolution, _made = Resolution.objects.update_or_create(post=claimed, defaults=said)
    _follow(claimed)
    return resolution


@changes_lists
@transaction.atomic
def reopen_question(*, asker: Member, post: Post) -> None:
    """Say that it is not answered after all. Raises NotTheirs."""
    claimed = claim_thread(post_id=post.pk)
    if not rules.may_resolve(viewer_for(asker), claimed):
        raise NotTheirs
    Resolution.objects.filter(post=claimed).delete()
    _follow(claimed)


def _follow(post: Post) -> None:
    say_whether_answered(post)
    mark_for_scoring(post_ids=[post.pk])
