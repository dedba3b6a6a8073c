import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap

from members.rules import VISITOR
from posts.models import Post
from posts.querysets import PostQuerySet

if TYPE_CHECKING:
    PostSitemap = Sitemap[Post]
else:
    PostSitemap = Sitemap  # takes no argument at run time


class DiscussionSitemap(PostSitemap):
    """Public discussions outside the Hallway, in pages of five thousand."""

    limit = 5000

    def items(self) -> PostQuerySet:
        return Post.objects.listed_for(VISITOR).outside_hallway().only("pk", "slug", "last_activity_at").order_by("pk")

    def lastmod(self, item: Post) -> dt.datetime:
        return item.last_activity_at
