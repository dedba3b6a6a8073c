"""Where something can be put, what goes along, and what was moved lately."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from comments.models import Comment
from comments.selectors import Company, branch_ids, company
from curation import rules
from curation.models import Move
from kit import clock
from members.rules import Viewer
from posts.models import Post, TaggedPost

NEAR = 6
MOVES_SHOWN = 3
ADDRESS_OF_COMMENT = re.compile(r"/c/(\d{1,15})/|[?&]at=(\d{1,15})|#c(\d{1,15})$")
ADDRESS_OF_POST = re.compile(r"/d/(\d{1,15})/|^(\d{1,15})$")


@dataclass(frozen=True, slots=True)
class Place:
    """A discussion, or a comment in it to stand below."""

    post: Post
    under: Comment | None = None


def comment_to_move(viewer: Viewer, comment_id: int) -> Comment | None:
    """A comment with its discussion and people, or None where `viewer` may not know of it."""
    people = ("author", "byline", "post", "post__author", "post__byline", "parent", "grew_into")
    return Comment.objects.visible_to(viewer).select_related(*people).filter(pk=comment_id).first()


def below(comment: Comment) -> Company:
    """Who answered it, over any number of steps."""
    return company(branch_ids(comment)[1:], post_id=comment.post_id)


def all_below(post: Post) -> Company:
    return company(post_id=post.pk)


def place_at(viewer: Viewer, address: str) -> Place | None:
    """What an address names, or a bare number of a discussion, as far as `viewer` may read it."""
    if found := ADDRESS_OF_COMMENT.search(address):
        comment = comment_to_move(viewer, int(next(part for part in found.groups() if part)))
        return Place(comment.post, comment) if comment else None
    if found := ADDRESS_OF_POST.search(address):
        number = int(found[1] or found[2])
        post = Post.objects.visible_to(viewer).filter(pk=number).first()
        return Place(post) if post else None
    return None


def near(viewer: Viewer, post: Post) -> list[Post]:
    """Discussions with a tag in common, the liveliest first: where it could belong."""
    tags = TaggedPost.objects.filter(content_object=post).values("tag")
    shared = TaggedPost.objects.filter(tag__in=tags).values("content_object")
    posts = Post.objects.listed_for(viewer).outside_hallway().exclude(pk=post.pk).filter(pk__in=shared)
    return list(posts.for_lines().order_by("-last_activity_at")[:NEAR])


def moves_here(viewer: Viewer, post: Post) -> list[Move]:
    """What was put here in the last day, or grew into this, and can be put back by `viewer`. One query, for curators
    and for the authors of grown discussions alone."""
    if not rules.may_curate(viewer) and (post.grew_out_of_id is None or viewer.id is None):
        return []
    moves = _recent().filter(Q(target=post) | Q(comment__post=post, kind="move"))
    found = moves.select_related("actor", "source", "comment__author", "comment__byline")
    return [move for move in found.order_by("-pk")[:MOVES_SHOWN] if rules.may_undo(viewer, move)]


def move_to_undo(comment: Comment) -> Move | None:
    """The last act that lifted or moved a comment, as long as it can be put back."""
    return _recent().filter(comment=comment).order_by("-pk").first()


def _recent() -> "QuerySet[Move]":
    since: dt.datetime = clock.now() - rules.UNDO_FOR
    return Move.objects.filter(undone_at__isnull=True, at__gt=since)


def since(move: Move) -> Company:
    """Who has said something in what was moved, since then: it stays with what it answers."""
    post = move.target if move.kind == "grow" else move.comment.post
    ids = branch_ids(move.comment) if move.kind != "grow" else None
    rows = Comment.objects.filter(post=post, created_at__gt=move.at)
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return company(rows.values_list("pk", flat=True), post_id=post.pk)
