"""Replies that somebody began."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import CommentStatus, ReplyDraft
from members.rules import Viewer
from posts.models import Post
from posts.rules import may_read_text

BEGUN_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Begun:
    """A reply that its writer began: its words, and where they belong. `url` is empty where that can no longer be
    read."""

    words: str
    place: str
    url: str
    saved_at: dt.datetime
    expires_at: dt.datetime | None
    draft_id: int


def replies_begun(viewer: Viewer) -> list[Begun]:
    """Unfinished replies, for their writer alone, the last touched first."""
    if viewer.id is None:
        return []
    drafts = ReplyDraft.objects.filter(member_id=viewer.id).select_related("parent__author", "parent__byline")
    rows = list(drafts.exclude(body="").order_by("-saved_at", "-pk")[:BEGUN_SHOWN])
    posts = Post.objects.visible_to(viewer).filter(pk__in={row.post_id for row in rows})
    readable = {post.pk: post for post in posts.select_related("byline") if may_read_text(viewer, post)}
    return [_begun(row, readable.get(row.post_id)) for row in rows]


def _begun(row: ReplyDraft, post: Post | None) -> Begun:
    if post is None:
        return Begun(row.body, "", "", row.saved_at, row.expires_at, row.pk)
    if row.parent is None:
        place = _("to “%(title)s”") % {"title": post.title}
        return Begun(
            row.body, place, reverse("comments:reply_to_post", args=[post.pk]), row.saved_at, row.expires_at, row.pk
        )
    name = row.parent.author_name if row.parent.status == CommentStatus.PUBLISHED else _("a comment that is gone")
    place = _("to %(name)s in “%(title)s”") % {"name": name, "title": post.title}
    return Begun(row.body, place, reverse("comments:reply", args=[row.parent_id]), row.saved_at, row.expires_at, row.pk)
