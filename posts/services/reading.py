"""That a member read something: a fact about the reader, never shown to others."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from kit import clock
from members.models import Member, Preferences
from notifications.services import mark_seen
from posts.models import Post, Read
from posts.services.thread import mark_for_scoring

COUNTS_FROM_SECONDS = 20
COUNTS_FROM_PERCENT = 60


@transaction.atomic
def note_read(*, member: Member, post: Post, seconds: int, percent: int) -> Read | None:
    """Write down that a member read a discussion this week; None for who does not want reading recorded.

    It counts for scores once they were there long and far enough; a later, shorter look takes nothing away.
    """
    mark_seen(recipient_id=member.pk, subjects=[f"post:{post.pk}"])
    if not Preferences.objects.filter(member=member, record_reading=True).exists():
        return None
    now = clock.now()
    day = clock.local_day(now, member.time_zone)
    counts = seconds >= COUNTS_FROM_SECONDS and percent >= COUNTS_FROM_PERCENT
    read, made = Read.objects.get_or_create(
        member=member,
        post=post,
        week=day - dt.timedelta(days=day.weekday()),
        defaults={"at": now, "last_at": now, "local_day": day, "by_staff": member.staff_voice, "counts": counts},
    )
    if not made:
        Read.objects.filter(pk=read.pk).update(last_at=now, counts=True if counts else F("counts"))
    if counts and (made or not read.counts):
        mark_for_scoring(post_ids=[post.pk])
    return read
