"""Answers about discussions."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from kit import markdown
from kit.diff import Change, compare, is_same, shortened
from kit.paging import Page, cursor_page
from members.models import Member
from members.rules import Viewer
from members.selectors import known_usernames
from posts import rules
from posts.models import Post, Revision, Status, Tag, TagFollow, TaggedPost, TagMute, Watch, WatchLevel

EDITS_A_PAGE = 8
WATCHES_SHOWN = 300
# every member may read what any of them may, so one of them stands for all
ANY_MEMBER = Viewer(id=-1)


def post_for(viewer: Viewer, post_id: int) -> Post | None:
    """A discussion with its people, or None where `viewer` may not know of it."""
    try:
        post = Post.objects.select_related("author", "byline").get(pk=post_id)
    except Post.DoesNotExist:
        return None
    return post if rules.may_see(viewer, post) else None


def tags_of(post: Post) -> list[Tag]:
    """Its tags, in the order in which they were given."""
    return list(Tag.objects.filter(tagged_posts__content_object=post).order_by("tagged_posts__pk"))


def moved_address(viewer: Viewer, post_id: int) -> str:
    """Where a discussion that was merged into another stands now, if `viewer` may read it there; empty otherwise."""
    post = Post.objects.filter(pk=post_id, status=Status.MERGED).select_related("moved_to").first()
    if post is None or post.moved_to is None or not rules.may_see(viewer, post.moved_to):
        return ""
    return f"{post.moved_to.get_absolute_url()}?at={post.moved_as}#c{post.moved_as}"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: who made it, when, and what it did. `title` is empty where the title stayed."""

    editor: Member | None
    at: dt.datetime
    title: list[Change]
    body: list[Change]
    others: bool  # nothing in the words: tags, or what the kind asks for


def edits_of(post: Post, *, after: str) -> tuple[list[Edit], Page[Revision]]:
    """How it came to say what it says, the newest change first, in pages. Ask `rules.may_see_revisions` first."""
    page = cursor_page(post.revisions.select_related("editor"), by="version", after=after, size=EDITS_A_PAGE)
    following: Post | Revision = post
    if page.items and not page.is_first:
        newer = post.revisions.filter(version__gt=page.items[0].version).order_by("version")
        following = newer.first() or post
    edits = []
    for revision in page.items:
        edits.append(_edit(revision, following))
        following = revision
    return edits, page


def _edit(before: Revision, after: Post | Revision) -> Edit:
    titles, bodies = compare(before.title, after.title), compare(before.body, after.body)
    return Edit(
        editor=before.editor,
        at=before.replaced_at,
        title=[] if is_same(titles) else titles,
        body=[] if is_same(bodies) else shortened(bodies),
        others=is_same(titles) and is_same(bodies),
    )


def tag_for(viewer: Viewer, slug: str) -> Tag | None:
    """A tag under which `viewer` may open something, be it in the Hallway; None for any other."""
    if "\x00" in slug:  # no text of a database can hold it
        return None
    opened = TaggedPost.objects.filter(
        tag=OuterRef("pk"), content_object__in=Post.objects.listed_for(viewer).values("pk")
    )
    tag: Tag | None = Tag.objects.filter(Exists(opened), slug=slug).first()
    return tag


@dataclass(frozen=True, slots=True)
class Following:
    """How many people follow a tag, and whether the viewer is one of them. Who the others are is nobody's business."""

    people: int
    mine: bool


def following_of(viewer: Viewer, tag: Tag) -> Following:
    follows = TagFollow.objects.filter(tag=tag, member__is_active=True)
    mine = Count("pk", filter=Q(member_id=viewer.id or 0))
    counted = follows.aggregate(people=Count("pk"), mine=mine)
    return Following(counted["people"], counted["mine"] > 0)


