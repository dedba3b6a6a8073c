"""What was grown, moved or merged is put back where it was, for a day; and whoever was in it is told of it once.

Putting back restores ids, places and counters. What was said meanwhile stays with the branch it answers. Where that
would carry words to readers they were not written for, or where something was moved on since, it is refused with the
reason, and nothing changes.
"""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import BODY_LENGTH, Comment, CommentStatus
from comments.selectors import branch_ids, company
from comments.services import move_branch, put_back_comment, unfold_thread
from curation import rules
from curation.models import Action, ModeratorAction, Move, MoveKind
from curation.services.errors import CannotUndo, NotYours
from curation.services.following import branch_follows, words_follow
from curation.services.moderating import checked, log, tell
from kit import clock, site
from kit.visitors import changes_lists
from members.models import Member
from notifications.services import Message, notify, withdraw
from posts import rules as post_rules
from posts.models import Post
from posts.rules import READABLE
from posts.services.following import watches_return
from posts.services.thread import claim_threads

logger = logging.getLogger(__name__)


def why_not_undone(move: Move, now: dt.datetime) -> str:
    """A sentence that says what stands in the way, or nothing. `move` comes with its comment and both discussions."""
    if move.undone_at is not None:
        return _("It was put back already.")
    if now >= move.at + rules.UNDO_FOR:
        return _("A day has passed. From now on things are moved, not put back.")
    if Move.objects.filter(comment=move.comment, pk__gt=move.pk, undone_at__isnull=True).exists():
        return _("It was moved again since. Put that back first.")
    return _WHYS[MoveKind(move.kind)](move)


def _why_not_ungrown(move: Move) -> str:
    comment, post = move.comment, move.target
    if comment.status != CommentStatus.GROWN or post.status not in READABLE:
        return _("The discussion it grew into was removed, hidden or merged since. Its replies stay there.")
    if comment.post.status not in READABLE:
        return _("The discussion it came from cannot be read at the moment.")
    if len(post.body) > BODY_LENGTH:
        return _("Its opening was made longer than a comment may be (10,000 characters). Its replies stay there.")
    return ""


def _why_not_unmoved(move: Move) -> str:
    parent = move.parent
    if move.comment.post_id != move.target_id or (parent and parent.post_id != move.source_id):
        return _("It, or what it answered, is in yet another discussion by now.")
    if parent and parent.status == CommentStatus.GROWN:
        return _("What it answered has grown into a discussion of its own since.")
    return _why_not_back_to(move)


def _why_not_unmerged(move: Move) -> str:
    if move.comment.status != CommentStatus.PUBLISHED:
        return _("The comment that its opening became was removed, hidden or lifted since. Its replies stay there.")
    if move.comment.post_id != move.target_id:
        return _("It is in yet another discussion by now.")
    return _why_not_back_to(move)


_WHYS = {MoveKind.GROW: _why_not_ungrown, MoveKind.MOVE: _why_not_unmoved, MoveKind.MERGE: _why_not_unmerged}


def _why_not_back_to(move: Move) -> str:
    """Words that came into the branch since were written for those who read `target`."""
    source, target = move.source, move.target
    if source.status not in (*READABLE, "merged"):
        return _("The discussion it came from cannot be read at the moment.")
    wider = post_rules.is_wider(source.visibility, than=target.visibility)
    if not wider and (source.is_hallway or not target.is_hallway):
        return ""
    since = Comment.objects.filter(pk__in=branch_ids(move.comment), created_at__gt=move.at)
    if not since.exists():
        return ""
    if wider:
        return _("Somebody has replied there since, for members only, and the old discussion is open to everyone.")
    return _("Somebody has replied in the Hallway since, and out of it only they carry their words.")


