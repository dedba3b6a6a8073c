"""The days on which people came, and whose acts count in full."""

import datetime as dt

from django.core.cache import cache
from django.db import transaction

from kit import clock
from members.models import Member, VisitDay
from members.rules import Viewer

VISIT_NOTED_FOR = 3600


def note_visit(viewer: Viewer) -> None:
    """Write down that `viewer` came today (in their own zone), at most once an hour per member."""
    if viewer.id is None:
        return
    now = clock.now()
    day = clock.local_day(now, viewer.time_zone)
    if not cache.add(f"visit:{viewer.id}:{day}:{now:%H}", 1, VISIT_NOTED_FOR):
        return
    with transaction.atomic():
        VisitDay.objects.get_or_create(member_id=viewer.id, day=day)
        Member.objects.filter(pk=viewer.id).update(last_seen_at=now)


def is_trusted(member: Member, now: dt.datetime) -> bool:
    """Old enough that what the account gives to others counts in full (48 hours)."""
    return now - member.joined_at >= dt.timedelta(hours=48)
