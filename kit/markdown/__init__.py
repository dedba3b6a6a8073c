"""Members' text to HTML: the only way there is, and the only sanitiser.

Parsing never makes HTML of what a member typed as HTML, and nothing leaves without having passed the cleaner. What
cannot be shown within bounds is shown as it was typed: words are never lost.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3
from django.utils.translation import gettext as _
from markdown_it.token import Token

from kit.markdown.code import LANGUAGE_CLASSES, PYGMENTS_CLASSES
from kit.markdown.depth import MAX_DEPTH, TooDeep, check_depth
from kit.markdown.from_html import MAX_HTML, TooLong, from_html
from kit.markdown.parsing import MAX_MENTIONS, MAX_PICTURES, make_parser, too_deep
from kit.pictures.address import place_of

__all__ = [
    "EXCERPT_LENGTH",
    "MAX_DEPTH",
    "MAX_HTML",
    "MAX_LENGTH",
    "MAX_MENTIONS",
    "MAX_PICTURES",
    "People",
    "PYGMENTS_CLASSES",
    "RENDERER_VERSION",
    "Rendered",
    "TooDeep",
    "TooLong",
    "check_depth",
    "from_html",
    "render",
]

# Raise it when the same text gives other HTML; stored rows with another version are rendered again.
RENDERER_VERSION = 2
# Characters of text. Longer text is rendered as it was typed: its time is not bounded by measurement.
MAX_LENGTH = 20_000
EXCERPT_LENGTH = 280
# HTML may be this many times as long as the text, and so many characters more.
GROWTH = 10
SPARE = 5_000

_ALIGN = {"align-left", "align-center", "align-right"}
# Controls that XML forbids, halves of surrogate pairs and noncharacters, which feeds and databases refuse.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Embeddings, overrides and isolates, with which a text could reorder the page around it or hide in code.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Which of these usernames somebody has. Kit knows no members: whoever renders says whom to ask.
People = Callable[[Collection[str]], Collection[str]]

_parser = make_parser()


def _of_this_site(tag: str, attribute: str, value: str) -> str | None:
    """Whatever parsing may let through one day, nothing is loaded but pictures of this site."""
    if attribute == "src":
        return value if place_of(value) else None
    if attribute == "srcset":
        return value if all(place_of(one.split(" ")[0]) for one in value.split(", ")) else None
    return value


_cleaner = nh3.Cleaner(
    tags={
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "img",
    },
    attributes={
        "a": {"href", "title"},
        "img": {"src", "srcset", "sizes", "width", "height", "loading", "decoding", "alt"},
        "ol": {"start"},
    },
    allowed_classes={
        "a": {"mention"},
        "code": set(LANGUAGE_CLASSES),
        "p": {"plain"},
        "pre": {"code"},
        "span": {"link-host", *PYGMENTS_CLASSES},
        "td": _ALIGN,
        "th": _ALIGN,
    },
    attribute_filter=_of_this_site,
    url_schemes={"http", "https", "mailto"},
    link_rel="ugc nofollow noopener",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a text became: safe HTML, plain words for lists and letters, the usernames it mentions, and the keys of
    the pictures that it shows."""

    html: str
    excerpt: str
    mentions: tuple[str, ...]
    version: int
    pictures: tuple[str, ...] = ()


def render(text: str, *, headings_from: int = 3, people: People | None = None) -> Rendered:
    """The text as safe HTML, its highest heading at `headings_from` (3 to 6).

    `people` is asked once which of the names after an @ exist; the others stay plain text. Without it all are linked.
    Raises TooDeep before parsing; no other text fails.
    """
    text = _BIDI.sub("", _UNSTORABLE.sub("\ufffd", text))
    if len(text) > MAX_LENGTH:
        return _plain(text)
    check_depth(text)
    env: dict[str, Any] = {"headings_from": min(6, max(3, headings_from)), "people": people}
    tokens = _parser.parse(text, env)
    if too_deep(tokens):
        return _plain(text)
    raw = _parser.renderer.render(tokens, _parser.options, env)
    most = GROWTH * len(text) + SPARE
    # Asked before cleaning, which is the dear part, and again after it, since the cleaner adds `rel`.
    html = _clean(raw) if len(raw) <= most else raw
    if len(html) > most:
        return _plain(text)
    mentions, pictures = tuple(env["mentions"]), tuple(env["pictures"])
    return Rendered(html, _excerpt(_words(tokens)), mentions, RENDERER_VERSION, pictures)


def _plain(text: str) -> Rendered:
    """The text as it was typed."""
    html = _clean(f'<p class="plain">{escape(text, quote=False)}</p>')
    return Rendered(html, _excerpt(text[: 20 * EXCERPT_LENGTH]), (), RENDERER_VERSION)


def _clean(html: str) -> str:
    return _cleaner.clean(html)


def _words(tokens: Sequence[Token]) -> str:
    """The beginning of what the tokens say; of code only where there is nothing else."""
    said: list[str] = []
    length = 0
    for token in tokens:
        if token.type != "inline":
            continue
        said.append("".join(_said(child) for child in token.children or ()))
        length += len(said[-1])
        if length > 20 * EXCERPT_LENGTH:
            break
    words = " ".join(said)
    if not words.strip() and any(child.type == "image" for token in tokens for child in token.children or ()):
        return _("A picture")
    return words if words.strip() else " ".join(token.content for token in tokens)


def _said(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _excerpt(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= EXCERPT_LENGTH:
        return flat
    cut = flat[: EXCERPT_LENGTH - 1]
    if flat[EXCERPT_LENGTH - 1] != " " and " " in cut:
        cut = cut.rpartition(" ")[0]
    return cut.rstrip() + "…"
