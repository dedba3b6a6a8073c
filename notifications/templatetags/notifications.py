"""Parts that show what a member was told."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from members.selectors import viewer_of
from notifications import selectors

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_words(context: dict[str, Any]) -> str:
    """What is new, in words for the menu; '' when nothing is. One query for a member, none for a visitor."""
    viewer = viewer_of(context["request"])
    if viewer.id is None:
        return ""
    waiting = selectors.unread_people(viewer.id)
    if not waiting:
        return ""
    return waiting[0] if len(waiting) == 1 else _("%(first)s, and more") % {"first": waiting[0]}
