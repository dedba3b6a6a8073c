"""Notices become mails: what is due and may still be told, gathered for each reader, and queued once.

Promises: nothing is mailed twice, whoever else looks at the same time and whatever dies; not in quiet hours, not more
than so many a day, not twice in an hour about one discussion: what has to wait waits; what was read meanwhile is not
mailed. At the moment of sending everything is asked once more, and a mail part of which may not go is called back.
"""

import datetime as dt
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import translation

from kit import clock, mail, site
from notifications.arithmetic import is_quiet, next_morning
from notifications.models import Notice, NoticeMail, Told
from notifications.selectors.due import Standing, due_readers, standings, told_by, wants_mail
from notifications.selectors.gates import tellable
from notifications.selectors.lines import Line, lines
from notifications.services.mails import message

log = logging.getLogger(__name__)
BATCH = 50
GUARD = "notices"


class Taken(Exception):
    """Somebody else mails this."""


def mail_due(*, limit: int = 500, deadline: dt.datetime | None = None) -> int:
    """Queue mails for up to `limit` readers, beginning no batch after `deadline`; returns how many mails."""
    now, made = clock.now(), 0
    ids = due_readers(now, limit)
    with translation.override(settings.LANGUAGE_CODE):
        for start in range(0, len(ids), BATCH):
            if deadline and clock.now() >= deadline:
                break
            made += _batch(ids[start : start + BATCH], now)
    return made


def _batch(ids: list[int], now: dt.datetime) -> int:
    known = standings(ids, now)
    _rest(Notice.objects.filter(recipient_id__in=set(ids) - {each.member.pk for each in known}), now, None)
    due = {each.member.pk: _due_now(each, now) for each in known}
    said: dict[int, list[Line]] = {}
    for line in lines([notice for notices in due.values() for notice in notices], unmailed=True):
        said.setdefault(line.notice.recipient_id, []).append(line)
    return sum(_try(each, due[each.member.pk], said.get(each.member.pk, []), now) for each in known)


def _due_now(reader: Standing, now: dt.datetime) -> list[Notice]:
    """Which of a reader's due notices go now; the others are put off, or at rest."""
    going: list[Notice] = []
    waiting: dict[dt.datetime, list[int]] = {}
    unwanted: list[int] = []
    full = is_quiet(now, reader.hours) or reader.mailed_today >= site.get("NOTICE_MAILS_A_DAY")
    for notice in reader.notices:
        until = next_morning(now, reader.hours) if full else reader.threads.get(notice.thread)
        if not wants_mail(reader.member, notice.kind):
            unwanted.append(notice.pk)
        elif until:
            waiting.setdefault(until, []).append(notice.pk)
        else:
            going.append(notice)
    if unwanted:
        _rest(Notice.objects.filter(pk__in=unwanted), now, None)
    for until, ids in waiting.items():
        _rest(Notice.objects.filter(pk__in=ids), now, until)
    return going


def _rest(notices: "QuerySet[Notice]", now: dt.datetime, until: dt.datetime | None) -> None:
    """Not now: at `until`, or never unless something joins it."""
    due = notices.filter(mail_at__lte=now)
    if until is None:
        due.update(mail_at=None, waiting_since=None)
    else:
        due.update(mail_at=until)


def _try(reader: Standing, notices: list[Notice], said: list[Line], now: dt.datetime) -> bool:
    """One reader's mail, whose trouble stays their own."""
    try:
        return _queue(reader, notices, said, now)
    except Taken:
        return False
    except DatabaseError:
        raise
    except Exception:
        log.exception("notices for member %s could not be mailed", reader.member.pk)
        _rest(Notice.objects.filter(pk__in=[notice.pk for notice in notices]), now, now + dt.timedelta(hours=1))
        return False


@transaction.atomic
def _queue(reader: Standing, notices: list[Notice], said: list[Line], now: dt.datetime) -> bool:
    """The claim is the update of what the mail tells: whoever changed all of it queues the mail."""
    due = Notice.objects.filter(pk__in=[notice.pk for notice in notices], mail_at__lte=now, seen_at__isnull=True)
    won = due.update(mail_at=None, waiting_since=None)
    if won != len(notices):
        raise Taken
    if not said:
        return False
    row = NoticeMail.objects.create(recipient=reader.member, at=now, count=0)
    row.count = _told_by(said).update(mail=row)
    row.save(update_fields=["count"])
    mail.queue(message(reader.member, said, row), guard=GUARD, reference=str(row.pk))
    return True


def _told_by(said: list[Line]) -> QuerySet[Told]:
    """Everything that the mail tells, the many behind “and others” included, but for what may not be told."""
    newest = max(line.newest for line in said)
    dropped = [pk for line in said for pk in line.dropped]
    told = Told.objects.filter(notice__in=[line.notice.pk for line in said], mail__isnull=True, pk__lte=newest)
    return told.exclude(pk__in=dropped)


def may_go(reference: str) -> bool:
    """The queue's question at the moment of sending. What may still be told of a mail that may not go as it is, or was
    read, goes into another."""
    row = NoticeMail.objects.filter(pk=int(reference), called_back_at__isnull=True).first()
    if row is None:
        return False
    told = told_by(row.pk)
    good = [each for each in tellable(told) if _is_wanted(each)]
    if good and len(good) == row.count:
        return True
    _call_back(row, good)
    return False


def _is_wanted(row: Told) -> bool:
    reader = row.notice.recipient
    return reader.is_active and row.notice.seen_at is None and wants_mail(reader, row.notice.kind)


@transaction.atomic
def _call_back(row: NoticeMail, good: Iterable[Told]) -> None:
    now = clock.now()
    if not NoticeMail.objects.filter(pk=row.pk, called_back_at__isnull=True).update(called_back_at=now):
        return
    good = list(good)
    Told.objects.filter(pk__in=[each.pk for each in good]).update(mail=None)
    again = Notice.objects.filter(pk__in={each.notice_id for each in good}, mail_at__isnull=True, seen_at__isnull=True)
    again.update(mail_at=now, waiting_since=now)
