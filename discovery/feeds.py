"""Atom feeds: what a visitor could read, nothing more; ten to thirty entries, newest first."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from comments.models import Comment
from kit import site
from members.rules import VISITOR
from posts.models import Post, Tag
from posts.querysets import PostQuerySet

ENTRIES = 30

if TYPE_CHECKING:
    PostFeed = Feed[Post, object]
    CommentFeed = Feed[Comment, Post]
else:
    PostFeed = CommentFeed = Feed  # takes no argument at run time


class SiteFeed(PostFeed):
    """Every public discussion outside the Hallway."""

    feed_type = Atom1Feed
    link = "/"

    def title(self, obj: object) -> str:
        return str(site.get("SITE_NAME"))

    def feed_url(self, obj: object) -> str:
        return f"{settings.SITE_URL}/feed.atom"

    def items(self, obj: object) -> list[Post]:
        return list(_public()[:ENTRIES])

    def item_title(self, item: Post) -> str:
        return item.title

    def item_description(self, item: Post) -> str:
        return item.excerpt

    def item_author_name(self, item: Post) -> str:
        return item.author_name

    def item_pubdate(self, item: Post) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> dt.datetime:
        return item.edited_at or item.published_at or item.created_at


class TagFeed(SiteFeed):
    """Public discussions under one tag; a tag without any is unknown here."""

    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        if not _public().tagged(slug).exists():
            raise Http404
        return get_object_or_404(Tag, slug=slug)

    def title(self, obj: Tag) -> str:  # type: ignore[override]
        return _("%(site)s: %(tag)s") % {"site": site.get("SITE_NAME"), "tag": obj.name}

    def link(self, obj: Tag) -> str:  # type: ignore[override]
        return obj.get_absolute_url()

    def feed_url(self, obj: Tag) -> str:  # type: ignore[override]
        return f"{settings.SITE_URL}{obj.get_absolute_url()}feed.atom"

    def items(self, obj: Tag) -> list[Post]:  # type: ignore[override]
        return list(_public().tagged(obj.slug)[:ENTRIES])


class DiscussionFeed(CommentFeed):
    """The newest comments of one public discussion."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, post_id: int) -> Post:
        return get_object_or_404(Post.objects.listed_for(VISITOR), pk=post_id)

    def title(self, obj: Post) -> str:
        return obj.title

    def link(self, obj: Post) -> str:
        return obj.get_absolute_url()

    def feed_url(self, obj: Post) -> str:
        return f"{settings.SITE_URL}/d/{obj.pk}/feed.atom"

    def items(self, obj: Post) -> list[Comment]:
        comments = Comment.objects.quotable_by(VISITOR).filter(post=obj).select_related("author", "byline")
        return list(comments.order_by("-created_at")[:ENTRIES])

    def item_title(self, item: Comment) -> str:
        return _("%(name)s replied") % {"name": item.author_name}

    def item_description(self, item: Comment) -> str:
        return item.excerpt

    def item_author_name(self, item: Comment) -> str:
        return item.author_name

    def item_pubdate(self, item: Comment) -> dt.datetime:
        return item.created_at


def _public() -> PostQuerySet:
    """A program reads at once and keeps what it read: only what can no longer be taken back goes out."""
    posts = Post.objects.listed_for(VISITOR).released().outside_hallway().select_related("author", "byline")
    return posts.order_by("-published_at", "-pk")
