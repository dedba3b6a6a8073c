"""A discussion in a list, and its parts on its own page."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from kit import clock
from members.selectors import viewer_of
from posts import selectors
from posts.cards import cards
from posts.models import Draft, Post, Tag, WatchLevel
from posts.selectors.drafts import draft_asked_about
from posts.words import kind_noun, waited

register = template.Library()


@register.inclusion_tag("posts/_cards.html")
def card_list(posts: Sequence[Post]) -> dict[str, Any]:
    """Discussions one below the other: kind, title, a few words, who, and a word for how lively each is."""
    return {"cards": cards(posts)}


@register.simple_tag
def kind_label(post: Post) -> str:
    """A kind as a noun, over a title."""
    return kind_noun(post.kind)


@register.inclusion_tag("posts/_nudge.html", takes_context=True)
def draft_nudge(context: dict[str, Any], draft: Draft | None = None) -> dict[str, Any]:
    """What is to become of a draft that waits: the one given, or the one its writer was asked about lately (one query
    for a member, none for a visitor)."""
    viewer = viewer_of(context["request"])
    asked = draft or (draft_asked_about(viewer.id) if viewer.id else None)
    if asked is None:
        return {}
    waits = waited(max(1, (clock.now() - asked.saved_at).days))
    return {
        "draft": asked,
        "waits": waits,
        "is_own_page": draft is not None,
        "demo_mode": context.get("demo_mode"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("kit/levels.html", takes_context=True)
def watch_menu(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """“Following · change”, for members: how much they want to hear of this discussion."""
    viewer = viewer_of(context["request"])
    level = selectors.watch_level(viewer.id, post.pk) if viewer.id is not None else ""
    options = [
        (
            WatchLevel.FOLLOW,
            _("Follow"),
            _("You hear of everything written here, once a day unless you chose otherwise."),
        ),
        (WatchLevel.LESS, _("Only what needs me"), _("You hear of replies to you and of mentions.")),
        (WatchLevel.MUTED, _("Mute"), _("You hear of nothing here.")),
    ]
    shown = level or WatchLevel.LESS
    return {
        "is_signed_in": viewer.is_signed_in,
        "action": reverse("posts:level", args=[post.pk]),
        "now": WatchLevel(shown).label,
        "options": [option for option in options if option[0] != shown],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("kit/levels.html", takes_context=True)
def tag_menu(context: dict[str, Any], tag: Tag) -> dict[str, Any]:
    """The same for a tag."""
    viewer = viewer_of(context["request"])
    level = selectors.tag_level(viewer.id, tag.pk) if viewer.id is not None else ""
    options = [
        (WatchLevel.FOLLOW, _("Follow"), _("You hear of each discussion that begins under it.")),
        (WatchLevel.LESS, _("In the letter only"), _("Your weekly letter knows that you like it.")),
        (WatchLevel.MUTED, _("Mute"), _("You hear of nothing under it, but for what needs you.")),
        ("", _("Stop following") if level == WatchLevel.FOLLOW else _("None of it"), _("As if you had never chosen.")),
    ]
    names: dict[str, str] = {
        WatchLevel.FOLLOW: _("Following"),
        WatchLevel.LESS: _("In the letter only"),
        WatchLevel.MUTED: _("Muted"),
    }
    return {
        "is_signed_in": viewer.is_signed_in,
        "action": reverse("posts:tag_level", args=[tag.slug]),
        "now": names.get(level, ""),
        "options": [option for option in options if option[0] != level],
        "csrf_token": context.get("csrf_token"),
    }