@changes_lists
@transaction.atomic
def undo(*, actor: Member, move: Move, reason: str = "") -> None:
    """Put it back. Raises NotYours, ReasonMissing, or CannotUndo with the reason."""
    here = Comment.objects.values_list("post_id", flat=True).get(pk=move.comment_id)
    claim_threads(post_ids=[move.source_id, move.target_id, here])
    people = ("comment__post", "comment__author", "source", "target", "parent", "actor")
    current = Move.objects.select_for_update(of=("self",)).select_related(*people).get(pk=move.pk)
    if not rules.may_undo(actor, current):
        raise NotYours
    own = current.act_id is None and current.actor_id == actor.pk
    reason = "" if own else checked(actor, reason)
    if problem := why_not_undone(current, clock.now()):
        raise CannotUndo(problem)
    _UNDO[MoveKind(current.kind)](current)
    Move.objects.filter(pk=move.pk).update(undone_at=clock.now(), undone_by=actor)
    watches_return(target=current.target_id, at=current.at)
    withdraw(subjects=[_subject(current)])
    if not own:
        _log_and_tell(actor, current, reason)


def _ungrow(move: Move) -> None:
    comment, post = move.comment, move.target
    put_back_comment(comment=comment, out_of=post, body=comment.body if post.version == move.version else post.body)
    branch_follows(post, comment.post)
    words_follow((post, None), (comment.post, comment))


def _unmove(move: Move) -> None:
    move_branch(comment=move.comment, to=move.source, under=move.parent)
    branch_follows(move.target, move.source)


def _unmerge(move: Move) -> None:
    opening, post = move.comment, move.source
    unfold_thread(opening=opening, post=post, status=move.was, changed=opening.version != move.version)
    branch_follows(move.target, post)
    words_follow((post, opening), (post, None))  # the old address of its words stands there by now


_UNDO = {MoveKind.GROW: _ungrow, MoveKind.MOVE: _unmove, MoveKind.MERGE: _unmerge}


def _log_and_tell(actor: Member, move: Move, reason: str) -> None:
    whole = move.kind == MoveKind.MERGE
    act = log(actor, Action.PUT_BACK, move.source, None if whole else move.comment, reason, None)
    if move.act:
        ModeratorAction.objects.filter(pk=move.act.pk).update(undone_at=clock.now())
    if act.member_id:
        tell(act, _("What a curator had moved of yours is back where it was"))


# -- telling ------------------------------------------------------------------------------------


def tell_moved_due(*, limit: int = 20) -> int:
    """Tell those whose words were moved along, once the minutes of take-back are over; returns for how many acts."""
    until = clock.now() - dt.timedelta(minutes=int(site.get("TAKE_BACK_MIN")))
    due = Move.objects.filter(told_at__isnull=True, undone_at__isnull=True, at__lte=until).order_by("at")
    return sum(_try(pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def _try(move_id: int) -> bool:
    """One that cannot be told keeps nobody else's waiting."""
    try:
        return _tell(move_id)
    except Exception:
        logger.exception("those in moved branch %s could not be told", move_id)
        return False


@transaction.atomic
def _tell(move_id: int) -> bool:
    waits = Move.objects.filter(pk=move_id, told_at__isnull=True, undone_at__isnull=True)
    if not waits.update(told_at=clock.now()):
        return False
    people = ("comment__author", "comment__byline", "comment__post", "source", "target", "actor")
    move = Move.objects.select_related(*people).get(pk=move_id)
    post = move.target if move.kind == MoveKind.GROW else move.comment.post
    if post.status not in READABLE:
        return True
    ids = None if move.kind == MoveKind.GROW else branch_ids(move.comment)
    there = company(ids, post_id=post.pk).members - {move.comment.author_id or 0}
    notify(recipients=there, message=_message(move, post), actor=move.actor)
    return True


def _message(move: Move, post: Post) -> Message:
    said = {"name": move.comment.author_name, "title": post.title, "old": move.source.title}
    grown = _("%(name)s’s comment grew into a discussion of its own, and what you replied came along: “%(title)s”")
    moved = _("What you wrote in “%(old)s” stands in “%(title)s” now")
    return Message(
        kind="moved",
        text=(grown if move.kind == MoveKind.GROW else moved) % said,
        url=post.get_absolute_url() if move.kind == MoveKind.GROW else move.comment.get_absolute_url(),
        subject=_subject(move),
        thread=f"post:{post.pk}",
    )


def _subject(move: Move) -> str:
    return f"move:{move.pk}"
