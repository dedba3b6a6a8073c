"""Replies that were begun and not touched for half a year go as drafts of discussions do: two weeks after a word."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from comments.models import ReplyDraft
from kit import clock, site
from posts.services.draft_care import GRACE, SLICE, tell_that_drafts_go


def end_reply_drafts() -> int:
    """Delete what was warned of two weeks ago, and warn of what is half a year old; how many rows of one slice each."""
    now = clock.now()
    over = list(ReplyDraft.objects.filter(expires_at__lte=now).values_list("pk", flat=True)[:SLICE])
    # whoever writes on in this moment keeps it
    deleted = ReplyDraft.objects.filter(pk__in=over, expires_at__lte=now).delete()[0]
    members = _old(now).order_by("member_id").values_list("member_id", flat=True).distinct()[:SLICE]
    return deleted + sum(_warn(member_id, now) for member_id in list(members))


def _old(now: dt.datetime) -> QuerySet[ReplyDraft]:
    since = now - dt.timedelta(days=site.get("DRAFT_KEEP_D"))
    return ReplyDraft.objects.filter(saved_at__lte=since, expires_at__isnull=True)


@transaction.atomic
def _warn(member_id: int, now: dt.datetime) -> int:
    warned = _old(now).filter(member_id=member_id).update(expires_at=now + GRACE)
    if warned:
        tell_that_drafts_go(member_id=member_id)
    return warned
