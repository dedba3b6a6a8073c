"""What an imported discussion shows of its former life."""

from typing import Any

from django import template

from members.selectors import viewer_of
from portability.selectors import mentions_of
from posts.models import Post

register = template.Library()


@register.inclusion_tag("portability/_mentions.html", takes_context=True)
def mentioned_elsewhere(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Links to pages that spoke of the discussion; nothing where there are none."""
    return {"mentions": mentions_of(viewer_of(context["request"]), post)}
