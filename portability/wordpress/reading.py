"""A WXR file as a stream of records.

The file is somebody else's. It is read in pieces by a parser that knows no entities and no document type, and every
size is bounded before anything is kept; the first thing that is wrong ends it in one sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from portability.wordpress.records import ExportAuthor, ExportComment, ExportItem

PIECE = 65_536
WP = "http://wordpress.org/export/"
NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}

# where in the file a text stands, and which column of the record it fills
AUTHOR = {
    "wp:author_id": "user_id",
    "wp:author_login": "login",
    "wp:author_display_name": "name",
    "wp:author_email": "email",
}
ITEM = {
    "wp:post_id": "post_id",
    "wp:post_type": "type",
    "wp:status": "status",
    "wp:post_password": "password",
    "title": "title",
    "link": "link",
    "dc:creator": "creator",
    "wp:post_date_gmt": "date",
    "pubDate": "published",
    "content:encoded": "content",
}
COMMENT = {
    "wp:comment_id": "comment_id",
    "wp:comment_author": "name",
    "wp:comment_author_email": "email",
    "wp:comment_author_url": "url",
    "wp:comment_date_gmt": "date",
    "wp:comment_content": "content",
    "wp:comment_approved": "approved",
    "wp:comment_type": "type",
    "wp:comment_parent": "parent",
    "wp:comment_user_id": "user_id",
}
RECORDS = {
    ("rss", "channel", "wp:author"): AUTHOR,
    ("rss", "channel", "item"): ITEM,
    ("rss", "channel", "item", "wp:comment"): COMMENT,
}


class NotAnExport(ValueError):
    """The file cannot be read as an export; the text of the error says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one file may hold. Long texts are the two that readers see, short ones all others (in characters)."""

    file_bytes: int = 200 * 1_048_576
    tag_bytes: int = 262_144
    long_text: int = 1_000_000
    short_text: int = 4_000
    item_text: int = 20_000_000
    items: int = 100_000
    comments: int = 500_000
    tags_of_item: int = 100
    authors: int = 20_000
    depth: int = 12


def read_export(file: BinaryIO, bounds: Bounds | None = None) -> Iterator[ExportAuthor | ExportItem]:
    """Authors and items in the file's order, each as soon as it is complete. Raises NotAnExport."""
    bounds = bounds or Bounds()
    target = _Target(bounds)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    read = 0
    try:
        while piece := file.read(PIECE):
            read += len(piece)
            if read > bounds.file_bytes:
                raise NotAnExport(_("the file is larger than %(bytes)s bytes") % {"bytes": bounds.file_bytes})
            parser.feed(piece)
            target.took(len(piece))
            yield from target.complete()
        parser.close()
    except DefusedXmlException as error:
        raise NotAnExport(_("the file declares a document type or entities, which are not read")) from error
    except (ParseError, LookupError, UnicodeError) as error:
        raise NotAnExport(_("the file is not well-formed XML (%(why)s)") % {"why": error}) from error
    yield from target.complete()
    if not target.is_export:
        raise NotAnExport(_("the file is not a WordPress export: it has no channel of WXR entries"))


