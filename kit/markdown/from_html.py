"""HTML of other sites to Markdown, for importers."""

import re
from html import unescape

import nh3
from markdownify import MarkdownConverter

MAX_HTML = 200_000
_MAX_OPEN = 100

_TAGS = frozenset(
    [
        "p",
        "br",
        "hr",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "i",
        "strong",
        "b",
        "s",
        "del",
        "strike",
        "code",
        "tt",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "img",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
    ]
)
# Closed by the parser itself where the next one opens, so open ones do not add up.
_CLOSE_THEMSELVES = frozenset(
    [
        "p",
        "br",
        "hr",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "col",
        "option",
    ]
)

_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_HAS_PARAGRAPHS = re.compile(r"<p[\s>]", re.IGNORECASE)
_PRE = re.compile(r"(<pre\b[^<>]*>.*?</pre>)", re.IGNORECASE | re.DOTALL)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BLOCK = re.compile(r"\s*</?(?:p|h[1-6]|ul|ol|li|blockquote|pre|table|div|figure|hr)\b", re.IGNORECASE)
_BLOCK_EDGE = re.compile(
    r"(?=<(?:h[1-6]|ul|ol|blockquote|table|div|figure|hr)\b)|(?<=</h[1-6]>)|(?<=</[uo]l>)|(?<=</blockquote>)"
    r"|(?<=</table>)|(?<=</div>)|(?<=</figure>)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:(?!-->|<!--).)*-->", re.DOTALL)

_URL = re.compile(r"(https?://[^\s<>]+)")
_MARKUP = re.compile(r"([\\`*\[\]<]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;))")
_LINE_START = re.compile(r"^([ \t]*)(#{1,6}(?=\s|$)|[>+=-]|~(?=~))", re.MULTILINE)
_LINE_NUMBER = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


class TooLong(ValueError):
    """The HTML is longer than MAX_HTML characters."""


class _Converter(MarkdownConverter):
    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Keep what only looks like markup as it was, without breaking addresses."""
        pieces = _URL.split(text or "")
        return "".join(piece if number % 2 else _escaped(piece) for number, piece in enumerate(pieces))


_converter = _Converter(heading_style="ATX", bullets="-", newline_style="BACKSLASH")


def from_html(html: str) -> str:
    """The HTML as Markdown that renders to the same words. Raises TooLong beyond MAX_HTML characters.

    Blank lines divide paragraphs where the HTML has no `<p>`, as in the posts of old WordPress sites. HTML nested
    beyond reason keeps its words only.
    """
    if len(html) > MAX_HTML:
        raise TooLong
    text = _COMMENT.sub("", html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"))
    text = text.encode("utf-8", "replace").decode("utf-8")
    if _nests_too_deep(text):
        return _escaped(unescape(_ANY_TAG.sub(" ", text))).strip()
    if not _HAS_PARAGRAPHS.search(text):
        text = _with_paragraphs(text)
    return str(_converter.convert(_cleaner.clean(text))).strip()


def _escaped(text: str) -> str:
    text = _MARKUP.sub(r"\\\1", text)
    return _LINE_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))


def _nests_too_deep(html: str) -> bool:
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _CLOSE_THEMSELVES:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MAX_OPEN:
            return True
    return False


def _with_paragraphs(html: str) -> str:
    pieces = _PRE.split(html)
    return "".join(piece if number % 2 else _wrapped(piece) for number, piece in enumerate(pieces))


def _wrapped(piece: str) -> str:
    out = []
    for chunk in _BLANK.split(_BLOCK_EDGE.sub("\n\n", piece)):
        if not chunk.strip():
            continue
        if _BLOCK.match(chunk):
            out.append(chunk)
        else:
            out.append("<p>" + chunk.strip().replace("\n", "<br>\n") + "</p>")
    return "\n".join(out)
