"""Parts that exist in the demo alone; they show nothing anywhere else."""

from typing import Any

from django import template
from django.conf import settings

from members.models import Member
from operations.demo.personas import BY_USERNAME

register = template.Library()


@register.inclusion_tag("operations/_personas.html", takes_context=True)
def persona_choice(context: dict[str, Any], next_url: str = "") -> dict[str, Any]:
    """Everybody whom a visitor of the demo can be, with one button each."""
    if not settings.DEMO_MODE:
        return {"people": []}
    known = Member.objects.active().filter(is_demo=True, username__in=BY_USERNAME)
    found = {member.username: member for member in known}
    people = [persona for name, persona in BY_USERNAME.items() if name in found]
    return {"people": people, "next": next_url, "request": context["request"], "csrf_token": context.get("csrf_token")}


@register.simple_tag
def has_mailbox() -> bool:
    """Whether mails that were sent can be read on a page of this site."""
    return settings.DEMO_MODE and not settings.EMAIL_URL
