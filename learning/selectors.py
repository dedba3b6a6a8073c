"""What was kept and what could be used: for the page it belongs to, and for the person it belongs to."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from comments.models import Comment
from kit.paging import Page, cursor_page
from learning import arithmetic
from learning.models import Reaction, TagDamp, Takeaway
from members.rules import Viewer
from posts.models import Post, Read, TagFollow, TaggedPost
from posts.selectors import ANY_MEMBER, muted_pairs

RAIL = 5
PAGE_SIZE = 30
REMEMBERED = dt.timedelta(days=365)


def rail(viewer: Viewer, post: Post) -> list[Takeaway]:
    """The newest shared lines of a discussion; no query where its counter says there are none."""
    if not post.shared_takeaway_count:
        return []
    lines = Takeaway.objects.visible_to(viewer).shared().filter(post=post).select_related("member", "comment")
    return list(lines.order_by("-created_at")[:RAIL])


def kept_by(member_id: int, *, after: str) -> Page[Takeaway]:
    """A member's own lines, newest first, for that member alone."""
    lines = Takeaway.objects.of(member_id).select_related("post", "comment", "credited")
    return cursor_page(lines, by="created_at", after=after, size=PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class Mine:
    """What a member marked in one discussion: `post` is about its opening, `comments` holds ids."""

    post: bool = False
    comments: frozenset[int] = field(default_factory=frozenset)


def marked_by(member_id: int | None, post_id: int) -> Mine:
    """The member's *I can use this* in a discussion, in one query; nothing for a visitor."""
    if member_id is None:
        return Mine()
    found = set(Reaction.objects.filter(member_id=member_id, post_id=post_id).values_list("comment_id", flat=True))
    return Mine(None in found, frozenset(pk for pk in found if pk is not None))


def comment_to_keep(viewer: Viewer, comment_id: int) -> Comment | None:
    """A comment the viewer may read, with its discussion; None otherwise."""
    comments = Comment.objects.visible_to(viewer).filter(pk=comment_id).select_related("post", "author", "byline")
    return comments.first()


@dataclass(frozen=True, slots=True)
class Interest:
    """What draws one member: how strongly each tag (by slug), and how much is known of them.

    `has_tags`: they follow or have touched at least one tag. `is_cold`: fewer than five signs, too little to choose by.
    """

    affinity: Mapping[str, float] = field(default_factory=dict)
    is_cold: bool = True
    has_tags: bool = False

    def in_tags(self, tags: Iterable[str]) -> float:
        """Interest in a discussion of these tags, 0 to 1."""
        return arithmetic.interest(tags, self.affinity)

    def strongest_of(self, tags: Iterable[str]) -> str:
        """The tag that draws the member most; '' where none does."""
        drawn = [(self.affinity.get(tag, 0.0), tag) for tag in tags]
        best = max(drawn, default=(0.0, ""))
        return best[1] if best[0] > 0 else ""


def interest(member_id: int, *, at: dt.datetime) -> Interest:
    """What draws one member at `at`, from what they follow, wrote, kept, read and declined (digests E.2)."""
    return interests([member_id], at=at)[member_id]


def interests(member_ids: Collection[int], *, at: dt.datetime) -> dict[int, Interest]:
    """The same for many members, in as many queries as there are kinds of acts. An act of more than a year ago weighs
    less than half a hundredth of its first weight and is left out; what a member merely follows is not."""
    signs: dict[int, list[arithmetic.Sign]] = {member_id: [] for member_id in member_ids}
    for act, rows in _acts(list(signs), at - REMEMBERED):
        for member_id, tag, moment in rows:
            signs[member_id].append(arithmetic.Sign(act, tag, moment))
    return {member_id: _interest(found, at) for member_id, found in signs.items()}


def _interest(signs: list[arithmetic.Sign], at: dt.datetime) -> Interest:
    drawn = any(sign.act != "declined" for sign in signs)
    return Interest(arithmetic.affinities(signs, at=at), arithmetic.is_cold(signs), drawn)


def _acts(ids: list[int], since: dt.datetime) -> Iterator[tuple[str, Iterable[tuple[int, str, dt.datetime]]]]:
    """(member, tag, when) of every kind of act; what was hidden or taken back says nothing any more."""
    posts = TaggedPost.objects.filter(content_object__in=Post.objects.facts_for_scoring().values("pk"))
    comments = Comment.objects.facts_for_scoring().filter(author_id__in=ids, created_at__gte=since)
    lines = Takeaway.objects.facts_for_scoring().filter(member_id__in=ids, created_at__gte=since)
    reads = Read.objects.filter(member_id__in=ids, at__gte=since)
    damped = TagDamp.objects.filter(member_id__in=ids, at__gte=since)
    tag = "post__tagged_items__tag__slug"
    tagged = {f"{tag}__isnull": False}
    yield "follow", TagFollow.objects.filter(member_id__in=ids).values_list("member_id", "tag__slug", "at")
    yield (
        "post",
        posts.filter(content_object__author_id__in=ids, content_object__published_at__gte=since).values_list(
            "content_object__author_id", "tag__slug", "content_object__published_at"
        ),
    )
    yield "comment", comments.filter(**tagged).values_list("author_id", tag, "created_at")
    yield "takeaway", lines.filter(**tagged).values_list("member_id", tag, "created_at")
    yield "read", reads.filter(**tagged).values_list("member_id", tag, "at")
    yield "declined", damped.values_list("member_id", "tag__slug", "at")


def tellable_lines(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs of a member and a kept line those that may be told of: it is shown to them, and the discussion it is
    from can be read and is not muted."""
    shown = Takeaway.objects.filter(pk__in={line for _member, line in pairs}, shared_at__isnull=False)
    posts = dict(shown.filter(post__in=Post.objects.listed_for(ANY_MEMBER)).values_list("pk", "post_id"))
    muted = muted_pairs({member for member, _line in pairs}, set(posts.values()))
    return {pair for pair in pairs if pair[1] in posts and (pair[0], posts[pair[1]]) not in muted}
