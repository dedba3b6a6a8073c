"""Words between two people: written, seen, left, reported."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kit import clock
from kit.markdown import TooDeep, render
from members.models import Member
from members.rules import may_write, viewer_for
from members.selectors import has_blocked, known_usernames
from notifications import rules
from notifications.models import PrivateMessage, PrivateSeat, PrivateThread
from notifications.models.private import NOTE_LENGTH
from notifications.selectors.private import pair_of
from notifications.services.telling import Message, notify
from notifications.services.undoing import mark_seen, withdraw

__all__ = ["NotTheirs", "Refused", "Suspended", "ThreadLeft", "TokenSpent", "TooDeep"]


class Suspended(Exception):
    """The account may read but not write for now."""


class Refused(Exception):
    """These two may not write to each other; it is not said why."""


class ThreadLeft(Exception):
    """One of the two has left this conversation."""


class TokenSpent(Exception):
    """The form was sent before with other words."""


class NotTheirs(Exception):
    """Somebody else's words, or words that curators were asked to look at."""


def write_privately(
    *, author: Member, to: Member, subject: str, body: str, form_token: str | None = None
) -> PrivateMessage:
    """Say something to one person about one thing; the first words open their conversation, later ones go on in it.

    Whoever left comes back by writing. Raises Suspended, Refused, ThreadLeft, TokenSpent, TooDeep.
    """
    try:
        return _write(author, to, subject, body, form_token or None)
    except IntegrityError:  # the same form, or the other's first words, in this very moment
        return _write(author, to, subject, body, form_token or None)


@transaction.atomic
def _write(author: Member, to: Member, subject: str, body: str, form_token: str | None) -> PrivateMessage:
    now = clock.now()
    known = _sent_before(author, form_token, body)
    if known:
        return known
    if not may_write(author, now):
        raise Suspended
    if not rules.may_exchange(author, to, now) or has_blocked(to.pk, author.pk):
        raise Refused
    html = render(body, people=known_usernames).html
    thread = _thread(author, to, subject)
    message = PrivateMessage.objects.create(
        thread=thread, author=author, body=body, html=html, form_token=form_token, created_at=now
    )
    PrivateThread.objects.filter(pk=thread.pk).update(last_at=now)
    PrivateSeat.objects.filter(thread=thread, member=author).update(seen_at=now)
    _tell(thread, author, to)
    return message


def _sent_before(author: Member, form_token: str | None, body: str) -> PrivateMessage | None:
    if form_token is None:
        return None
    known = PrivateMessage.objects.filter(author=author, form_token=form_token).select_related("thread").first()
    if known and known.body != body:
        raise TokenSpent
    return known


def _thread(author: Member, to: Member, subject: str) -> PrivateThread:
    """Theirs about this, made if there is none. Raises ThreadLeft where the other one has left."""
    thread, is_new = PrivateThread.objects.get_or_create(subject=subject, pair=pair_of(author.pk, to.pk))
    if is_new:
        PrivateSeat.objects.create(thread=thread, member=author, place=1)
        PrivateSeat.objects.create(thread=thread, member=to, place=2)
        return thread
    thread = PrivateThread.objects.select_for_update().get(pk=thread.pk)
    if thread.left_at is not None:
        if not rules.may_take_up(viewer_for(author), thread):
            raise ThreadLeft
        PrivateThread.objects.filter(pk=thread.pk).update(left_at=None, left_by=None)
    return thread


def _tell(thread: PrivateThread, author: Member, to: Member) -> None:
    """That somebody wrote, never what, nor about what: a notice may stand in a mail or on a locked screen."""
    message = Message(
        kind="private",
        text=_("%(name)s wrote to you, for you alone") % {"name": author.name},
        url=thread.get_absolute_url(),
        subject=f"private:{thread.pk}",
    )
    notify(recipients=[to.pk], message=message, actor=author)


@transaction.atomic
def see_private(*, member: Member, thread: PrivateThread) -> None:
    """The member has the conversation open: nothing in it is new to them, and no notice of it waits."""
    PrivateSeat.objects.filter(thread=thread, member=member).update(seen_at=clock.now())
    mark_seen(recipient_id=member.pk, subjects=[f"private:{thread.pk}"])


@transaction.atomic
def leave_private(*, member: Member, thread: PrivateThread) -> bool:
    """Leave it: nobody writes here any more unless the one who left does. False if it was left before."""
    still_open = PrivateThread.objects.filter(pk=thread.pk, seats__member=member, left_at__isnull=True)
    done = PrivateThread.objects.filter(pk__in=still_open.values("pk")).update(left_at=clock.now(), left_by=member)
    mark_seen(recipient_id=member.pk, subjects=[f"private:{thread.pk}"])
    return bool(done)


@transaction.atomic
def remove_private_words(*, member: Member, message: PrivateMessage) -> None:
    """Take one's own words away; their place stays. Raises NotTheirs."""
    thread = PrivateThread.objects.select_for_update().get(pk=message.thread_id)
    if not rules.may_remove_words(viewer_for(member), message, thread):
        raise NotTheirs
    PrivateMessage.objects.filter(pk=message.pk).update(body="", html="", removed_at=clock.now())


@transaction.atomic
def report_private(*, reporter: Member, thread: PrivateThread, note: str) -> None:
    """Ask the curators to look at it. They may read it from now until they say that it is settled."""
    mine = PrivateThread.objects.filter(pk=thread.pk, seats__member=reporter).exclude(
        reported_at__isnull=False, settled_at__isnull=True
    )
    asked = {"reported_at": clock.now(), "reported_by": reporter, "report_note": note[:NOTE_LENGTH], "settled_at": None}
    if not PrivateThread.objects.filter(pk__in=mine.values("pk")).update(**asked):
        return
    both = PrivateSeat.objects.filter(thread=thread).values_list("member_id", flat=True)
    told = Member.objects.curators().exclude(pk__in=both).values_list("pk", flat=True)
    message = Message(
        kind="report",
        text=_("Somebody asks the curators to read a private conversation"),
        url=thread.get_absolute_url(),
        subject=f"private-report:{thread.pk}",
    )
    notify(recipients=list(told), message=message)


@transaction.atomic
def settle_private(*, thread: PrivateThread) -> None:
    """A curator has seen to it: from here on it is the two people's own again, for curators too."""
    PrivateThread.objects.filter(pk=thread.pk, settled_at__isnull=True).update(settled_at=clock.now())
    withdraw(subjects=[f"private-report:{thread.pk}"])


@transaction.atomic
def carry_private(*, subject: str, to: str) -> None:
    """What was talked about became something else (a draft its discussion): the conversations go on about that."""
    PrivateThread.objects.filter(subject=subject).update(subject=to)
