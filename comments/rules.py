"""Who may read, answer and change a comment. Pure; whether its discussion may be opened was asked before."""

import datetime as dt

from comments.models import Comment, CommentStatus
from members.rules import Viewer
from posts import rules as post_rules
from posts.models import Kind, Post


def is_own(viewer: Viewer, comment: Comment) -> bool:
    """Whether the viewer wrote it: the author, or the member who claimed the byline of imported words."""
    if viewer.id is None:
        return False
    return viewer.id == comment.author_id or (comment.byline is not None and viewer.id == comment.byline.claimed_by_id)


def may_read_text(viewer: Viewer, comment: Comment) -> bool:
    """Hidden and held words are for their author and for curators; removed ones for nobody."""
    if comment.status == CommentStatus.PUBLISHED:
        return True
    away = (CommentStatus.REMOVED, CommentStatus.GROWN)  # what grew is read where it grew to
    return comment.status not in away and (viewer.sees_hidden or is_own(viewer, comment))


def may_reply(viewer: Viewer, post: Post, parent: Comment | None, now: dt.datetime) -> bool:
    gone = parent is not None and parent.status != CommentStatus.PUBLISHED
    return not gone and post_rules.may_comment(post, viewer, now)


def may_edit(viewer: Viewer, comment: Comment) -> bool:
    return is_own(viewer, comment) and comment.status in (CommentStatus.PUBLISHED, CommentStatus.HELD)


def may_remove(viewer: Viewer, comment: Comment) -> bool:
    return may_edit(viewer, comment)


def may_see_revisions(viewer: Viewer, comment: Comment) -> bool:
    """Members see how a comment changed; who may not read it now does not read what it was."""
    return viewer.is_signed_in and may_read_text(viewer, comment)


def can_take_back(viewer: Viewer, comment: Comment, now: dt.datetime) -> bool:
    """Within the minutes in which nobody was told of it yet."""
    until = way_back_until(comment)
    return until is not None and now < until and may_remove(viewer, comment)


def way_back_until(comment: Comment) -> dt.datetime | None:
    """Until when its author may take it back; None once people were told of it."""
    return comment.take_back_until if comment.released_at is None else None


def may_resolve(viewer: Viewer, post: Post) -> bool:
    """Whoever asked says what answered it, or a curator for them."""
    asked = post.kind == Kind.QUESTION and viewer.is_signed_in
    return asked and (viewer.sees_hidden or viewer.id == post.author_id)
