"""Members' text to HTML: the only way there is, and the only sanitiser.

Parsing never makes HTML of what a member typed as HTML, and nothing leaves without having passed the cleaner. What
cannot be shown within bounds is shown as it was typed: words are never lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3
from markdown_it.token import Token

from kit.markdown.code import LANGUAGE_CLASSES, PYGMENTS_CLASSES
from kit.markdown.depth import MAX_DEPTH, TooDeep, check_depth
from kit.markdown.from_html import MAX_HTML, TooLong, from_html
from kit.markdown.parsing import MAX_MENTIONS, make_parser, too_deep

__all__ = [
    "EXCERPT_LENGTH",
    "MAX_DEPTH",
    "MAX_HTML",
    "MAX_LENGTH",
    "MAX_MENTIONS",
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
RENDERER_VERSION = 1
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

_parser = make_parser()

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
    },
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    allowed_classes={
        "a": {"mention"},
        "code": set(LANGUAGE_CLASSES),
        "p": {"plain"},
        "pre": {"code"},
        "span": {"link-host", *PYGMENTS_CLASSES},
        "td": _ALIGN,
        "th": _ALIGN,
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="ugc nofollow noopener",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a text became: safe HTML, plain words for lists and letters, and the usernames it mentions."""

    html: str
    excerpt: str
    mentions: tuple[str, ...]
    version: int


def render(text: str, *, headings_from: int = 3) -> Rendered:
    """The text as safe HTML, its highest heading at `headings_from` (3 to 6).

    Raises TooDeep before parsing; no other text fails.
    """
    text = _BIDI.sub("", _UNSTORABLE.sub("\ufffd", text))
    if len(text) > MAX_LENGTH:
        return _plain(text)
    check_depth(text)
    env: dict[str, Any] = {"headings_from": min(6, max(3, headings_from))}
    tokens = _parser.parse(text, env)
    if too_deep(tokens):
        return _plain(text)
    raw = _parser.renderer.render(tokens, _parser.options, env)
    most = GROWTH * len(text) + SPARE
    # Asked before cleaning, which is the dear part, and again after it, since the cleaner adds `rel`.
    html = _clean(raw) if len(raw) <= most else raw
    if len(html) > most:
        return _plain(text)
    return Rendered(html, _excerpt(_words(tokens)), tuple(env["mentions"]), RENDERER_VERSION)


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
