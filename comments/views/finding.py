"""What the views of this room ask first: is it there for whoever asks, and where does it stand."""

from django.http import Http404, HttpRequest

from comments import selectors
from comments.models import Comment, CommentStatus
from members.selectors import viewer_of
from posts.models import Post


def found_comment(request: HttpRequest, comment_id: int) -> Comment:
    comment = selectors.comment_for(viewer_of(request), comment_id)
    if comment is None:
        raise Http404
    return comment


def found_post(request: HttpRequest, post_id: int) -> Post:
    post = selectors.post_to_answer(viewer_of(request), post_id)
    if post is None:
        raise Http404
    return post


def place_of(comment: Comment) -> str:
    """Where a comment stands in its discussion; what waits for a curator stands at its own address only."""
    if comment.status != CommentStatus.PUBLISHED:
        return comment.get_absolute_url()
    return f"{comment.post.get_absolute_url()}?at={comment.pk}#c{comment.pk}"
