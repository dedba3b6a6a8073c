"""A comment comes into being: written here, or brought from elsewhere."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from comments.models import Comment, CommentStatus, Intent, IntentSource
from comments.paths import depth_of, path_below
from comments.selectors import why_no_comment
from comments.services.counting import count_again, say_whether_answered
from comments.services.drafts import drop_published
from comments.services.errors import CommentsClosed, FormTokenSpent, ParentGone, Suspended
from kit import clock, site
from kit.hand import Hand
from kit.markdown import render
from kit.visitors import changes_lists
from members.models import Byline, Member
from members.rules import may_write, viewer_for
from members.selectors import known_usernames
from posts.models import Origin, Post
from posts.services import watch_by_writing
from posts.services.pictures import pictures_to_show
from posts.services.thread import claim_thread, mark_for_scoring

NO_HAND = Hand()


@changes_lists
def publish_comment(
    *,
    author: Member,
    post: Post,
    parent: Comment | None = None,
    body: str,
    intent: str = "",
    intent_source: str = "",
    builds_on: Iterable[Comment] = (),
    form_token: str | None = None,
    hand: Hand = NO_HAND,
) -> Comment:
    """Put a reply under a discussion or one of its comments. The same form sent again gives the same comment.

    Raises CommentsClosed, ParentGone, Suspended, TooDeep; FormTokenSpent when the form was sent with other words.
    """
    try:
        return _publish(author, post, parent, body, intent, intent_source, builds_on, form_token or None, hand)
    except IntegrityError:
        # another process was faster with the same form: the unique key is what decides, not a look beforehand
        known = sent_before(author_id=author.pk, form_token=form_token, body=body)
        if known is None:
            raise
        return known


def sent_before(*, author_id: int, form_token: str | None, body: str) -> Comment | None:
    """What this form made when it was sent before. Raises FormTokenSpent if that was something else."""
    if not form_token:
        return None
    known = Comment.objects.filter(author_id=author_id, form_token=form_token).select_related("post").first()
    if known is not None and known.body != body:
        raise FormTokenSpent
    return known


@transaction.atomic
def _publish(
    author: Member,
    post: Post,
    parent: Comment | None,
    body: str,
    intent: str,
    intent_source: str,
    builds_on: Iterable[Comment],
    form_token: str | None,
    hand: Hand,
) -> Comment:
    now = clock.now()
    if not may_write(author, now):
        raise Suspended
    # the discussion's row first: this puts replies, closing and moving in one order
    claimed = claim_thread(post_id=post.pk)
    if why := why_no_comment(viewer_for(author), claimed, now):
        raise CommentsClosed(why)
    # read again under the lock, because it may have gone since the form was shown
    under = _standing(parent.pk, post) if parent else None
    intent = "" if claimed.is_hallway else intent
    comment = Comment(
        author=author,
        body=body,
        intent=intent,
        intent_source=(intent_source or IntentSource.AUTHOR) if intent in Intent.values else "",
        status=CommentStatus.HELD if author.held else CommentStatus.PUBLISHED,
        created_at=now,
        take_back_until=now + dt.timedelta(minutes=site.get("TAKE_BACK_MIN")),
        form_token=form_token,
        local_day=clock.local_day(now, author.time_zone),
        by_staff=author.staff_voice,
    )
    _place(comment, claimed, under)
    watch_by_writing(member=author, post=claimed)
    if chosen := list(builds_on):
        comment.builds_on.set(chosen)
    drop_published(comment=comment, hand=hand)
    count_again(claimed)
    return comment


def _standing(parent_id: int, post: Post) -> Comment:
    parent = Comment.objects.filter(pk=parent_id, post_id=post.pk, status=CommentStatus.PUBLISHED).first()
    if parent is None:
        raise ParentGone
    return parent


def _place(comment: Comment, post: Post, parent: Comment | None) -> None:
    """Render the words, and find the place in the tree: a path is made of the row's own id."""
    rendered = render(comment.body, people=known_usernames)
    comment.html, comment.excerpt, comment.html_version = rendered.html, rendered.excerpt, rendered.version
    comment.post, comment.parent = post, parent
    comment.save(force_insert=True)
    if rendered.pictures:
        comment.pictures.set(pictures_to_show(author=comment.author, keys=rendered.pictures))
    set_place(comment, parent)
    Comment.objects.filter(pk=comment.pk).update(path=comment.path, depth=comment.depth)


def set_place(comment: Comment, parent: Comment | None) -> None:
    """Set path and depth of a comment that has its id; nothing is stored."""
    comment.path = path_below(parent.path if parent else "", comment.pk)
    comment.depth = depth_of(comment.path)


@changes_lists
@transaction.atomic
def publish_imported_comment(
    *,
    byline: Byline | None,
    author: Member | None = None,
    post: Post,
    parent: Comment | None,
    body: str,
    source_key: str,
    at: dt.datetime,
) -> tuple[Comment, bool]:
    """Bring a comment from elsewhere, once for each `source_key`; says whether it is new. Nobody is told of it."""
    claimed = claim_thread(post_id=post.pk)
    known = Comment.objects.filter(source_key=source_key).first()
    if known is not None:
        return known, False
    comment = Comment(
        author=author,
        byline=None if author else byline,
        body=body,
        created_at=at,
        released_at=at,
        origin=Origin.IMPORTED,
        source_key=source_key,
        local_day=clock.local_day(at, author.time_zone if author else site.get("COMMUNITY_TIME_ZONE")),
        by_staff=bool(author and author.staff_voice),
    )
    _place(comment, claimed, parent)
    count_again(claimed)
    say_whether_answered(claimed)
    mark_for_scoring(post_ids=[post.pk])
    return comment, True
