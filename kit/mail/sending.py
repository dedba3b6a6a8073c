"""Out of the queue: what may be said of a row at each moment stands in the row before the moment passes."""

import datetime as dt
import logging
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from typing import TypeVar

from django.db import DatabaseError

from kit import clock
from kit.mail.bounces import note_arrival, note_bounce
from kit.mail.errors import InDoubt, Refused, TryLater, Unreachable
from kit.mail.smtp import Handover, open_connection
from kit.models import Handed, OutboxMail, State
from kit.querysets import ENDED, ClaimLost, HandedQuerySet

log = logging.getLogger(__name__)
KEEP_ENDED = dt.timedelta(days=30)
SLICE = 500

RowT = TypeVar("RowT", bound=Handed)
Guard = Callable[[str], bool]
_guards: dict[str, Guard] = {}


def register_guard(name: str, guard: Guard) -> None:
    """Let `guard(reference)` decide, at the moment of sending, whether mails that name it may still go."""
    if _guards.setdefault(name, guard) is not guard:
        raise ValueError(f"there is already a guard named {name}")


def hand_over(
    rows: HandedQuerySet[RowT], row: RowT, way_out: Handover, message: bytes | EmailMessage, to: str
) -> State:
    """Hand a claimed row's message over and write down how it went; returns the row's new state.

    Raises ClaimLost when the row was taken from us (nothing was sent), Refused and Unreachable after noting them.
    """
    try:
        way_out.send(message, to, lambda: rows.handing_over(row))
    except InDoubt as error:
        rows.doubt(row, str(error))
    except TryLater as error:
        rows.retry(row, str(error))
        if isinstance(error, Unreachable):
            raise
    except Refused as error:
        rows.fail(row, str(error))
        if error.at == "rcpt":
            note_bounce(to)
        raise
    else:
        rows.sent(row)
        note_arrival(to)
    return State(row.state)


def send_due(*, limit: int, deadline: dt.datetime) -> int:
    """Send up to `limit` waiting mails, starting none after `deadline`; returns how many were sent.

    Stops early when there is no server to talk to. Not to be called inside a transaction.
    """
    sent = 0
    with closing(open_connection()) as way_out:
        for _ in range(limit):
            claimed = OutboxMail.objects.claim() if clock.now() < deadline else []
            if not claimed:
                break
            try:
                sent += _send(claimed[0], way_out) == State.SENT
            except Unreachable:
                break
    return sent


def sweep() -> None:
    """Free what dead senders held, and delete rows that ended a month ago."""
    OutboxMail.objects.sweep()
    old = OutboxMail.objects.filter(state__in=ENDED, created_at__lt=clock.now() - KEEP_ENDED)
    OutboxMail.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SLICE])).delete()


def _send(row: OutboxMail, way_out: Handover) -> str:
    """One mail, whose trouble stays its own."""
    rows = OutboxMail.objects.all()
    try:
        if not _may_go(row):
            rows.withdraw(row, "its guard says no")
            return row.state
        return hand_over(rows, row, way_out, row.message.encode("ascii", "replace"), row.to)
    except (ClaimLost, Refused) as error:
        log.warning("mail %s: %s", row.pk, error)
    except (Unreachable, DatabaseError):
        raise
    except Exception as error:  # noqa: BLE001 (one odd mail or guard may not stop the others)
        _set_aside(rows, row, error)
    return row.state


def _set_aside(rows: HandedQuerySet[OutboxMail], row: OutboxMail, error: Exception) -> None:
    log.exception("mail %s could not be sent", row.pk)
    if row.state == State.CLAIMED:
        rows.retry(row, f"{type(error).__name__}: {error}")
    else:
        rows.doubt(row, f"{type(error).__name__}: {error}")


def _may_go(row: OutboxMail) -> bool:
    if not row.guard:
        return True
    guard = _guards.get(row.guard)
    return guard is not None and guard(row.reference)
