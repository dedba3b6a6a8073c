"""Parts that show what a member was told."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from members.models import Member, Regard
from members.selectors import regard_of, viewer_of
from notifications import selectors
from notifications.selectors import private

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_words(context: dict[str, Any]) -> str:
    """What is new, in words for the menu; '' when nothing is. One query for a member, none for a visitor."""
    viewer = viewer_of(context["request"])
    if viewer.id is None:
        return ""
    waiting = selectors.unread_words(viewer.id)
    if not waiting:
        return ""
    return waiting[0] if len(waiting) == 1 else _("%(first)s, and more") % {"first": waiting[0]}


@register.inclusion_tag("notifications/_write_to.html", takes_context=True)
def write_to(context: dict[str, Any], person: Member | None, kind: str, number: int) -> dict[str, Any]:
    """A way to write to one person about this ("post", 7), for members, in a quiet place; no query."""
    viewer = viewer_of(context["request"])
    is_offered = viewer.is_signed_in and person is not None and person.is_active and person.pk != viewer.id
    return {"person": person if is_offered else None, "about": f"{kind}:{number}", "is_about_them": kind == "person"}


@register.inclusion_tag("notifications/_reported.html", takes_context=True)
def reported_private(context: dict[str, Any]) -> dict[str, Any]:
    """On the curators' desk: conversations that one of two asked them to read."""
    return {"talks": private.reported_talks(viewer_of(context["request"]))}


@register.inclusion_tag("kit/levels.html", takes_context=True)
def person_menu(context: dict[str, Any], person: Member) -> dict[str, Any]:
    """How much a member wants to hear of somebody. Nobody sees it but they."""
    viewer = viewer_of(context["request"])
    level = regard_of(viewer.id, person.pk) if viewer.id is not None else ""
    options = [
        (Regard.FOLLOW, _("Follow"), _("You hear when they start a discussion.")),
        (Regard.LESS, _("Once a day at most"), _("What they write to you comes with the morning's mail.")),
        (Regard.MUTED, _("Mute"), _("You hear nothing of what they do. They are not told.")),
        (Regard.BLOCKED, _("Block"), _("They cannot reach you, and what they write stays folded. They are not told.")),
        ("", _("None of it"), _("You hear of what concerns you.")),
    ]
    return {
        "is_signed_in": viewer.is_signed_in and viewer.id != person.pk,
        "action": reverse("notifications:regard", args=[person.username]),
        "now": Regard(level).label if level else _("Not following"),
        "options": [option for option in options if option[0] != level],
        "csrf_token": context.get("csrf_token"),
    }
