"""What was told is read, unread again, taken back with its cause, or forgotten with time."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kit import clock
from notifications.models import Cause, Notice, Told

KEPT_FOR = dt.timedelta(days=180)
SWEEP_SLICE = 500


@transaction.atomic
def withdraw(*, subjects: Iterable[str] = (), threads: Iterable[str] = ()) -> None:
    """Forget everything about these subjects ("comment:12") and in these threads ("post:7"); a mail that waits to tell
    of it is called back when its moment comes. A notice that tells of more goes on telling of the rest."""
    gone = Q(subject__in=list(subjects)) | Q(thread__in=list(threads))
    causes = Cause.objects.filter(gone)
    touched = Notice.objects.filter(pk__in=Told.objects.filter(cause__in=causes).values("notice"))
    staying = Told.objects.filter(notice=OuterRef("pk")).exclude(cause__in=causes).order_by("-cause_id")
    touched.exclude(Exists(staying)).delete()
    touched.filter(latest__in=causes).update(latest=Subquery(staying.values("cause")[:1]))
    causes.delete()


@transaction.atomic
def hush(*, recipient_id: int, thread: str = "", actor_id: int | None = None) -> None:
    """Forget, for one reader, what waits unread of a discussion they have muted or a person they have silenced."""
    unread = Told.objects.filter(notice__recipient_id=recipient_id, notice__seen_at__isnull=True)
    gone = unread.filter(cause__actor_id=actor_id) if actor_id else unread.filter(cause__thread=thread)
    touched = Notice.objects.filter(pk__in=list(gone.values_list("notice_id", flat=True).distinct()))
    gone.delete()
    _left_of(touched)


def _left_of(touched: QuerySet[Notice]) -> None:
    """Notices some of whose causes went: the rest, or nothing."""
    rest = Told.objects.filter(notice=OuterRef("pk")).order_by("-cause_id")
    touched.exclude(Exists(rest)).delete()
    touched.update(latest=Subquery(rest.values("cause")[:1]))


def mark_seen(
    *, recipient_id: int, subjects: Iterable[str] | None = None, thread: str = "", at: dt.datetime | None = None
) -> int:
    """Count as read what tells of these subjects or of this thread; with neither, everything. Returns how many.

    What was read is not mailed any more.
    """
    unread = Notice.objects.filter(recipient_id=recipient_id, seen_at__isnull=True)
    if subjects is not None:
        unread = unread.filter(pk__in=Told.objects.filter(cause__subject__in=list(subjects)).values("notice"))
    elif thread:
        unread = unread.filter(thread=thread)
    return unread.update(seen_at=at or clock.now(), mail_at=None, waiting_since=None)


def mark_notice_seen(*, notice: Notice) -> None:
    """This one line is read."""
    _unread(notice).update(seen_at=clock.now(), mail_at=None, waiting_since=None)


def mark_unseen(*, recipient_id: int, seen_at: dt.datetime) -> int:
    """Take back what counted as read in one moment; returns how many lines are unread again.

    A line whose branch has gone on in another meanwhile stays read.
    """
    newer = Notice.objects.filter(recipient_id=recipient_id, merge_key=OuterRef("merge_key"), seen_at__isnull=True)
    read = Notice.objects.filter(recipient_id=recipient_id, seen_at=seen_at)
    return _newest_of_each(read).exclude(Exists(newer)).update(seen_at=None)


def _newest_of_each(read: QuerySet[Notice]) -> QuerySet[Notice]:
    """Two lines of one branch can have been read in one moment only by different acts; one of them comes back."""
    same = read.filter(merge_key=OuterRef("merge_key"), pk__gt=OuterRef("pk"))
    return read.exclude(Exists(same))


def _unread(notice: Notice) -> QuerySet[Notice]:
    return Notice.objects.filter(pk=notice.pk, seen_at__isnull=True)


def sweep() -> int:
    """Forget a slice of the notices that were read half a year ago, and of what nobody is told of any more; returns
    how many notices went."""
    old = Notice.objects.filter(seen_at__lt=clock.now() - KEPT_FOR)
    gone = Notice.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEEP_SLICE]))
    count = gone.count()
    gone.delete()
    lost = Cause.objects.exclude(Exists(Told.objects.filter(cause=OuterRef("pk"))))
    lost = lost.filter(at__lt=clock.now() - KEPT_FOR)
    Cause.objects.filter(pk__in=list(lost.values_list("pk", flat=True)[:SWEEP_SLICE])).delete()
    return count
