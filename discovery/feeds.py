"""Atom feeds: what a visitor could read, nothing more; at most thirty entries, newest first.

A program reads at once and keeps what it read: only what can no longer be taken back goes out. An entry keeps its id
when a title (and so an address) changes.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import conditional_page, require_safe

from comments.models import Comment
from kit import site
from kit.visitors import lists_version, shared_with_visitors
from members.models import Member
from members.rules import VISITOR
from members.selectors import resolve_username
from posts.models import Post, Tag, Visibility
from posts.querysets import PostQuerySet
from posts.selectors import tag_for

ENTRIES = 30
FRESH_S = 300
# what no XML may hold, and what a member may type all the same
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FOUNDED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

if TYPE_CHECKING:
    PostFeed = Feed[Post, object]
    CommentFeed = Feed[Comment, Post]
else:
    PostFeed = CommentFeed = Feed  # takes no argument at run time


class Clean(SimplerXMLGenerator):
    def characters(self, content: str) -> None:
        super().characters(FORBIDDEN.sub("", content))


class PlainAtom(Atom1Feed):
    """Atom without what XML cannot hold, and with a moment of its own where nothing was published yet."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = Clean(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else FOUNDED


class SiteFeed(PostFeed):
    """Every public discussion outside the Hallway."""

    feed_type = PlainAtom

    def title(self, obj: object) -> str:
        return str(site.get("SITE_NAME"))

    def link(self, obj: object) -> str:
        return f"{settings.SITE_URL}/"

    def feed_url(self, obj: object) -> str:
        return f"{settings.SITE_URL}/feed.atom"

    def items(self, obj: object) -> list[Post]:
        return list(_public()[:ENTRIES])

    def item_title(self, item: Post) -> str:
        return item.title

    def item_link(self, item: Post) -> str:
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_guid(self, item: Post) -> str:
        return f"{settings.SITE_URL}/d/{item.pk}/"

    def item_description(self, item: Post) -> str:
        return escape(item.excerpt)  # a summary is said to be HTML

    def item_author_name(self, item: Post) -> str:
        return item.author_name

    def item_pubdate(self, item: Post) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> dt.datetime:
        return item.edited_at or item.published_at or item.created_at


class TagFeed(SiteFeed):
    """Public discussions under one tag; a tag without any is unknown here."""

    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        tag = tag_for(VISITOR, slug)
        if tag is None or not _public().tagged(slug).exists():
            raise Http404
        return tag

    def title(self, obj: Tag) -> str:  # type: ignore[override]
        return _("%(site)s: %(tag)s") % {"site": site.get("SITE_NAME"), "tag": obj.name}

    def link(self, obj: Tag) -> str:  # type: ignore[override]
        return f"{settings.SITE_URL}{obj.get_absolute_url()}"

    def feed_url(self, obj: Tag) -> str:  # type: ignore[override]
        return f"{settings.SITE_URL}{obj.get_absolute_url()}feed.atom"

    def items(self, obj: Tag) -> list[Post]:  # type: ignore[override]
        return list(_public().tagged(obj.slug)[:ENTRIES])


class PersonFeed(SiteFeed):
    """A member's public discussions, where visitors may open the pages of members."""

    def get_object(self, request: HttpRequest, username: str) -> Member:
        if site.get("COMMUNITY_VISIBILITY") != Visibility.PUBLIC:
            raise Http404
        return resolve_username(username)

    def title(self, obj: Member) -> str:  # type: ignore[override]
        return _("%(site)s: %(name)s") % {"site": site.get("SITE_NAME"), "name": obj.name}

    def link(self, obj: Member) -> str:  # type: ignore[override]
        return f"{settings.SITE_URL}{obj.get_absolute_url()}"

    def feed_url(self, obj: Member) -> str:  # type: ignore[override]
        return f"{settings.SITE_URL}{obj.get_absolute_url()}feed.atom"

    def items(self, obj: Member) -> list[Post]:  # type: ignore[override]
        return list(_public().filter(author=obj)[:ENTRIES])


class DiscussionFeed(CommentFeed):
    """The newest comments of one public discussion."""

    feed_type = PlainAtom

    def get_object(self, request: HttpRequest, post_id: int) -> Post:
        return get_object_or_404(_public(), pk=post_id)

    def title(self, obj: Post) -> str:
        return obj.title

    def link(self, obj: Post) -> str:
        return f"{settings.SITE_URL}{obj.get_absolute_url()}"

    def feed_guid(self, obj: Post) -> str:
        return f"{settings.SITE_URL}/d/{obj.pk}/"

    def feed_url(self, obj: Post) -> str:
        return f"{settings.SITE_URL}/d/{obj.pk}/feed.atom"

    def items(self, obj: Post) -> list[Comment]:
        comments = Comment.objects.quotable_by(VISITOR).released().filter(post=obj).select_related("author", "byline")
        return list(comments.defer("body", "html").order_by("-created_at", "-pk")[:ENTRIES])

    def item_link(self, item: Comment) -> str:
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_title(self, item: Comment) -> str:
        return _("%(name)s replied") % {"name": item.author_name}

    def item_description(self, item: Comment) -> str:
        return escape(item.excerpt)  # a summary is said to be HTML

    def item_author_name(self, item: Comment) -> str:
        return item.author_name

    def item_pubdate(self, item: Comment) -> dt.datetime:
        return item.created_at

    def item_updateddate(self, item: Comment) -> dt.datetime:
        return item.edited_at or item.created_at


def _public() -> PostQuerySet:
    posts = Post.objects.listed_for(VISITOR).released().outside_hallway().select_related("author", "byline")
    return posts.defer("body", "html").order_by("-published_at", "-pk")


FeedView = Callable[..., HttpResponse]


def feed(view: FeedView) -> FeedView:
    """A feed as programs ask for it: made once for all of them, and not sent again to who has it."""

    def answer(request: HttpRequest, **kwargs: object) -> HttpResponse:
        return view(request, **kwargs)

    return require_safe(conditional_page(shared_with_visitors(version=lists_version, seconds=FRESH_S)(answer)))
