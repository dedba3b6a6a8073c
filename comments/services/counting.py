"""What a discussion says about its comments, counted from the rows themselves under the discussion's lock."""

from django.db.models import Count, Max, Q

from comments.models import Comment, CommentStatus, Resolution
from posts.models import AnsweredState, Kind, Post
from posts.services.thread import count_comments, set_answered_state


def count_again(post: Post) -> None:
    """Counters of a claimed discussion. Never added to or taken from, so they cannot drift."""
    counted = Comment.objects.filter(post=post, status=CommentStatus.PUBLISHED).aggregate(
        comments=Count("pk"),
        members=Count("author", distinct=True),
        bylines=Count("byline", distinct=True),
        last=Max("created_at"),
    )
    began = post.published_at or post.created_at
    count_comments(
        post_id=post.pk,
        comment_count=counted["comments"],
        voice_count=counted["members"] + counted["bylines"],
        last_activity_at=max(began, counted["last"] or began),
    )


def say_whether_answered(post: Post) -> None:
    """Write down whether a question still waits: for its asker's word, or for a released reply by another person."""
    if post.kind != Kind.QUESTION:
        return
    state = AnsweredState.WAITING
    if Resolution.objects.in_force().filter(post=post).exists():
        state = AnsweredState.RESOLVED
    elif _replies_by_others(post):
        state = AnsweredState.ANSWERED
    if state != post.answered_state:
        set_answered_state(post_id=post.pk, state=state)
        post.answered_state = state


def _replies_by_others(post: Post) -> bool:
    same = Q(author_id=post.author_id) if post.author_id else Q(byline_id=post.byline_id)
    replies = Comment.objects.filter(post=post, status=CommentStatus.PUBLISHED, released_at__isnull=False)
    # written with `not … or null`, because NULL is not unequal to anything in SQL
    others = ~same | (Q(author__isnull=True) if post.author_id else Q(byline__isnull=True))
    return replies.filter(others).exists()
