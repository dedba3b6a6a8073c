"""What is worth reading now, and where somebody waits: the lists of the site."""

from django.db.models import Count, Q

from kit.paging import Page, cursor_page
from members.rules import Viewer
from posts.models import Post, Tag
from posts.selectors import tag_for

PAGE_SIZE = 20
TAGS_SHOWN = 200
TAGS_WAITING = 8


def worth_your_time(viewer: Viewer, *, after: str) -> Page[Post]:
    """Discussions by lasting value: learning weighs almost twice as much as liveliness (the stored column `worth`)."""
    posts = Post.objects.listed_for(viewer).outside_hallway().for_cards()
    return cursor_page(posts, by="worth", after=after, size=PAGE_SIZE)


def newest(viewer: Viewer, *, after: str) -> Page[Post]:
    """Everything that was published, the Hallway too for those who may be there."""
    return cursor_page(Post.objects.listed_for(viewer).for_cards(), by="published_at", after=after, size=PAGE_SIZE)


def unanswered(viewer: Viewer, *, tag: str = "", longest_first: bool = False, after: str) -> Page[Post]:
    """Questions nobody else has replied to, the newest first or who waits longest."""
    posts = Post.objects.listed_for(viewer).unanswered().for_cards()
    posts = posts.tagged(tag) if tag else posts
    return cursor_page(posts, by="published_at", after=after, size=PAGE_SIZE, rising=longest_first)


def tags_waiting(viewer: Viewer, *, chosen: str = "") -> list[Tag]:
    """Tags under which most questions wait, and the chosen one, as far as `viewer` may know of it."""
    waiting = Q(tagged_posts__content_object__in=Post.objects.listed_for(viewer).unanswered().values("pk"))
    used = Tag.objects.annotate(uses=Count("tagged_posts", filter=waiting))
    found = list(used.filter(uses__gt=0).order_by("-uses", "name")[:TAGS_WAITING])
    if chosen and all(tag.slug != chosen for tag in found):
        found += filter(None, [tag_for(viewer, chosen)])
    return found


def tagged(viewer: Viewer, tag: Tag, *, after: str, best: bool = False) -> Page[Post]:
    """Discussions under a tag, the newest first or the worthiest."""
    posts = Post.objects.listed_for(viewer).outside_hallway().tagged(tag.slug).for_cards()
    return cursor_page(posts, by="worth" if best else "published_at", after=after, size=PAGE_SIZE)


def waiting_under(viewer: Viewer, tag: Tag, *, limit: int = 5) -> list[Post]:
    """Questions under a tag that nobody has replied to, the longest wait first."""
    posts = Post.objects.listed_for(viewer).unanswered().tagged(tag.slug).for_lines()
    return list(posts.order_by("published_at", "pk")[:limit])


def tags_in_use(viewer: Viewer) -> list[Tag]:
    """Tags with how many discussions `viewer` could open under each, most used first."""
    posts = Post.objects.listed_for(viewer).outside_hallway().values("pk")
    used = Tag.objects.annotate(uses=Count("tagged_posts", filter=Q(tagged_posts__content_object__in=posts)))
    return list(used.filter(uses__gt=0).order_by("-uses", "name")[:TAGS_SHOWN])


def waiting_for_someone(viewer: Viewer, *, limit: int = 3) -> list[Post]:
    """Questions without an answer that somebody else asked, the longest wait first."""
    posts = Post.objects.listed_for(viewer).unanswered().for_lines()
    if viewer.id:
        posts = posts.exclude(author_id=viewer.id)
    return list(posts.order_by("published_at", "pk")[:limit])
