"""From the old site's terms to this house's: names, dates, tags, addresses, Markdown. Pure."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext as _

from kit.markdown import MAX_HTML, TooDeep, check_depth, from_html
from portability.wordpress.records import ExportComment, ExportItem

TITLE_LENGTH = 140
NAME_LENGTH = 80
TAG_LENGTH = 40
TAGS_AT_MOST = 5
URL_LENGTH = 500
KEY_LENGTH = 200
CUT = "\n\n\\[…\\]"
# what WordPress files everything under that nobody filed
UNFILED = "uncategorized"

_SPACE = re.compile(r"\s+")
_BREAKS_A_TAG = re.compile(r"[,\"]")


def plain(html: str, length: int) -> str:
    """A short text without markup, on one line, cut to `length`."""
    words = _SPACE.sub(" ", unescape(nh3.clean(html[: 20 * length], tags=set()))).strip()
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def markdown(html: str, length: int) -> tuple[str, bool]:
    """The text as Markdown of at most `length` characters, and whether its end had to be left off."""
    was_cut = len(html) > MAX_HTML
    text = from_html(html[:MAX_HTML])
    try:
        check_depth(text)
    except TooDeep:
        text = from_html(nh3.clean(html[:MAX_HTML], tags=set()))
    if len(text) <= length and not was_cut:
        return text, False
    return _shortened(text, length - len(CUT)) + CUT, True


def _shortened(text: str, length: int) -> str:
    """Whole paragraphs where there are some, whole words otherwise; no fence is left open."""
    kept = text[: length - len("\n```")]
    kept = kept.rpartition("\n\n")[0] or kept.rpartition(" ")[0] or kept
    return kept + "\n```" if kept.count("```") % 2 else kept


def tags(item: ExportItem, otherwise: str) -> list[str]:
    """At most five: its tags, then its categories; `otherwise` where it has none."""
    found: dict[str, str] = {}
    for name in [*item.tags, *item.categories]:
        name = plain(_BREAKS_A_TAG.sub(" ", name), TAG_LENGTH)
        if name and name.casefold() != UNFILED:
            found.setdefault(name.casefold(), name)
    return list(found.values())[:TAGS_AT_MOST] or [otherwise]


def moment(*texts: str) -> dt.datetime | None:
    """The first of the texts that is a date: WordPress's own (in UTC) or that of a feed."""
    return next((found for text in texts if (found := _moment(text.strip())) is not None), None)


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=dt.UTC)
    except ValueError:
        pass
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def web_address(text: str) -> str:
    """The address if a browser may follow it, else nothing."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_fine = parts.scheme in ("http", "https") and parts.hostname and not _SPACE.search(text)
    return text if is_fine and len(text) <= URL_LENGTH else ""


def site_name(item: ExportItem) -> str:
    """What tells two sites apart: host and folder, without the scheme, which changes over the years."""
    parts = urlsplit(item.site)
    return f"{parts.netloc}{parts.path}".lower().rstrip("/")


def key(site: str, *parts: str) -> str:
    """A name for something of `site` that is the same at each import and never too long."""
    name = ":".join((site, *parts))
    return name if len(name) <= KEY_LENGTH - 10 else hashlib.sha256(name.encode()).hexdigest()


def email_hash(email: str) -> str:
    """What is kept of an address: enough to know it again, not enough to write to it."""
    email = email.strip().lower()
    return hashlib.sha256(email.encode()).hexdigest() if "@" in email else ""


def why_not(item: ExportItem) -> str:
    """Why an entry stays out, as the report says it; nothing for what comes in."""
    if item.type != "post":
        return _("not posts: %(type)s") % {"type": item.type[:40] or "?"}
    if item.password:
        return _("posts behind a password")
    if item.status != "publish":
        return _("posts that were not public: %(status)s") % {"status": item.status[:40] or "?"}
    return ""


def why_not_said(comment: ExportComment) -> str:
    """The same for a comment or mention."""
    if comment.approved == "spam":
        return _("spam")
    if "trash" in comment.approved:
        return _("comments in the bin")
    if comment.approved != "1":
        return _("comments that nobody had approved")
    if comment.type not in ("", "comment", "pingback", "trackback"):
        return _("other replies: %(type)s") % {"type": comment.type[:40]}
    return ""


def is_mention(comment: ExportComment) -> bool:
    return comment.type in ("pingback", "trackback")


def in_order(comments: Iterable[ExportComment]) -> list[tuple[ExportComment, str]]:
    """The comments that come in, each with the id of the one it answers ("" for none), a parent before its replies.

    By date, then by id. Where the one that was answered stays out, the reply moves up to the nearest that comes in;
    replies that answer each other in a circle begin with their oldest.
    """
    known = {comment.comment_id: comment for comment in comments}
    kept = {name: comment for name, comment in known.items() if not why_not_said(comment) and not is_mention(comment)}
    answered = {name: _nearest(comment.parent, known, kept) for name, comment in kept.items()}
    order: list[str] = []
    placed: set[str] = set()
    for name in sorted(kept, key=lambda name: _when(kept[name])):
        way = []
        above = name
        while above and above not in placed:
            placed.add(above)
            way.append(above)
            above = answered[above]
        if above in way:
            answered[way[-1]] = ""
        order += reversed(way)
    return [(kept[name], answered[name]) for name in order]


def _nearest(above: str, known: dict[str, ExportComment], kept: dict[str, ExportComment]) -> str:
    """The first comment on the way up that comes in; nothing where the way ends, or runs in a circle."""
    seen: set[str] = set()
    while above in known and above not in kept and above not in seen:
        seen.add(above)
        above = known[above].parent
    return above if above in kept else ""


def _when(comment: ExportComment) -> tuple[str, int]:
    return comment.date, int(comment.comment_id) if comment.comment_id.isdecimal() else 0
