"""Who spoke of a discussion elsewhere."""

from members.rules import Viewer
from portability.models import Mention
from posts.models import Origin, Post

SHOWN = 20


def mentions_of(viewer: Viewer, post: Post) -> list[Mention]:
    """The earliest mentions of a discussion the viewer may read; no query for what was written here."""
    if post.origin != Origin.IMPORTED:
        return []
    readable = Post.objects.listed_for(viewer).filter(pk=post.pk).values("pk")
    return list(Mention.objects.filter(post__in=readable).order_by("at", "pk")[:SHOWN])