def oldest_due_for_release(now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest discussion waits to be released; readiness asks it."""
    due = Post.objects.due_for_release(now).order_by("take_back_until")
    return due.values_list("take_back_until", flat=True).first()


def oldest_due_for_decay(now: dt.datetime) -> dt.datetime | None:
    """Since when the discussion whose scores are oldest should have been scored again; readiness asks it."""
    due = Post.objects.due_for_decay(now).order_by("scored_at").values_list("scored_at", flat=True).first()
    return due + dt.timedelta(hours=1) if due else None


def has_written(member_id: int) -> int:
    """How many discussions stand under somebody's name, counted up to three (the first three are helped along)."""
    own = Post.objects.filter(author_id=member_id).exclude(status=Status.REMOVED)
    return len(own.values_list("pk", flat=True)[:3])


def words_shown(body: str) -> dict[str, Any]:
    """For `posts/_preview.html`: the words by the renderer that will show them."""
    try:
        return {"preview": markdown.render(body[: markdown.MAX_LENGTH], people=known_usernames).html, "previewed": True}
    except markdown.TooDeep:
        return {"preview": "", "previewed": True, "too_deep": True}


def watching(post_id: int) -> dict[int, str]:
    """What members have chosen to hear of a discussion, by their ids."""
    return dict(Watch.objects.filter(post_id=post_id).values_list("member_id", "level"))


def muted_pairs(member_ids: Collection[int], post_ids: Collection[int]) -> set[tuple[int, int]]:
    """Which of these members have muted which of these discussions: (member, discussion)."""
    muted = Watch.objects.filter(level=WatchLevel.MUTED, member_id__in=member_ids, post_id__in=post_ids)
    return set(muted.values_list("member_id", "post_id"))


def tag_followers(post: Post) -> set[int]:
    """Who wants to hear of a discussion that begins under one of its tags, and has muted none of them."""
    following = TagFollow.objects.filter(tag__tagged_posts__content_object=post, told=True)
    return set(following.values_list("member_id", flat=True)) - tag_muters(post.pk)


def tag_muters(post_id: int) -> set[int]:
    """Who has muted one of its tags."""
    return set(TagMute.objects.filter(tag__tagged_posts__content_object=post_id).values_list("member_id", flat=True))


def tellable_posts(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs of a member and a discussion those that may be told of: it can be read, and is not muted."""
    readable = set(
        Post.objects.listed_for(ANY_MEMBER)
        .filter(pk__in={post for _member, post in pairs})
        .values_list("pk", flat=True)
    )
    muted = muted_pairs({member for member, _post in pairs}, readable)
    return {pair for pair in pairs if pair[1] in readable and pair not in muted}


def watches_of(viewer: Viewer, member_id: int) -> list[Watch]:
    """The discussions of which a member has chosen what to hear, as far as they can still be opened; last first."""
    rows = Watch.objects.filter(member_id=member_id, post__in=Post.objects.visible_to(viewer).values("pk"))
    rows = rows.exclude(post__status=Status.REMOVED).select_related("post").defer("post__body", "post__html")
    return list(rows.order_by("-at", "-pk")[:WATCHES_SHOWN])


def watch_level(member_id: int, post_id: int) -> str:
    """What a member has chosen to hear of a discussion; '' where nothing was chosen."""
    chosen = Watch.objects.filter(member_id=member_id, post_id=post_id)
    return chosen.values_list("level", flat=True).first() or ""


def tag_level(member_id: int, tag_id: int) -> str:
    """The same of a tag."""
    levels = {row.tag.pk: row.level for row in tag_levels_of(member_id, tag_id=tag_id)}
    return levels.get(tag_id, "")


@dataclass(frozen=True, slots=True)
class TagLevel:
    tag: Tag
    level: str

    def get_level_display(self) -> str:
        return str(WatchLevel(self.level).label)


def tag_levels_of(member_id: int, *, tag_id: int | None = None) -> list[TagLevel]:
    """The tags a member follows (in full, or in the letter alone) or has muted, by name."""
    followed = TagFollow.objects.filter(member_id=member_id).select_related("tag")
    muted = TagMute.objects.filter(member_id=member_id).select_related("tag")
    if tag_id is not None:
        followed, muted = followed.filter(tag_id=tag_id), muted.filter(tag_id=tag_id)
    levels = [TagLevel(row.tag, WatchLevel.FOLLOW if row.told else WatchLevel.LESS) for row in followed]
    levels += [TagLevel(row.tag, WatchLevel.MUTED) for row in muted]
    return sorted(levels, key=lambda row: row.tag.name.casefold())
