"""Whose notices are due to be mailed, and how each reader stands: a few queries for a batch of readers."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Exists, Max, OuterRef

from kit.mail import TOO_MANY, bounces_of
from members.models import Member
from notifications.arithmetic import DAY, Hours, last_morning
from notifications.channels import wanted
from notifications.kinds import Mailed
from notifications.models import Notice, NoticeMail, Told
from notifications.selectors.readers import hours_of

HOUR = dt.timedelta(hours=1)


@dataclass(slots=True)
class Standing:
    """One reader with what is due to them. `threads`: until when a discussion that was mailed of rests."""

    member: Member
    hours: Hours
    notices: list[Notice]
    mailed_today: int = 0
    threads: dict[str, dt.datetime] = field(default_factory=dict)


def due_readers(now: dt.datetime, limit: int) -> list[int]:
    """Members with something due, the longest waiting first."""
    due = Notice.objects.filter(mail_at__lte=now, seen_at__isnull=True)
    return list(due.order_by("mail_at").values_list("recipient_id", flat=True).distinct()[:limit])


def oldest_due_mail(now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest notice waits to be mailed; readiness asks it."""
    due = Notice.objects.filter(mail_at__lte=now, seen_at__isnull=True)
    return due.order_by("mail_at").values_list("mail_at", flat=True).first()


def standings(ids: Collection[int], now: dt.datetime) -> list[Standing]:
    """These readers as they are now. Only of those whose account is open and whose address is confirmed and takes mail;
    what is due to the others is not in it."""
    found = {member.pk: Standing(member, hours_of(member), []) for member in _reachable(ids)}
    due = Notice.objects.filter(recipient_id__in=found, mail_at__lte=now, seen_at__isnull=True)
    for notice in due.order_by("-created_at", "-pk"):
        found[notice.recipient_id].notices.append(notice)
    for reader, at in _mails_since(found, now - DAY):
        found[reader].mailed_today += at >= last_morning(now, found[reader].hours)
    for reader, thread, at in _threads_mailed(found, now - HOUR):
        found[reader].threads[thread] = at + HOUR
    return list(found.values())


def wants_mail(member: Member, kind: str) -> bool:
    """Whether the member (with preferences fetched) has this kind mailed at all."""
    chosen = member.preferences
    return wanted(kind, chosen.notice_preset, chosen.notice_choices).mail != Mailed.NEVER


def told_by(mail_id: int) -> list[Told]:
    """What a mail told of, as it stands now."""
    rows = Told.objects.filter(mail_id=mail_id).select_related("cause__actor", "notice__recipient__preferences")
    return list(rows)


def _reachable(ids: Collection[int]) -> list[Member]:
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True, email__iexact=OuterRef("email"))
    members = Member.objects.active().filter(Exists(confirmed), pk__in=ids, preferences__isnull=False)
    found = list(members.select_related("preferences").order_by("pk"))
    bounces = bounces_of([member.email for member in found])
    return [member for member in found if bounces.get(member.email, 0) < TOO_MANY]


def _mails_since(ids: Collection[int], since: dt.datetime) -> list[tuple[int, dt.datetime]]:
    mails = NoticeMail.objects.filter(recipient_id__in=ids, at__gt=since, called_back_at__isnull=True)
    return list(mails.values_list("recipient_id", "at"))


def _threads_mailed(ids: Collection[int], since: dt.datetime) -> list[tuple[int, str, dt.datetime]]:
    mails = NoticeMail.objects.filter(recipient_id__in=ids, at__gt=since, called_back_at__isnull=True)
    told = Told.objects.filter(mail__in=mails).exclude(notice__thread="")
    last = told.values("notice__recipient_id", "notice__thread").annotate(at=Max("mail__at"))
    return list(last.values_list("notice__recipient_id", "notice__thread", "at"))
