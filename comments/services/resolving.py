"""A question finds its answer, in the asker's judgement."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments import rules
from comments.models import Comment, CommentStatus, Resolution
from comments.services.counting import say_whether_answered
from comments.services.errors import NotTheirs, ParentGone, Suspended
from kit import clock
from kit.visitors import changes_lists
from members.models import Member
from members.rules import may_write, viewer_for
from notifications.services import Message, notify, withdraw
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
    if comment is not None:  # read again under the lock, because it may have gone since the form was shown
        comment = Comment.objects.filter(pk=comment.pk, post=claimed, status=CommentStatus.PUBLISHED).first()
        if comment is None:
            raise ParentGone
    now = clock.now()
    before = Resolution.objects.filter(post=claimed).values_list("comment_id", flat=True).first()
    said = {"comment": comment, "note": note, "at": now, "local_day": clock.local_day(now, asker.time_zone)}
    resolution, _made = Resolution.objects.update_or_create(post=claimed, defaults=said)
    if comment is None or comment.pk != before:
        withdraw(subjects=[_subject(claimed)])
        _thank(asker, claimed, comment)
    _follow(claimed)
    return resolution


def _thank(asker: Member, post: Post, comment: Comment | None) -> None:
    """Whoever wrote the answer hears that it was one, once; saying it again with another note tells nothing new."""
    if comment is None or comment.author_id is None:
        return
    text = _("Your reply answered %(name)s’s question “%(title)s”") % {"name": post.author_name, "title": post.title}
    message = Message(
        kind="answered",
        text=text,
        quote=comment.excerpt,
        url=comment.get_absolute_url(),
        subject=_subject(post),
        thread=f"post:{post.pk}",
    )
    if comment.author_id != post.author_id:
        notify(recipients=[comment.author_id], message=message, actor=asker)


def _subject(post: Post) -> str:
    return f"resolution:{post.pk}"


@changes_lists
@transaction.atomic
def reopen_question(*, asker: Member, post: Post) -> None:
    """Say that it is not answered after all. Raises NotTheirs."""
    claimed = claim_thread(post_id=post.pk)
    if not rules.may_resolve(viewer_for(asker), claimed):
        raise NotTheirs
    Resolution.objects.filter(post=claimed).delete()
    withdraw(subjects=[_subject(claimed)])
    _follow(claimed)


def _follow(post: Post) -> None:
    say_whether_answered(post)
    mark_for_scoring(post_ids=[post.pk])
