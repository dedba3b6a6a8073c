"""A comment, what it answers, and what waits to be released."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from comments.models import DEPTH_AT_MOST, ID_DIGITS, Comment, CommentRevision, CommentStatus, Resolution
from comments.paths import ids_of
from kit.diff import Change, compare, shortened
from kit.paging import Page, cursor_page
from members.rules import Viewer
from posts import rules as post_rules
from posts.models import AnsweredState, Post
from posts.rules import NoComment
from posts.selectors import ANY_MEMBER, muted_pairs

ANCESTORS_SHOWN = 5
EDITS_A_PAGE = 8


def comment_for(viewer: Viewer, comment_id: int) -> Comment | None:
    """A comment with its discussion and people, or None where `viewer` may not know of it."""
    people = ("author", "byline", "post", "post__author", "post__byline")
    return Comment.objects.visible_to(viewer).select_related(*people).filter(pk=comment_id).first()


@dataclass(frozen=True, slots=True)
class Above:
    """What a comment answers: the nearest ancestors, the eldest first, and how many more there are above them."""

    nearest: list[Comment]
    more: int


def above(comment: Comment) -> Above:
    """The way down to a comment, in one query however deep it stands."""
    if comment.parent_id is None:
        return Above([], 0)
    along = ids_of(comment.path)[:-1]
    if along[-1] != comment.parent_id:  # deeper than the deepest level: its true parent stands beside it
        along.append(comment.parent_id)
    nearest = along[-ANCESTORS_SHOWN:]
    found = Comment.objects.filter(pk__in=nearest).select_related("author", "byline").defer("body", "html").in_bulk()
    return Above([found[pk] for pk in nearest if pk in found], len(along) - len(nearest))


def why_no_comment(viewer: Viewer, post: Post, now: dt.datetime) -> NoComment | None:
    """What stands in the way of the viewer's reply; one query, and only while the discussion runs slowly."""
    spoke = None
    if viewer.id is not None and post_rules.is_slow(post, now):
        mine = Comment.objects.filter(post=post, author_id=viewer.id).order_by("-created_at")
        spoke = mine.values_list("created_at", flat=True).first()
    return post_rules.why_no_comment(post, viewer, now, last_spoke=spoke)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a comment: when, and what it did."""

    at: dt.datetime
    body: list[Change]


def edits_of(comment: Comment, *, after: str) -> tuple[list[Edit], Page[CommentRevision]]:
    """How it came to say what it says, the newest change first, in pages. Ask `rules.may_see_revisions` first."""
    page = cursor_page(comment.revisions.all(), by="version", after=after, size=EDITS_A_PAGE)
    following: Comment | CommentRevision = comment
    if page.items and not page.is_first:
        newer = comment.revisions.filter(version__gt=page.items[0].version).order_by("version")
        following = newer.first() or comment
    edits = []
    for revision in page.items:
        edits.append(Edit(revision.replaced_at, shortened(compare(revision.body, following.body))))
        following = revision
    return edits, page


def branch_ids(comment: Comment) -> list[int]:
    """A comment and all that answers it, its own id first."""
    if comment.depth < DEPTH_AT_MOST:
        rows = Comment.objects.filter(post=comment.post_id).below(comment.path).in_reading_order()
        return list(rows.values_list("pk", flat=True))
    # beyond the deepest level paths say only that they stand beside each other, and parents say the rest
    beside = Comment.objects.filter(post=comment.post_id).below(comment.path[:-ID_DIGITS])
    replies: dict[int | None, list[int]] = {}
    for pk, parent in beside.filter(depth=DEPTH_AT_MOST).values_list("pk", "parent_id"):
        replies.setdefault(parent, []).append(pk)
    found = [comment.pk]
    for pk in found:  # grows while it is read
        found.extend(replies.get(pk, ()))
    return found


def is_in_branch(comment: Comment, top: Comment) -> bool:
    """Whether `comment` is `top` or answers it over any number of steps."""
    if comment.pk == top.pk or top.depth < DEPTH_AT_MOST:
        return comment.post_id == top.post_id and comment.path.startswith(top.path)
    return comment.depth == DEPTH_AT_MOST and comment.pk in branch_ids(top)


@dataclass(frozen=True, slots=True)
class Company:
    """Who stands below a comment or in a discussion, and how much that is."""

    comments: int
    people: int
    members: frozenset[int]


def company(ids: Iterable[int] | None = None, *, post_id: int) -> Company:
    """Of the comments of a discussion that can be read (all, or those of `ids`): how many, by how many people, and
    which members those are."""
    rows = Comment.objects.filter(post_id=post_id, status=CommentStatus.PUBLISHED)
    wanted = None if ids is None else set(ids)
    people = [
        (author, byline)
        for pk, author, byline in rows.order_by().values_list("pk", "author_id", "byline_id")
        if wanted is None or pk in wanted
    ]
    members = frozenset(author for author, _byline in people if author)
    return Company(len(people), len(set(people)), members)


def post_to_answer(viewer: Viewer, post_id: int) -> Post | None:
    """A discussion that `viewer` may open; None where there is none, or it was merged into another."""
    return Post.objects.visible_to(viewer).select_related("author", "byline").filter(pk=post_id).first()


def moved_on(viewer: Viewer, *, post_id: int, parent_id: int | None) -> tuple[Post, Comment | None] | None:
    """Where what a reply was meant for stands by now, if it is another place than the form says and `viewer` may read
    it: the comment itself, the discussion it grew into, or what a merged discussion became."""
    comments = Comment.objects.visible_to(viewer).select_related("post", "author", "byline")
    if parent_id:
        parent = comments.filter(pk=parent_id).first()
    else:
        left = Post.objects.merged().filter(pk=post_id).values("moved_as")
        parent = comments.filter(pk__in=left).first()
    if parent is None:
        return None
    if parent.grew_into_id:
        grown = post_to_answer(viewer, parent.grew_into_id)
        return (grown, None) if grown else None
    return (parent.post, parent) if parent.post_id != post_id else None


def was_opening(post: Post) -> Subquery:
    """For comments of a discussion: the title of the one that they were the opening of, if any. What grew out of here
    and was put back is none."""
    merged = Post.objects.merged().filter(moved_as=OuterRef("pk"))
    merged = merged.filter(Q(grew_out_of__isnull=True) | ~Q(grew_out_of=post))
    return Subquery(merged.values("title")[:1])


def grown_from(viewer: Viewer, post: Post) -> Comment | None:
    """The comment that a discussion grew out of, as far as `viewer` may know of it; asks nothing where it did not."""
    if post.grew_out_of_id is None:
        return None
    found = Comment.objects.visible_to(viewer).filter(grew_into=post).exclude(post=post)
    found = found.select_related("post", "post__byline", "author", "byline")
    return found.defer("body", "html", "post__body", "post__html").first()


def answer_to(post: Post) -> Resolution | None:
    """What answered a question, with the reply that did; asks nothing where nothing has."""
    if post.answered_state != AnsweredState.RESOLVED:
        return None
    people = ("comment__author", "comment__byline")
    found = Resolution.objects.in_force().filter(post=post).select_related(*people)
    return found.defer("comment__body", "comment__html").first()


def oldest_due_for_release(now: dt.datetime) -> dt.datetime | None:
    """Since when the oldest comment waits to be released; readiness asks it."""
    due = Comment.objects.due_for_release(now).order_by("take_back_until")
    return due.values_list("take_back_until", flat=True).first()


def tellable_comments(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs of a member and a comment those that may be told of: it can be read, and its discussion is not muted."""
    found = Comment.objects.quotable_by(ANY_MEMBER).filter(pk__in={number for _member, number in pairs})
    return _unmuted(pairs, dict(found.values_list("pk", "post_id")))


def tellable_resolutions(pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The same of what answered a question, named by the question."""
    found = Resolution.objects.in_force().filter(post__in=Post.objects.listed_for(ANY_MEMBER))
    found = found.filter(post_id__in={number for _member, number in pairs})
    return _unmuted(pairs, {number: number for number in found.values_list("post_id", flat=True)})


def _unmuted(pairs: Collection[tuple[int, int]], posts: dict[int, int]) -> set[tuple[int, int]]:
    muted = muted_pairs({member for member, _number in pairs}, set(posts.values()))
    return {pair for pair in pairs if pair[1] in posts and (pair[0], posts[pair[1]]) not in muted}