class _Target:
    """Takes the parser's events and keeps of them the wanted texts only."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.is_export = False
        self.site = ""
        self.place: list[str] = []
        self.text: list[str] | None = None
        self.text_length = self.text_bound = self.item_length = self.silent_bytes = 0
        self.author: ExportAuthor | None = None
        self.item: ExportItem | None = None
        self.comment: ExportComment | None = None
        self.counts = {"authors": 0, "items": 0, "comments": 0}
        self.finished: list[ExportAuthor | ExportItem] = []

    def complete(self) -> Iterator[ExportAuthor | ExportItem]:
        finished, self.finished = self.finished, []
        yield from finished

    def took(self, count: int) -> None:
        """So many bytes went in; a tag or a remark that never ends would be kept by the parser, unseen by us."""
        self.silent_bytes += count
        if self.silent_bytes > self.bounds.tag_bytes:
            raise NotAnExport(
                _("a tag or remark in the file is longer than %(bytes)s bytes") % {"bytes": self.bounds.tag_bytes}
            )

    # -- what the parser calls

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.silent_bytes = 0
        self.place.append(_short(tag))
        place = tuple(self.place)
        if len(place) > self.bounds.depth:
            raise NotAnExport(_("the file's elements are nested deeper than any export's"))
        if place == ("rss", "channel", "wp:author"):
            self._count("authors", self.bounds.authors)
            self.author = ExportAuthor()
        elif place == ("rss", "channel", "item"):
            self._count("items", self.bounds.items)
            self.item, self.item_length = ExportItem(site=self.site), 0
        elif place == ("rss", "channel", "item", "wp:comment"):
            self._count("comments", self.bounds.comments)
            self.comment = ExportComment()
        self._listen(place, attributes)

    def data(self, text: str) -> None:
        self.silent_bytes = 0
        if self.text is None:
            return
        self.text_length += len(text)
        self.item_length += len(text)
        if self.text_length > self.text_bound or self.item_length > self.bounds.item_text:
            raise NotAnExport(
                _("a text in the file (%(name)s) is longer than %(length)s characters")
                % {"name": self.place[-1], "length": min(self.text_bound, self.bounds.item_text)}
            )
        self.text.append(text)

    def end(self, tag: str) -> None:
        self.silent_bytes = 0
        place = tuple(self.place)
        if self.text is not None:
            self._keep(place, "".join(self.text))
            self.text = None
        self.place.pop()
        if place == ("rss", "channel", "wp:author") and self.author:
            self.finished.append(self.author)
        elif place == ("rss", "channel", "item", "wp:comment") and self.item and self.comment:
            self.item.comments.append(self.comment)
        elif place == ("rss", "channel", "item") and self.item:
            self.finished.append(self.item)
            self.item = None

    def close(self) -> None:
        return

    # -- what that means

    def _count(self, what: str, bound: int) -> None:
        self.counts[what] += 1
        if self.counts[what] > bound:
            raise NotAnExport(
                _("the file holds more than %(bound)s %(what)s; split it") % {"bound": bound, "what": what}
            )

    def _listen(self, place: tuple[str, ...], attributes: dict[str, str]) -> None:
        """Keep the text that begins here, if it is one we want."""
        column = RECORDS.get(place[:-1], {}).get(place[-1])
        is_tag = place[:-1] == ("rss", "channel", "item") and place[-1] == "category"
        if column or (is_tag and attributes.get("domain") in ("category", "post_tag")) or _names_site(place):
            long = place[-1] in ("content:encoded", "wp:comment_content")
            self.text, self.text_length = [], 0
            self.text_bound = self.bounds.long_text if long else self.bounds.short_text
            self.tags_domain = attributes.get("domain", "")
        else:
            self.text = None

    def _keep(self, place: tuple[str, ...], text: str) -> None:
        if _names_site(place):
            self.is_export = self.is_export or place[-1] == "wp:wxr_version"
            # the blog's own address comes after its network's, and is the one that tells two blogs apart
            self.site = text.strip() if place[-1] in ("wp:base_site_url", "wp:base_blog_url") else self.site
            return
        record = {AUTHOR_AT: self.author, ITEM_AT: self.item, COMMENT_AT: self.comment}[place[:-1]]
        if place[-1] == "category" and self.item:
            names = self.item.tags if self.tags_domain == "post_tag" else self.item.categories
            if len(names) < self.bounds.tags_of_item:
                names.append(text.strip())
        else:
            setattr(record, RECORDS[place[:-1]][place[-1]], text)


AUTHOR_AT, ITEM_AT, COMMENT_AT = RECORDS


def _names_site(place: tuple[str, ...]) -> bool:
    return place[:-1] == ("rss", "channel") and place[-1] in (
        "wp:wxr_version",
        "wp:base_site_url",
        "wp:base_blog_url",
    )


def _short(tag: str) -> str:
    """The tag with the prefix that exports give it, whichever year's namespace it has."""
    space, closing, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if space.startswith(WP):
        return ("excerpt:" if space.endswith("/excerpt/") else "wp:") + name
    return NAMESPACES.get(space, "other:" if closing else "") + name
