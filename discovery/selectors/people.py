"""What somebody wrote and what others made of it, as far as whoever looks may read it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from comments.models import Comment, Resolution
from kit.paging import Page, cursor_page
from learning.models import Takeaway
from members.models import Member
from members.rules import Viewer
from posts.models import Post, Tag, TaggedPost

PAGE_SIZE = 20
SUBJECTS, ANSWERS, LINES = 3, 3, 3
OFTEN = 2  # one discussion about something makes nobody known for it


def discussions_by(viewer: Viewer, member: Member, *, after: str) -> Page[Post]:
    posts = Post.objects.listed_for(viewer).filter(author=member).for_cards()
    return cursor_page(posts, by="published_at", after=after, size=PAGE_SIZE)


def comments_by(viewer: Viewer, member: Member, *, after: str) -> Page[Comment]:
    """Somebody's comments whose words `viewer` may read outside their tree."""
    found = Comment.objects.quotable_by(viewer).filter(author=member).select_related("post")
    found = found.defer("body", "html", "post__body", "post__html")
    return cursor_page(found, by="created_at", after=after, size=PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class KnownFor:
    """What somebody writes about most, which questions they answered, and lines of theirs that people keep."""

    subjects: list[Tag]
    answers: list[Resolution]
    lines: list[Takeaway]

    @property
    def is_empty(self) -> bool:
        return not (self.subjects or self.answers or self.lines)


def known_for(viewer: Viewer, member: Member) -> KnownFor:
    """In words and names, never numbers; five queries whatever they wrote."""
    readable = Post.objects.listed_for(viewer).outside_hallway()
    answers = Resolution.objects.in_force().filter(comment__author=member, post__in=readable.values("pk"))
    answers = answers.exclude(post__author=member).select_related("post", "post__author", "post__byline", "comment")
    # asked again for all of them: whoever keeps a line sees their own under what they may no longer open
    lines = Takeaway.objects.visible_to(viewer).shared().filter(credited=member, post__in=readable.values("pk"))
    lines = lines.filter(Q(comment__isnull=True) | Q(comment__status="published")).exclude(member=member)
    return KnownFor(
        _subjects(viewer, member),
        list(answers.order_by("-at", "-pk")[:ANSWERS]),
        list(lines.select_related("member", "post", "comment").order_by("-created_at", "-pk")[:LINES]),
    )


def _subjects(viewer: Viewer, member: Member) -> list[Tag]:
    """The tags of what they started and of where they replied to others."""
    readable = Post.objects.listed_for(viewer).outside_hallway()
    started = TaggedPost.objects.filter(content_object__in=readable.filter(author=member).values("pk"))
    spoke = Comment.objects.quotable_by(viewer).filter(author=member).values("post_id")
    replied = TaggedPost.objects.filter(
        content_object__in=readable.filter(pk__in=spoke).exclude(author=member).values("pk")
    )
    counted: Counter[int] = Counter()
    for rows in (started, replied):
        counted.update(dict(rows.order_by().values_list("tag_id").annotate(times=Count("pk"))))
    often = sorted((tag for tag, times in counted.items() if times >= OFTEN), key=lambda tag: (-counted[tag], tag))
    found = Tag.objects.in_bulk(often[:SUBJECTS])
    return [found[tag] for tag in often[:SUBJECTS]]
