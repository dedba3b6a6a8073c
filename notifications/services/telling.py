"""A line for a member: told, and merged with what waits unread about the same branch."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from kit import clock, site
from kit.bulk import update_rows
from members.models import Member
from notifications.arithmetic import awake, next_morning, soon
from notifications.kinds import Mailed
from notifications.models import Cause, Notice, Told
from notifications.selectors.readers import Reader, readers

TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to say. A kind that has a sentence (`notifications.kinds`) needs the `title` of the discussion, any other a
    whole sentence in `text`; `quote` is a few words of what it is about.

    Unread notices of one kind and one `branch` become one; without a branch, those of one subject.
    """

    kind: str
    url: str
    subject: str
    title: str = ""
    text: str = ""
    thread: str = ""
    quote: str = ""
    branch: str = ""


@transaction.atomic
def notify(
    *,
    recipients: Iterable[int],
    message: Message,
    actor: Member | None = None,
    branches: Mapping[int, str] | None = None,
) -> int:
    """Tell each recipient (by id) once, as far as they want to hear of it; returns how many were told.

    `branches` gives some of them a branch of their own. Costs a handful of statements for however many recipients.
    """
    wanted = set(recipients) - ({actor.pk} if actor else set())
    told = readers(wanted, message.kind, actor.pk if actor else None) if wanted else []
    if not told:
        return 0
    cause = _cause(message, actor)
    keys = {reader.id: _key(message, (branches or {}).get(reader.id, "")) for reader in told}
    notices = _waiting(told, keys, message, cause)
    Told.objects.bulk_create((Told(notice_id=pk, cause=cause) for pk in notices), ignore_conflicts=True)
    return len(told)


def _cause(message: Message, actor: Member | None) -> Cause:
    return Cause.objects.create(
        subject=message.subject,
        thread=message.thread,
        actor=actor,
        actor_name=actor.name if actor else "",
        title=message.title[:140],
        text=message.text[:300],
        quote=message.quote[:280],
        url=message.url,
        at=clock.now(),
    )


def _key(message: Message, branch: str) -> str:
    return f"{message.kind}:{branch or message.branch or message.subject}"


def _waiting(told: Collection[Reader], keys: dict[int, str], message: Message, cause: Cause) -> list[int]:
    """The unread notices, by id, that the cause joins: what is not there is made, what is there is brought up to date.

    A notice that its reader opens in this very moment is read, and another is made; hence the tries.
    """
    left, done = {reader.id: reader for reader in told}, []
    for _try in range(TRIES):
        if not left:
            break
        Notice.objects.bulk_create(
            (_new(reader, keys[reader.id], message, cause) for reader in left.values()), ignore_conflicts=True
        )
        unread = Notice.objects.select_for_update().filter(recipient_id__in=left, seen_at__isnull=True)
        found = unread.filter(merge_key__in=set(keys.values())).order_by("pk")
        mine = [notice for notice in found if notice.merge_key == keys[notice.recipient_id]]
        _join([(notice, left[notice.recipient_id]) for notice in mine if notice.latest_id != cause.pk], cause)
        done += [notice.pk for notice in mine]
        for notice in mine:
            del left[notice.recipient_id]
    return done


def _new(reader: Reader, key: str, message: Message, cause: Cause) -> Notice:
    mail_at = _mail_at(reader, cause.at, cause.at)
    return Notice(
        recipient_id=reader.id,
        kind=message.kind,
        merge_key=key,
        thread=message.thread,
        latest=cause,
        created_at=cause.at,
        on_site=reader.want.on_site,
        waiting_since=cause.at if mail_at else None,
        mail_at=mail_at,
    )


def _join(older: Collection[tuple[Notice, Reader]], cause: Cause) -> None:
    """A further cause joins notices that were there."""
    for on_site in (True, False):
        ids = [notice.pk for notice, reader in older if reader.want.on_site == on_site]
        if ids:
            at_rest = {"waiting_since": None, "mail_at": None}
            Notice.objects.filter(pk__in=ids).update(latest=cause, created_at=cause.at, on_site=on_site, **at_rest)
    timed = []
    for notice, reader in older:
        first = notice.waiting_since or cause.at
        if mail_at := _mail_at(reader, cause.at, first):
            timed.append((notice.pk, first, mail_at))
    update_rows(Notice, ["waiting_since", "mail_at"], timed)


def _mail_at(reader: Reader, now: dt.datetime, first: dt.datetime) -> dt.datetime | None:
    if reader.want.mail == Mailed.NEVER:
        return None
    if reader.want.mail == Mailed.DAILY:
        return next_morning(first, reader.hours)
    wait, longest = (dt.timedelta(minutes=site.get(key)) for key in ("NOTICE_WAIT_MIN", "NOTICE_WAIT_MAX_MIN"))
    return awake(soon(now, first, wait=wait, longest=longest), reader.hours)
