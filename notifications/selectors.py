"""What a member was told."""

from kit.paging import Page, cursor_page
from notifications.models import Notice

PAGE_SIZE = 30
NAMED = 3


def notices_for(recipient_id: int, *, after: str) -> Page[Notice]:
    """A member's notices, newest first."""
    notices = Notice.objects.filter(recipient_id=recipient_id).select_related("actor")
    return cursor_page(notices, by="created_at", after=after, size=PAGE_SIZE)


def unread_people(recipient_id: int) -> list[str]:
    """The text of up to three unread notices, newest first: the menu says words, never a number in a badge."""
    unread = Notice.objects.filter(recipient_id=recipient_id, seen_at__isnull=True)
    return list(unread.order_by("-created_at").values_list("text", flat=True)[:NAMED])
