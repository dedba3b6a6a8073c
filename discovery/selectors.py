"""What is worth reading now, and where somebody waits: the lists of the site."""

from dataclasses import dataclass

from django.db.models import Count, Q

from comments.models import Comment
from kit.paging import Page, cursor_page
from members.models import Member
from members.rules import Viewer
from posts.models import Post, Tag
from posts.querysets import PostQuerySet

PAGE_SIZE = 20
QUERY_LENGTH = 100
TAGS_SHOWN = 200
RESULTS = 30
PEOPLE_SHOWN = 10


def worth_your_time(viewer: Viewer, *, after: str) -> Page[Post]:
    """Discussions by lasting value: learning weighs almost twice as much as liveliness (the stored column `worth`)."""
    posts = Post.objects.listed_for(viewer).outside_hallway().for_cards()
    return cursor_page(posts, by="worth", after=after, size=PAGE_SIZE)


def newest(viewer: Viewer, *, after: str) -> Page[Post]:
    """Everything that was published, the Hallway too for those who may be there."""
    return cursor_page(Post.objects.listed_for(viewer).for_cards(), by="published_at", after=after, size=PAGE_SIZE)


def unanswered(viewer: Viewer, *, after: str) -> Page[Post]:
    """Questions nobody else has replied to."""
    posts = Post.objects.listed_for(viewer).unanswered().for_cards()
    return cursor_page(posts, by="published_at", after=after, size=PAGE_SIZE)


def tagged(viewer: Viewer, tag: Tag, *, after: str) -> Page[Post]:
    posts = Post.objects.listed_for(viewer).outside_hallway().tagged(tag.slug).for_cards()
    return cursor_page(posts, by="published_at", after=after, size=PAGE_SIZE)


def knows_tag(viewer: Viewer, tag: Tag) -> bool:
    """Whether any list shows `viewer` a discussion under this tag, be it in the Hallway."""
    return Post.objects.listed_for(viewer).tagged(tag.slug).exists()


def by_person(viewer: Viewer, member: Member, *, after: str) -> Page[Post]:
    posts = Post.objects.listed_for(viewer).filter(author=member).for_cards()
    return cursor_page(posts, by="published_at", after=after, size=PAGE_SIZE)


def comments_by(viewer: Viewer, member: Member, *, limit: int = 10) -> list[Comment]:
    """The newest of somebody's comments whose words `viewer` may read outside their tree."""
    found = Comment.objects.quotable_by(viewer).filter(author=member).select_related("post").defer("body", "html")
    return list(found.order_by("-created_at")[:limit])


def tags_in_use(viewer: Viewer) -> list[Tag]:
    """Tags with how many discussions `viewer` could open under each, most used first."""
    posts = Post.objects.listed_for(viewer).outside_hallway().values("pk")
    used = Tag.objects.annotate(uses=Count("tagged_posts", filter=Q(tagged_posts__content_object__in=posts)))
    return list(used.filter(uses__gt=0).order_by("-uses", "name")[:TAGS_SHOWN])


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought up. `words` is what was searched for, cut to a length that is always quick."""

    words: str
    posts: list[Post]
    people: list[Member]
    tags: list[Tag]

    @property
    def is_empty(self) -> bool:
        return not (self.posts or self.people or self.tags)


def search(viewer: Viewer, query: str) -> Found:
    """Discussions whose title or body has every word, newest first; people and tags by name.

    Only what `viewer` may read. At most six words count.
    """
    words = query.replace("\x00", "").strip()[:QUERY_LENGTH]
    if not words:
        return Found("", [], [], [])
    posts = _having_words(Post.objects.listed_for(viewer), words).for_cards().order_by("-published_at", "-pk")
    people = Member.objects.active().filter(Q(name__icontains=words) | Q(username__iexact=words)).order_by("name")
    return Found(
        words,
        list(posts[:RESULTS]),
        list(people[:PEOPLE_SHOWN]) if viewer.is_signed_in else [],
        [tag for tag in tags_in_use(viewer) if words.casefold() in tag.name.casefold()],
    )


def _having_words(posts: PostQuerySet, words: str) -> PostQuerySet:
    for word in words.split()[:6]:
        posts = posts.filter(Q(title__icontains=word) | Q(body__icontains=word))
    return posts


def waiting_for_someone(viewer: Viewer, *, limit: int = 3) -> list[Post]:
    """Questions without an answer that somebody else asked, the longest wait first."""
    posts = Post.objects.listed_for(viewer).unanswered().for_lines()
    if viewer.id:
        posts = posts.exclude(author_id=viewer.id)
    return list(posts.order_by("published_at", "pk")[:limit])
