"""What a member was told."""

from django.db.models import Max

from kit.paging import Page, cursor_page
from notifications.kinds import KINDS
from notifications.models import Notice, Told
from notifications.selectors.lines import short_words

PAGE_SIZE = 30
LOOKED_AT = 100
ORDER = {code: number for number, code in enumerate(KINDS)}


def notices_for(recipient_id: int, *, after: str) -> Page[Notice]:
    """A member's notices, newest first."""
    notices = Notice.objects.filter(recipient_id=recipient_id, on_site=True)
    return cursor_page(notices, by="created_at", after=after, size=PAGE_SIZE)


def unread_words(recipient_id: int) -> list[str]:
    """What waits unread, by whom: what needs the reader first. One query; never a number in a badge."""
    waiting = Told.objects.filter(notice__recipient_id=recipient_id, notice__seen_at__isnull=True, notice__on_site=True)
    named = waiting.values("notice__kind", "cause__actor_id").annotate(name=Max("cause__actor_name"))
    rows = named.order_by().values_list("notice__kind", "cause__actor_id", "name")[:LOOKED_AT]
    return short_words(sorted(rows, key=lambda row: ORDER.get(row[0], len(ORDER))))


def told_of(subject: str) -> dict[int, str]:
    """Whom something was told to, and by which kind of notice, while that is remembered."""
    rows = Told.objects.filter(cause__subject=subject)
    return dict(rows.values_list("notice__recipient_id", "notice__kind"))
