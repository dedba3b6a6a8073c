"""The elements every page is made of; a builtin, so that no template loads it.

Each element is a tag with its signature here and its markup in `templates/kit/`; a misspelt argument
fails when the template is read, which an include would swallow.
"""

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kit import bundle

register = template.Library()
FACES = 7
KIND_ICONS = {
    "question": "hand-helping",
    "resource": "book-open",
    "reflection": "lightbulb",
    "tried": "flask-conical",
    "story": "scroll-text",
    "prompt": "sprout",
    "hallway": "coffee",
}
INTENT_ICONS = {
    "ask": "circle-help",
    "answer": "check",
    "example": "file-text",
    "challenge": "scale",
    "build": "layers",
    "connect": "git-merge",
    "summarise": "list",
    "tried": "flask-conical",
}
NOTICE_ICONS = {
    "success": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "info": "info",
    "debug": "info",
}


@cache
def _symbols(sprite: str) -> frozenset[str]:
    text = (bundle.STATIC / sprite).read_text()
    return frozenset(re.findall(r'<symbol id="([^"]+)"', text))


@cache
def _use(sprite: str, name: str, css: str) -> SafeString:
    if name not in _symbols(sprite):
        raise ValueError(f"{sprite} has no symbol {name!r}.")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', css, static(sprite), name
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign, always beside words; unknown names raise ValueError."""
    return _use("icons.svg", name, "icon")


@register.simple_tag
def art(name: str, css: str = "art") -> SafeString:
    """A drawing of the seed's life: mark, seed, sprout, root, harvest, letter."""
    return _use("art.svg", name, css)


@register.inclusion_tag("kit/button.html")
def button(
    text: str,
    *,
    look: str = "plain",
    icon: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    form: str = "",
    formaction: str = "",
) -> dict[str, Any]:
    """A button; `look` is plain, primary, quiet or danger."""
    return dict(
        text=text, look=look, icon=icon, name=name, value=value, type=type, form=form, formaction=formaction, url=""
    )


@register.inclusion_tag("kit/button.html")
def link_button(text: str, url: str, *, look: str = "plain", icon: str = "", rel: str = "") -> dict[str, Any]:
    """A link that looks like a button, for going somewhere."""
    return dict(text=text, url=url, look=look, icon=icon, rel=rel)


@register.inclusion_tag("kit/chip.html")
def chip(text: str, *, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A small word in a pill; `tone` is green, amber, clay, slate, new or nothing."""
    return dict(text=text, tone=tone, icon=icon)


@register.inclusion_tag("kit/kind.html")
def kind_chip(code: str, label: str) -> dict[str, Any]:
    """The kind of a discussion, its sign and its word."""
    return dict(code=code, label=label, icon=KIND_ICONS.get(code, "messages-square"))


@register.simple_tag
def kind_icon(code: str) -> SafeString:
    """The sign of a kind alone, where its word stands beside it anyway."""
    return icon(KIND_ICONS.get(code, "messages-square"))


@register.inclusion_tag("kit/intent.html")
def intent_chip(code: str, label: str) -> dict[str, Any]:
    """What a comment means to do; shows nothing for a comment without an intent."""
    return dict(code=code, label=label, icon=INTENT_ICONS.get(code, "message-circle"))


@register.inclusion_tag("kit/avatar.html")
def avatar(name: str, size: str = "") -> dict[str, Any]:
    """Initials on a ground of the name's own; `size` is s, l or nothing. Hidden from screen readers."""
    return dict(initials=_initials(name), face=zlib.crc32(name.encode()) % FACES, size=size)


@register.inclusion_tag("kit/when.html")
def when(moment: datetime | None, prefix: str = "") -> dict[str, Any]:
    """A moment as the community's date; a module says it in the reader's own words."""
    utc = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    return dict(moment=moment, prefix=prefix, utc=utc)


@register.inclusion_tag("kit/byline.html")
def byline(
    name: str, *, url: str = "", moment: datetime | None = None, link: str = "", role: str = "", face: bool = True
) -> dict[str, Any]:
    """Who and when; `link` is where the moment leads, `role` a word such as curator, `face` shows the initials."""
    return dict(name=name, url=url, moment=moment, link=link, role=role, face=face)


@register.inclusion_tag("kit/notice.html")
def notice(text: str, level: str = "info", *, close: bool = False) -> dict[str, Any]:
    """A sentence that matters now; `level` as in Django's messages (its tags may hold several words)."""
    word = next((part for part in level.split() if part in NOTICE_ICONS), "info")
    return dict(text=text, level=word, icon=NOTICE_ICONS[word], close=close)


@register.inclusion_tag("kit/empty.html")
def empty_state(title: str, text: str = "", *, art: str = "seed", action: str = "", url: str = "") -> dict[str, Any]:
    """Nothing here yet: a drawing, a sentence that teaches, and one thing to do."""
    return dict(title=title, text=text, art=art, action=action, url=url)


@register.inclusion_tag("kit/page_links.html")
def page_links(previous_url: str = "", next_url: str = "", previous: str = "", next: str = "") -> dict[str, Any]:
    """The two links of a list that is read page by page."""
    return dict(previous_url=previous_url, next_url=next_url, previous=previous or _("Newer"), next=next or _("Older"))


@register.inclusion_tag("kit/stat.html")
def stat(value: str | int, base: str | int, label: str) -> dict[str, Any]:
    """A number never stands without what it is a part of."""
    return dict(value=value, base=base, label=label)


@register.inclusion_tag("kit/tabs.html")
def tabs(items: Iterable[Any], label: str, look: str = "tabs") -> dict[str, Any]:
    """Views of one list: items with `url`, `label`, `current`; `look` is tabs or filters."""
    return dict(items=items, label=label, look=look)


@register.simple_tag(takes_context=True)
def current(context: template.Context, prefix: str) -> SafeString:
    """` aria-current="page"` when the page's path is `prefix` or below it (only itself for `/`)."""
    path = str(context.get("path", ""))
    here = path == prefix if prefix == "/" else path.startswith(prefix)
    return SafeString(' aria-current="page"') if here else SafeString("")


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def stored_html(html: str) -> SafeString:
    """HTML that `kit.markdown` made and cleaned when it was written; the only text shown without escaping."""
    return SafeString(html)
