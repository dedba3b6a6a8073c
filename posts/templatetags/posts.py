"""A discussion in a list, and its parts on its own page."""

from collections.abc import Sequence
from typing import Any

from django import template

from posts.cards import cards
from posts.models import Post
from posts.words import kind_noun

register = template.Library()


@register.inclusion_tag("posts/_cards.html")
def card_list(posts: Sequence[Post]) -> dict[str, Any]:
    """Discussions one below the other: kind, title, a few words, who, and a word for how lively each is."""
    return {"cards": cards(posts)}


@register.simple_tag
def kind_label(post: Post) -> str:
    """A kind as a noun, over a title."""
    return kind_noun(post.kind)
