"""Plain words out of stored HTML, and found words marked in them."""

import re
import unicodedata
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# stand around a found word until the text is escaped; no text that we store holds them
START, STOP = "\x02", "\x03"
_TAG = re.compile(r"<[^<>]*>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_APART = re.compile(r"[\W_]+")


def plain(html: str) -> str:
    """The words of HTML that `kit.markdown` made."""
    return " ".join(_CONTROLS.sub(" ", unescape(_TAG.sub(" ", html))).split())


def folded(text: str) -> str:
    """Letters without their accents, words parted by single spaces: what PostgreSQL is given to index.

    Its own parser would take `node.js` for a host and `and/or` for a path, and accents need an extension.
    """
    parted = unicodedata.normalize("NFKD", _APART.sub(" ", text))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def marked(text: str) -> SafeString:
    """Escape the text, and only then make `<mark>` of the signs around found words."""
    before, *rest = text.split(START)
    parts = [(*part.partition(STOP)[::2],) for part in rest]
    return format_html("{}{}", before.replace(STOP, ""), format_html_join("", "<mark>{}</mark>{}", parts))
