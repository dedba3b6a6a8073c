"""The parser with this site's own rules: tables that keep every cell, mentions, links, headings from h3."""

import re
import sys
import unicodedata
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_core.state_core import StateCore
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kit.markdown.code import ColourTime, code_block
from kit.markdown.depth import MAX_DEPTH
from kit.markdown.links import host_to_show, is_safe, real_host
from kit.pictures.address import Place, place_of

MAX_MENTIONS = 10
# Names that may be asked about for one text; whoever is called after these is plain text.
MAX_NAMES = 100
# In one text; what goes beyond becomes links.
MAX_PICTURES = 30
# Of the column of text, in pixels: wider pictures lead to their full size.
COLUMN = 720
SIZES = "(max-width: 48rem) 100vw, 44rem"
# Of a bare web address, in characters; what follows it stays text.
MAX_ADDRESS = 2_000
# A list costs the parser two levels, so this is above all that check_depth lets through; the parser drops what is
# deeper, and `too_deep` tells.
MAX_NESTING = 3 * MAX_DEPTH

# Cells that the parser adds to short rows: its own bound (65,536) lets 2 kB of text take seconds.
sys.modules[table.__module__].MAX_AUTOCOMPLETED_CELLS = 2_000  # type: ignore[attr-defined]

# Addresses that begin with www. alone, looked for in one piece of text.
MAX_BARE = 200

_BARE = re.compile(r"(?<![\w@/.:+-])www\.(?=\w)", re.IGNORECASE)
_WEB = re.compile(r"(?:^|[^a-z0-9.+-])(https?)\Z", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@/.+-])@(\w(?:[\w-]{0,28}\w))(?![\w@-])")
_GLUED = re.compile(r"[\w@/.+-]\Z")
_NAME = re.compile(r"\w[\w-]{0,28}\w")


class _Renderer(RendererHTML):
    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return code_block(tokens[idx].content, tokens[idx].info, env.setdefault("time", ColourTime()))

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return code_block(tokens[idx].content)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        return is_safe(url)


def make_parser() -> MarkdownIt:
    """The one parser of members' text."""
    parser = _Parser("commonmark", {"html": False, "linkify": True, "maxNesting": MAX_NESTING}, renderer_cls=_Renderer)
    parser.enable(["linkify", "table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    parser.linkify.add("ftp:", None).add("//", None)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("linkify", _web_address)
    # Before text_join, while an escaped \@ is still a token of its own.
    parser.core.ruler.after("linkify", "house_rules", _house_rules)
    return parser


def too_deep(tokens: Sequence[Token]) -> bool:
    """Whether the parser may have dropped something, or the page would nest beyond what the sanitiser does cheaply."""
    for token in tokens:
        if token.level >= MAX_NESTING - 1:
            return True
        depth = 0
        for child in token.children or ():
            depth += child.nesting
            if depth > MAX_DEPTH + 2:
                return True
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's own table rule, but cells beyond the header's are kept in the row's last cell."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    row: list[Token] = []
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            row = []
            line = getLine(state, token.map[0]) if token.map else ""
        elif token.type == "inline":
            row.append(token)
        elif token.type == "tr_close" and row:
            cells = escapedSplit(line.strip().removeprefix("|").removesuffix("|"))
            row[-1].content += "".join(f" | {cell.strip()}" for cell in cells[len(row) :])
    return True


def _web_address(state: StateInline, silent: bool) -> bool:
    """Take http:// and https:// addresses whole, before emphasis cuts them at a `_` or `*`.

    In place of the parser's own rule, which searches all text before every colon.
    """
    at = state.pos
    scheme = _WEB.search(state.src[max(0, at - 6) : at]) if state.src.startswith("://", at) else None
    linkify = state.md.linkify
    if scheme is None or linkify is None or state.linkLevel or not state.pending.endswith(scheme[1]):
        return False
    found = linkify.match_at_start(state.src[at - len(scheme[1]) : at + MAX_ADDRESS])
    written = found.url.rstrip("*") if found else ""
    href = state.md.normalizeLink(written)
    if not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = state.md.normalizeLinkText(written)
        state.push("link_close", "a", -1)
    state.pos += len(written) - len(scheme[1])
    return True


def _house_rules(state: StateCore) -> None:
    state.env.setdefault("mentions", [])
    state.env["known"] = _known(state.src, state.env)
    state.env.setdefault("pictures", [])
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) - 1 + state.env['headings_from'])}"
        elif token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["class"] = style.replace("text-align:", "align-")
        elif token.type == "inline" and token.children:
            token.children = _links(_images(token.children, state), state)


def _images(tokens: list[Token], state: StateCore) -> list[Token]:
    """Pictures of this site are shown. Others become links, and plain words where they stand in a link: a page loads
    nothing from other hosts."""
    out: list[Token] = []
    in_link = 0
    for token in tokens:
        in_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "image":
            out.append(token)
            continue
        words = " ".join(_spoken(token).split())
        place = place_of(str(token.attrs["src"]))
        if place and _may_show(place.key, state.env["pictures"]):
            out += _picture(token, place, words, in_link=bool(in_link))
        else:
            out += _as_link(token, words, in_link=bool(in_link))
    return out


