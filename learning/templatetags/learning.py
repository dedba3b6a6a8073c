"""Parts of a discussion that are about learning. None of them shows in the Hallway."""

from typing import Any

from django import template
from django.urls import reverse

from kit.blank import blank_form
from learning import rules, selectors
from learning.forms import KeepForm
from members.selectors import viewer_of
from posts.models import Post

register = template.Library()


@register.inclusion_tag("learning/_rail.html", takes_context=True)
def keep_rail(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """What people are keeping: the newest shared lines; shows nothing before the first."""
    lines = selectors.rail(viewer_of(context["request"]), post) if rules.offers_learning(post) else []
    return {"lines": lines, "post": post}


@register.simple_tag(takes_context=True)
def keep_box(context: dict[str, Any], post: Post) -> str:
    """*Keep a line*, folded, at the end of the opening."""
    if not viewer_of(context["request"]).is_signed_in or not rules.offers_learning(post):
        return ""
    action = reverse("learning:keep_from_post", args=[post.pk])
    token = context.get("csrf_token")
    return blank_form("learning/_keep.html", KeepForm, action=action, csrf_token=token, auto_id="keep_%s")


@register.simple_tag(takes_context=True)
def my_marks(context: dict[str, Any], post: Post) -> selectors.Mine:
    """What the viewer marked in this discussion; one query for a member, none for a visitor."""
    return selectors.marked_by(viewer_of(context["request"]).id, post.pk)


@register.inclusion_tag("learning/_mark.html", takes_context=True)
def mark_button(context: dict[str, Any], post: Post, mine: selectors.Mine) -> dict[str, Any]:
    """*I can use this* under the opening of a discussion."""
    viewer = viewer_of(context["request"])
    return {
        "shown": rules.offers_learning(post),
        "may": viewer.is_signed_in and viewer.id != post.author_id,
        "is_signed_in": viewer.is_signed_in,
        "post": post,
        "mine": mine.post,
        "csrf_token": context.get("csrf_token"),
    }
