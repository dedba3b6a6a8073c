"""What may be kept and marked, and by whom. Pure."""

from comments.models import Comment, CommentStatus
from posts.models import Post
from posts.rules import READABLE


def offers_learning(post: Post) -> bool:
    """The Hallway is left alone: nothing is kept, marked or counted there."""
    return not post.is_hallway and post.status in READABLE


def has_words(comment: Comment | None) -> bool:
    """A comment whose text everybody in its discussion can read (or none at all: the discussion itself)."""
    return comment is None or comment.status == CommentStatus.PUBLISHED


def is_own(member_id: int | None, post: Post, comment: Comment | None) -> bool:
    """Whether these are the member's own words."""
    return member_id == (comment.author_id if comment else post.author_id)
