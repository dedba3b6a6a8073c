"""Hide, restore, let through: always with a reason, logged, and told to the person concerned."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comments.models import Comment, CommentStatus
from comments.services import hide_comment, restore_comment
from curation import rules
from curation.models import Action, ModeratorAction
from curation.models.moderation import ANSWER_LENGTH, REASON_LENGTH
from curation.services.errors import NotACurator, NotYours, ReasonMissing
from curation.services.reporting import settle_all_about
from kit import clock
from kit.visitors import changes_lists
from members.models import Member
from notifications.services import Message, notify, withdraw
from posts.models import Post, Status
from posts.services.thread import claim_thread
from posts.services.written_down import hide_post, restore_post

REASON_AT_LEAST = 3
AWAY = (Status.HIDDEN, Status.REMOVED, Status.MERGED, CommentStatus.GROWN)


@changes_lists
@transaction.atomic
def hide(
    *,
    curator: Member,
    post: Post,
    comment: Comment | None = None,
    reason: str,
    part_of: ModeratorAction | None = None,
) -> ModeratorAction | None:
    """Take a discussion, or one comment in it, out of sight. None if it was hidden or removed already.

    Raises NotACurator or ReasonMissing.
    """
    reason = checked(curator, reason)
    was = _status(post, comment)
    if was in AWAY:
        return None
    if comment:
        hide_comment(comment_id=comment.pk)
        withdraw(subjects=[f"comment:{comment.pk}"])
    else:
        hide_post(post_id=post.pk)
        withdraw(subjects=[f"post:{post.pk}"], threads=[f"post:{post.pk}"])
    settle_all_about(curator=curator, post=post, comment=comment)
    act = log(curator, Action.HIDE, post, comment, reason, part_of, was)
    if part_of is None:
        tell(act, _hidden_words(post, comment))
    return act


@changes_lists
@transaction.atomic
def restore(*, curator: Member, post: Post, comment: Comment | None = None, reason: str) -> ModeratorAction | None:
    """Bring back what was hidden, or let through what was held. None if it is in sight, or removed by its author.

    What was closed before it was hidden is closed again. Raises NotACurator or ReasonMissing.
    """
    reason = checked(curator, reason)
    was = _status(post, comment)
    if was not in (Status.HIDDEN, Status.HELD):
        return None
    closed = _open_acts_about(post, comment).filter(was__in=(Status.CLOSED, Status.ARCHIVED)).last()
    _put_back(post, comment, closed.was if closed else Status.PUBLISHED)
    settle_all_about(curator=curator, post=post, comment=comment)
    act = log(curator, Action.RESTORE if was == Status.HIDDEN else Action.RELEASE, post, comment, reason, None)
    tell(act, _shown_words(post, comment, act))
    return act


@changes_lists
@transaction.atomic
def restore_part(*, curator: Member, part: ModeratorAction, reason: str) -> None:
    """Bring one part of a larger act back to the state it had before; the larger act is told as a whole."""
    post, comment = part.post, part.comment
    if post and _status(post, comment) == Status.HIDDEN:
        _put_back(post, comment, part.was or Status.PUBLISHED)
        log(curator, Action.RESTORE, post, comment, reason, part.part_of)
    ModeratorAction.objects.filter(pk=part.pk, undone_at__isnull=True).update(undone_at=clock.now())


def _put_back(post: Post, comment: Comment | None, state: str) -> None:
    if comment:
        restore_comment(comment_id=comment.pk, to=CommentStatus(state))
    else:
        restore_post(post_id=post.pk, to=Status(state))
    _open_acts_about(post, comment).update(undone_at=clock.now())


def checked(curator: Member, reason: str) -> str:
    """The reason in one line, if this person may act and there is one."""
    if not rules.may_curate(curator):
        raise NotACurator
    reason = " ".join(reason.split())[:REASON_LENGTH]
    if len(reason) < REASON_AT_LEAST:
        raise ReasonMissing
    return reason


def _status(post: Post, comment: Comment | None) -> str:
    """As the database has it now; the row may have changed since it was read. Nobody changes it meanwhile."""
    current = claim_thread(post_id=post.pk)  # the discussion's row comes first, as it does for everybody
    if comment:
        return Comment.objects.select_for_update().values_list("status", flat=True).get(pk=comment.pk)
    return current.status


def _open_acts_about(post: Post, comment: Comment | None) -> QuerySet[ModeratorAction]:
    hidden = ModeratorAction.objects.filter(post=post, comment=comment, action=Action.HIDE, undone_at__isnull=True)
    return hidden.order_by("pk")


def log(
    curator: Member,
    action: Action,
    post: Post,
    comment: Comment | None,
    reason: str,
    part_of: ModeratorAction | None,
    was: str = "",
) -> ModeratorAction:
    """Write down who did what, and why."""
    return ModeratorAction.objects.create(
        actor=curator,
        action=action,
        member_id=comment.author_id if comment else post.author_id,
        post=post,
        comment=comment,
        reason=reason,
        part_of=part_of,
        was=was,
        at=clock.now(),
    )


def tell(act: ModeratorAction, text: str) -> None:
    """The person concerned hears what was done and why, and where they can answer."""
    if act.member_id:
        message = Message(
            kind="moderation", text=text, quote=act.reason, url=f"/actions/#a{act.pk}", subject=f"action:{act.pk}"
        )
        notify(recipients=[act.member_id], message=message, actor=act.actor)


def _hidden_words(post: Post, comment: Comment | None) -> str:
    title = {"title": post.title}
    if comment:
        return _("A curator hid your comment in “%(title)s”. Here is why, and how to answer") % title
    return _("A curator hid your discussion “%(title)s”. Here is why, and how to answer") % title


def _shown_words(post: Post, comment: Comment | None, act: ModeratorAction) -> str:
    title = {"title": post.title}
    if act.action == Action.RELEASE:
        return _("A curator let through what you wrote: “%(title)s”") % title
    if comment:
        return _("Your comment in “%(title)s” can be read again") % title
    return _("Your discussion “%(title)s” can be read again") % title


@transaction.atomic
def answer(*, member: Member, act: ModeratorAction, text: str) -> None:
    """The person concerned answers; curators find it on their desk. A second answer replaces the first."""
    if act.member_id != member.pk:
        raise NotYours
    said = " ".join(text.split())[:ANSWER_LENGTH]
    ModeratorAction.objects.filter(pk=act.pk).update(answer=said, answered_at=clock.now(), answer_read_at=None)
    message = Message(
        kind="moderation",
        text=_("%(name)s answered what you did") % {"name": member.name},
        quote=said[:280],
        url="/admin/#answers",
        subject=f"action:{act.pk}",
    )
    notify(recipients=[act.actor_id], message=message, actor=member)


@transaction.atomic
def read_answer(*, curator: Member, act: ModeratorAction) -> None:
    """A curator has read it; it leaves the desk and stays in the log."""
    if not rules.may_curate(curator):
        raise NotACurator
    ModeratorAction.objects.filter(pk=act.pk).update(answer_read_at=clock.now())
