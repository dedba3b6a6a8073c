"""Which comments: adjectives that chain. A comment is visible only through its discussion."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

from members.rules import Viewer
from posts.models import Post

if TYPE_CHECKING:
    from comments.models import Comment  # noqa: F401  named in a string below


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Comments of discussions that `viewer` may open; hidden, held and removed ones come without their text
        (see `rules.may_read_text`), because they hold the tree together."""
        return self.filter(post__in=Post.objects.visible_to(viewer).values("pk"))

    def quotable_by(self, viewer: Viewer) -> Self:
        """Comments whose words may be shown to `viewer` outside their tree: published, in listed discussions."""
        return self.filter(status="published", post__in=Post.objects.listed_for(viewer).values("pk"))

    def in_reading_order(self) -> Self:
        return self.order_by("path")

    def below(self, path: str) -> Self:
        """The branch that starts at `path`, its root included."""
        return self.filter(path__gte=path, path__lt=path_after(path))

    def standing_in(self, post_id: int) -> Self:
        """Those of one discussion whose words can be read."""
        return self.filter(post=post_id, status="published")

    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def due_for_release(self, now: dt.datetime) -> Self:
        return self.filter(released_at__isnull=True, take_back_until__lte=now, status="published")

    def words_of(self, post_id: int) -> Self:
        """The published comments of a discussion, for the index of search: who may find them is asked at finding."""
        return self.filter(post_id=post_id, status="published")

    def facts_for_scoring(self) -> Self:
        """Published and released comments: who spoke where and when; their text is not read here."""
        return self.filter(status="published", released_at__isnull=False)


def path_after(path: str) -> str:
    """The first path behind the branch of `path`: its last digit raised by one, bytewise."""
    return path[:-1] + chr(ord(path[-1]) + 1)
