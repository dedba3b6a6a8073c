"""Marks and kept lines: made, shown, taken back."""

import datetime as dt

from django.db import IntegrityError, transaction

from comments.models import Comment
from comments.services import set_reaction_count
from kit import clock
from learning import rules
from learning.models import Reaction, ReactionCode, Takeaway, TakeawayVisibility
from learning.services.errors import FormTokenSpent, NotHere, OwnWords, Suspended
from members.models import Member
from members.rules import may_write
from members.services import note_kept
from notifications.services import Message, notify, withdraw
from posts.models import Post
from posts.selectors import muted_pairs
from posts.services.thread import mark_for_scoring
from posts.services.written_down import set_shared_takeaway_count, set_use_count


def _check(member: Member, post: Post, comment: Comment | None) -> None:
    if not rules.offers_learning(post) or not rules.has_words(comment):
        raise NotHere
    if not may_write(member, clock.now()):
        raise Suspended


def _check_place(post: Post, comment: Comment | None) -> None:
    """Whether the words still stand there, under the discussion's lock: a curator may have moved them meanwhile."""
    if comment and not Comment.objects.standing_in(post.pk).filter(pk=comment.pk).exists():
        raise NotHere


@transaction.atomic
def mark_useful(*, member: Member, post: Post, comment: Comment | None = None, useful: bool = True) -> None:
    """Say *I can use this*, or take it back. Saying it twice is saying it once.

    Raises NotHere, OwnWords or Suspended.
    """
    _check(member, post, comment)
    if rules.is_own(member.pk, post, comment):
        raise OwnWords
    mark_for_scoring(post_ids=[post.pk])
    _check_place(post, comment)
    now = clock.now()
    place = {"member": member, "post": post, "comment": comment, "code": ReactionCode.USE}
    if useful:
        frozen = {"at": now, "local_day": clock.local_day(now, member.time_zone), "by_staff": member.staff_voice}
        Reaction.objects.get_or_create(**place, defaults=frozen)
    else:
        gone = Reaction.objects.filter(**place)
        day = gone.values_list("local_day", flat=True).first()
        mark_for_scoring(post_ids=_later_that_day(Reaction, member.pk, day))
        gone.delete()
    count_marks(post, comment)


def _later_that_day(facts: type[Reaction | Takeaway], member_id: int, day: dt.date | None) -> list[int]:
    """Discussions with other such facts of the member's day: each counts less the more came before it."""
    if day is None:
        return []
    same = facts.objects.filter(member_id=member_id, local_day=day)
    return list(same.values_list("post_id", flat=True).distinct())


def count_marks(post: Post, comment: Comment | None) -> None:
    count = Reaction.objects.filter(post=post, comment=comment, code=ReactionCode.USE).count()
    if comment is None:
        set_use_count(post_id=post.pk, use_count=count)
    else:
        set_reaction_count(comment_id=comment.pk, use_count=count)


@transaction.atomic
def keep_line(
    *,
    member: Member,
    post: Post,
    comment: Comment | None = None,
    text: str,
    visibility: TakeawayVisibility = TakeawayVisibility.PRIVATE,
    form_token: str | None = None,
) -> Takeaway:
    """Keep one line from a discussion or one of its comments. The same form sent again gives the same line.

    Raises NotHere, Suspended, or FormTokenSpent when the form was sent before with other words.
    """
    _check(member, post, comment)
    now = clock.now()
    day = clock.local_day(now, member.time_zone)
    mark_for_scoring(post_ids=[post.pk, *_later_that_day(Takeaway, member.pk, day)])
    _check_place(post, comment)
    line = Takeaway(
        member=member,
        post=post,
        comment=comment,
        text=text,
        visibility=visibility,
        credited_id=_credited(member, post, comment),
        form_token=form_token or None,
        created_at=now,
        local_day=day,
        by_staff=member.staff_voice,
    )
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:
        return _sent_before(line)
    note_kept(member_id=member.pk)
    _follow(line, now)
    return line


def _credited(member: Member, post: Post, comment: Comment | None) -> int | None:
    """Whose words caused the line; nobody where they are one's own or a byline's."""
    author = comment.author_id if comment else post.author_id
    return None if author == member.pk else author


def _sent_before(line: Takeaway) -> Takeaway:
    known = Takeaway.objects.of(line.member_id).get(form_token=line.form_token)
    if known.text != line.text:
        raise FormTokenSpent
    return known


@transaction.atomic
def show_line(*, line: Takeaway, visibility: TakeawayVisibility) -> None:
    """Show one's line to more or fewer people. Taking it back takes back what others were told of it.

    Raises Suspended.
    """
    if line.visibility == visibility:
        return
    if visibility != TakeawayVisibility.PRIVATE and not may_write(line.member, clock.now()):
        raise Suspended
    mark_for_scoring(post_ids=[line.post_id, *_later_that_day(Takeaway, line.member_id, line.local_day)])
    line.visibility = visibility
    withdraw(subjects=[subject_of(line.pk)])
    _follow(line, clock.now())


@transaction.atomic
def delete_line(*, line: Takeaway) -> None:
    """Forget a line; what it counted for goes with it."""
    post_id = line.post_id
    mark_for_scoring(post_ids=[post_id, *_later_that_day(Takeaway, line.member_id, line.local_day)])
    withdraw(subjects=[subject_of(line.pk)])
    line.delete()
    count_shared(post_id)


def _follow(line: Takeaway, now: dt.datetime) -> None:
    """Everything that follows from who may see a line."""
    shared = line.visibility != TakeawayVisibility.PRIVATE
    line.shared_at = (line.shared_at or now) if shared else None
    line.save(update_fields=["visibility", "shared_at"])
    count_shared(line.post_id)
    if shared and line.credited_id and not muted_pairs([line.credited_id], [line.post_id]):
        notify(recipients=[line.credited_id], message=_message(line), actor=line.member)


def count_shared(post_id: int) -> None:
    shared = Takeaway.objects.shared().filter(post_id=post_id).count()
    set_shared_takeaway_count(post_id=post_id, count=shared)


def subject_of(line_id: int) -> str:
    return f"takeaway:{line_id}"


def _message(line: Takeaway) -> Message:
    return Message(
        kind="kept",
        title=line.post.title,
        quote=line.text,
        url=f"/c/{line.comment_id}/" if line.comment_id else line.post.get_absolute_url(),
        subject=subject_of(line.pk),
        thread=f"post:{line.post_id}",
    )
