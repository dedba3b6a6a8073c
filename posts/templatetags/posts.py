"""A discussion in a list, and its parts on its own page."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from posts.models import AnsweredState, Kind, Post
from posts.words import liveliness

register = template.Library()


@register.inclusion_tag("posts/_card.html")
def discussion_card(post: Post, why: str = "") -> dict[str, Any]:
    """A discussion in a list: kind, title, a few of its words, who, and a word for how lively it is."""
    return {
        "post": post,
        "why": why,
        "kind": kind_label(post),
        "waiting": post.kind == Kind.QUESTION and post.answered_state == AnsweredState.WAITING,
        "lively": liveliness(post),
    }


@register.simple_tag
def kind_label(post: Post) -> str:
    """A kind as a noun, over a title (the picker has verbs)."""
    nouns = {
        Kind.QUESTION: _("Question"),
        Kind.RESOURCE: _("Resource"),
        Kind.REFLECTION: _("Thinking out loud"),
        Kind.PROMPT: _("Prompt"),
        Kind.HALLWAY: _("Hallway"),
    }
    return nouns.get(post.kind, post.kind)  # type: ignore[call-overload,no-any-return]
