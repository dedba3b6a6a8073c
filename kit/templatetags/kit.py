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
from urllib.parse import quote

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kit import bundle, clock
from kit.diff import Change, compare, is_same, shortened
from kit.paging import CURSOR_LENGTH

register = template.Library()
FACES = 7
PAGED = ("after", "page")  # what else an address may carry changes nothing that stands on its page
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


# what the toolbar over a box for words offers: name, icon, label, and the letter that does it with Ctrl
TOOLS = (
    ("bold", "bold", _("Bold"), "B"),
    ("italic", "italic", _("Italic"), "I"),
    ("link", "link", _("Link"), "K"),
    ("quote", "quote", _("Quote"), ""),
    ("list", "list", _("List"), ""),
    ("numbers", "list-ordered", _("Numbered list"), ""),
    ("code", "code", _("Code"), ""),
)


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


@register.inclusion_tag("kit/composer.html")
def composer(
    field: BoundField,
    *,
    label: str = "",
    hides_label: bool = False,
    pictures: bool = False,
    keep: str = "",
    save: str = "",
    begun: str = "",
) -> dict[str, Any]:
    """The box for words, wherever somebody writes: Markdown with a toolbar and a look at how it will be read.

    `pictures` may be offered where whoever reads the words sees theirs (`posts.selectors.pictures`). `keep` names the
    form in the browser's own store, where its words outlive a crash; `save` is where they are saved on the server
    while one writes, `begun` where what was saved for the box's place is asked for.
    """
    tools = [
        dict(name=name, icon=icon, label=label, key=key, title=f"{label} (Ctrl+{key})" if key else label)
        for name, icon, label, key in TOOLS
    ]
    return dict(
        field=field,
        label=label or field.label,
        hides_label=hides_label,
        keep=keep,
        save=save,
        begun=begun,
        tools=tools,
        pictures=pictures,
    )


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


@register.simple_tag
def when(moment: datetime | None, prefix: str = "", *, exact: bool = False) -> SafeString:
    """A moment as the community's date; a module says it in the reader's words, or, `exact`, as a date.

    Nothing stands around it, so that a full stop can follow.
    """
    utc = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    shown = get_template("kit/when.html").render(dict(moment=moment, prefix=prefix, utc=utc, exact=exact))
    return SafeString(shown.strip())


@register.simple_tag
def time_left(until: datetime | None) -> str:
    """How long it is until then, in whole minutes, begun ones counted; '' when it is past."""
    seconds = (until - clock.now()).total_seconds() if until else 0
    minutes = -int(-seconds // 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes} if minutes > 0 else ""


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


@register.inclusion_tag("kit/differences.html")
def differences(changes: Iterable[Change]) -> dict[str, Any]:
    """What went crossed out, what came underlined, in words too for those who do not see it."""
    return dict(changes=[(change.part.value, change.text) for change in changes])


@register.inclusion_tag("kit/conflict.html")
def conflict(html: str, stands: str, written: str, *, title: str = "", written_title: str = "") -> dict[str, Any]:
    """Somebody saved another text meanwhile: what stands there now (`html` of `stands`), and how `written` differs."""
    titles, texts = compare(title, written_title), compare(stands.strip(), written.replace("\r\n", "\n").strip())
    return dict(
        html=html,
        title=title,
        changes=shortened(texts),
        title_changes=[] if is_same(titles) else titles,
        same=is_same(titles) and is_same(texts),
    )


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


@register.simple_tag(takes_context=True)
def canonical(context: template.Context, path: str = "", *, paged: bool = True) -> SafeString:
    """The one address of this page, or of the page at `path`, without what only followed somebody here; which page of
    a list it is belongs to it where it is `paged`."""
    return format_html('<link rel="canonical" href="{}">', _canonical(context, path, paged))


def _canonical(context: template.Context, path: str, paged: bool) -> str:
    request = context.get("request") if paged else None
    asked = request.GET if request is not None else {}
    kept = {name: asked[name] for name in PAGED if name in asked and len(asked[name]) <= CURSOR_LENGTH}
    if not re.fullmatch(r"[2-9]|[1-9][0-9]{1,5}", kept.get("page", "2")):
        del kept["page"]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{settings.SITE_URL}{quote(path or str(context.get('path', '')))}{query}"


@register.inclusion_tag("kit/social_card.html", takes_context=True)
def social_card(
    context: template.Context, title: str, description: str, *, type: str = "website", path: str = ""
) -> dict[str, Any]:
    """What another site shows where somebody links here. For pages that anybody on the web may read, no others."""
    return dict(
        title=title,
        description=description,
        type=type,
        url=_canonical(context, path, paged=not path),
        site_name=context.get("site_name", ""),
        image=f"{settings.SITE_URL}{static('share.png')}",
    )


@register.inclusion_tag("kit/share.html")
def share(path: str, title: str, is_public: bool) -> dict[str, Any]:
    """The address of this page to take away; once on a page. No other site is asked for a button."""
    return dict(address=f"{settings.SITE_URL}{path}", title=title, is_public=is_public)


@register.filter
def stored_html(html: str) -> SafeString:
    """HTML that `kit.markdown` made and cleaned when it was written; the only text shown without escaping."""
    return SafeString(html)
