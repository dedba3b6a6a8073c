"""Hand a member a line, and take it back when its cause is gone.

Promises: nobody is told of what they did themselves; unread lines with the same merge key become one; whoever
hides, takes back, moves or erases something calls `withdraw` in the same transaction, and its notices are gone.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from kit import clock
from members.models import Member
from notifications.models import Notice

KEPT_FOR = dt.timedelta(days=180)
SWEEP_SLICE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to say: `text` is a whole sentence in the reader's language, `quote` a few words of what it is about."""

    kind: str
    text: str
    url: str
    subject: str
    thread: str = ""
    quote: str = ""
    merge_key: str = ""


@transaction.atomic
def notify(*, recipients: Iterable[int], message: Message, actor: Member | None = None) -> int:
    """Tell each recipient (by id) once; returns how many were told something new or changed.

    An unread notice with the same merge key is replaced by this one, and its count of people goes up.
    """
    wanted = set(recipients) - ({actor.pk} if actor else set())
    told = 0
    for recipient in sorted(Member.objects.active().filter(pk__in=wanted).values_list("pk", flat=True)):
        told += 1
        _merge_or_make(recipient, message, actor)
    return told


def _merge_or_make(recipient: int, message: Message, actor: Member | None) -> None:
    said = {
        "kind": message.kind,
        "text": message.text[:300],
        "quote": message.quote[:280],
        "url": message.url,
        "subject": message.subject,
        "thread": message.thread,
        "actor": actor,
        "actor_name": actor.name if actor else "",
        "created_at": clock.now(),
    }
    key = message.merge_key or f"{message.kind}:{message.subject}"
    waiting = Notice.objects.filter(recipient_id=recipient, merge_key=key, seen_at__isnull=True)
    if waiting.update(**said, people=F("people") + 1):
        return
    try:
        with transaction.atomic():
            Notice.objects.create(recipient_id=recipient, merge_key=key, **said)
    except IntegrityError:  # somebody else's act told the same in this moment
        waiting.update(**said, people=F("people") + 1)


def withdraw(*, subjects: Iterable[str] = (), threads: Iterable[str] = ()) -> None:
    """Forget every notice about these subjects ("comment:12") or in these threads ("post:7")."""
    Notice.objects.filter(subject__in=list(subjects)).delete()
    Notice.objects.filter(thread__in=list(threads)).delete()


def mark_seen(*, recipient_id: int, subjects: Iterable[str] = (), thread: str = "") -> int:
    """Count as read what is about these subjects or in this thread; with neither, everything. Returns how many."""
    unread = Notice.objects.filter(recipient_id=recipient_id, seen_at__isnull=True)
    wanted = list(subjects)
    if wanted:
        unread = unread.filter(subject__in=wanted)
    elif thread:
        unread = unread.filter(thread=thread)
    return unread.update(seen_at=clock.now())


def sweep() -> int:
    """Forget a slice of the notices that were read half a year ago; returns how many."""
    old = Notice.objects.filter(seen_at__lt=clock.now() - KEPT_FOR)
    return Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEEP_SLICE])).delete()[0]
