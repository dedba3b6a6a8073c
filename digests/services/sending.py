"""Letters leave one by one, each claimed before, and decided about once more with the claim in hand.

Promises: a letter goes out at most once, whatever dies; what nobody can know is put in doubt and shown, never sent
again; nobody gets a letter after saying stop; nothing is in it that its reader could not open at that moment.
"""

import datetime as dt
import logging
from contextlib import closing

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation

from digests.arithmetic import Reason
from digests.models import Delivery, LetterKind, State
from digests.selectors.choosing import barred
from digests.selectors.letter import Letter, letter
from digests.selectors.organizer import OrganizerLetter, organizer_letter
from digests.selectors.recipients import config, recipients
from digests.services.mails import message
from kit import clock
from kit.mail import BULK, Handover, Refused, Unreachable, hand_over, open_connection
from kit.querysets import ClaimLost
from members.models import Member

log = logging.getLogger(__name__)
KEEP_SKIPPED = dt.timedelta(days=400)
SLICE = 500


def send_letters(*, limit: int = 100_000, deadline: dt.datetime | None = None) -> int:
    """Send up to `limit` letters that are due, starting none after `deadline`; returns how many were sent.

    Not to be called inside a transaction.
    """
    sent = 0
    with closing(open_connection(BULK)) as way_out, translation.override(settings.LANGUAGE_CODE):
        for _ in range(limit):
            claimed = Delivery.objects.claim() if deadline is None or clock.now() < deadline else []
            if not claimed:
                break
            try:
                sent += _send(claimed[0], way_out) == State.SENT
            except Unreachable:
                break
    return sent


def sweep() -> None:
    """Free what dead senders held, and forget decisions not to send that are more than a year old."""
    Delivery.objects.sweep()
    old = Delivery.objects.filter(state=State.SKIPPED, created_at__lt=clock.now() - KEEP_SKIPPED)
    Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SLICE])).delete()


def _send(row: Delivery, way_out: Handover) -> str:
    """One letter, whose trouble stays its own."""
    rows = Delivery.objects.all()
    try:
        if not (made := _made(row)):
            return row.state
        return hand_over(rows, row, way_out, *made)
    except (ClaimLost, Refused) as error:
        log.warning("letter %s: %s", row.pk, error)
    except (Unreachable, DatabaseError):
        raise
    except Exception as error:  # noqa: BLE001 (one odd letter may not stop the others)
        log.exception("letter %s could not be made or sent", row.pk)
        (rows.retry if row.state == State.CLAIMED else rows.doubt)(row, f"{type(error).__name__}: {error}")
    return row.state


def _made(row: Delivery) -> tuple[bytes, str] | None:
    """The mail and its address; None, and the row skipped, when it must not go any more or nothing is left of it."""
    (recipient,) = recipients([row.member_id], row.kind) if row.member_id else (None,)
    if recipient is None:
        Delivery.objects.skip(row, Reason.CLOSED)
        return None
    reason = barred(recipient, row.kind, clock.now(), config())
    if reason:
        Delivery.objects.skip(row, reason)
        return None
    written = write(row, recipient.member)
    if written.is_empty:
        Delivery.objects.skip(row, Reason.NOTHING)
        return None
    return message(row, recipient.member, written), recipient.member.email


def write(row: Delivery, member: Member) -> Letter | OrganizerLetter:
    """What a row's letter says, its words as they may be read at this moment."""
    if row.kind == LetterKind.ORGANIZER:
        return organizer_letter(member, row.period, row.items, row.created_at)
    return letter(member, row.period, row.items)