def _spoken(image: Token) -> str:
    """What stands in its brackets, as plain words; the parser's own way would drop escaped signs."""
    return "".join(
        _spoken(child) if child.type == "image" else child.content or (" " if child.type.endswith("break") else "")
        for child in image.children or ()
    )


def _may_show(key: str, pictures: list[str]) -> bool:
    if key not in pictures and len(pictures) < MAX_PICTURES:
        pictures.append(key)
    return key in pictures


def _picture(token: Token, place: Place, words: str, *, in_link: bool) -> list[Token]:
    """The picture with room kept for it, and a link to its full size where the page shows less of it."""
    small = place.small
    token.content, token.children = words, [_text(words)]
    token.attrs = {"src": place.address, "alt": ""}
    if small:
        token.attrs |= {"srcset": f"{small.address} {small.width}w, {place.address} {place.width}w", "sizes": SIZES}
    token.attrs |= {"width": place.width, "height": place.height, "loading": "lazy", "decoding": "async"}
    if in_link or not words or place.width <= COLUMN:
        return [token]
    return [Token("link_open", "a", 1, attrs={"href": place.address}), token, Token("link_close", "a", -1)]


def _as_link(token: Token, words: str, *, in_link: bool) -> list[Token]:
    source = str(token.attrs["src"])
    text = _text(words or real_host(source) or source)
    if in_link or not source:
        return [text]
    attrs = {"href": source} | ({"title": token.attrs["title"]} if "title" in token.attrs else {})
    return [Token("link_open", "a", 1, attrs=attrs), text, Token("link_close", "a", -1)]


def _links(tokens: list[Token], state: StateCore) -> list[Token]:
    out: list[Token] = []
    opened = -1
    for token in tokens:
        if token.type == "link_open":
            opened = len(out)
        if token.type == "text" and opened < 0:
            for piece in _bare_addresses(token, state):
                is_words = piece.type == "text" and not (out and out[-1].type == "link_open")
                out += _mentions(piece, out[-1] if out else None, state.env) if is_words else [piece]
            continue
        out.append(token)
        if token.type == "link_close" and opened >= 0:
            _show_host(out, opened)
            opened = -1
    return out


def _show_host(out: list[Token], opened: int) -> None:
    """Give the link just closed words if it has none, its host if it names another; one to nowhere is undone."""
    url = str(out[opened].attrs.get("href", ""))
    words = "".join(token.content for token in out[opened + 1 :])
    if not url:
        del out[opened], out[-1]
        return
    if not words.strip():
        out.insert(len(out) - 1, _text(real_host(url) or url))
        return
    host = host_to_show(words, url)
    if host:
        span = Token("link_host_open", "span", 1, attrs={"class": "link-host"})
        out += [_text(" "), span, _text(f"({host})"), Token("link_host_close", "span", -1)]


def _bare_addresses(token: Token, state: StateCore) -> list[Token]:
    """The text with what begins with www. as links, by https."""
    text, linkify = token.content, state.md.linkify
    if linkify is None or "www." not in text.lower():
        return [token]
    out: list[Token] = []
    at = 0
    for match in islice(_BARE.finditer(text), MAX_BARE):
        if match.start() < at:
            continue
        found = linkify.match_at_start(f"https://{text[match.start() : match.start() + MAX_ADDRESS]}")
        href = state.md.normalizeLink(found.url) if found else ""
        if not found or "." not in found.url[len("https://www.") :] or not state.md.validateLink(href):
            continue
        written = found.url.removeprefix("https://")
        out += [_text(text[at : match.start()]), Token("link_open", "a", 1, attrs={"href": href})]
        out += [_text(written), Token("link_close", "a", -1)]
        at = match.start() + len(written)
    return [*out, _text(text[at:])]


def _mentions(token: Token, before: Token | None, env: EnvType) -> list[Token]:
    """The text with the first ten people it mentions as links."""
    text = token.content
    if "@" not in text:
        return [token]
    out: list[Token] = []
    at = 0
    glued = before is not None and before.type.startswith("text") and _GLUED.search(before.content)
    for match in _MENTION.finditer(text):
        name = _username(match[1])
        if not name or (match.start() == 0 and glued) or not _may_mention(name, env):
            continue
        out.append(_text(text[at : match.start()]))
        attrs: dict[str, Any] = {"class": "mention", "href": f"/people/{quote(name)}/"}
        out += [Token("mention_open", "a", 1, attrs=attrs), _text(match[0]), Token("mention_close", "a", -1)]
        at = match.end()
    return [*out, _text(text[at:])]


def _known(text: str, env: EnvType) -> Collection[str] | None:
    """Which of the names in the text somebody has, asked once; None where nobody can be asked."""
    if env.get("people") is None:
        return None
    written = (_username(match[1]) for match in _MENTION.finditer(text)) if "@" in text else ()
    names = list(islice(dict.fromkeys(name for name in written if name), MAX_NAMES))
    return frozenset(env["people"](names)) if names else frozenset()


def _username(written: str) -> str:
    name = unicodedata.normalize("NFKC", written).lower()
    return name if _NAME.fullmatch(name) else ""


def _may_mention(name: str, env: EnvType) -> bool:
    mentions: list[str] = env["mentions"]
    if env["known"] is not None and name not in env["known"]:
        return False
    if name not in mentions and len(mentions) < MAX_MENTIONS:
        mentions.append(name)
    return name in mentions


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
