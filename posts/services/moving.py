"""A discussion begins with words that stood elsewhere, or ends as words in another. Called inside the caller's
transaction, with the discussions concerned claimed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from kit import clock
from members.models import Byline, Member
from posts.models import AnsweredState, Kind, Post, Revision, Status
from posts.services import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Words that become a discussion, with what was known of them where they stood."""

    author: Member | None
    byline: Byline | None
    body: str
    origin: str
    by_staff: bool
    written_at: dt.datetime
    local_day: dt.date


def start_grown(*, out_of: Post, opening: Opening, kind: str, title: str, tags: Sequence[str]) -> Post:
    """A discussion of these words, for those who could read `out_of`, and released: people were told of them already.

    Raises PublishRefused or TooDeep.
    """
    title, tags = " ".join(title.split()), writing.clean_tags(tags)
    writing.check_words(kind=kind, title=title, body=opening.body, tags=tags, fields={})
    columns, _rendered = writing.words(kind=kind, title=title, body=opening.body, fields={})
    now = clock.now()
    post = Post.objects.create(
        author=opening.author,
        byline=opening.byline,
        kind=kind,
        visibility=out_of.visibility,
        grew_out_of=out_of,
        created_at=opening.written_at,
        published_at=now,
        take_back_until=now,
        released_at=now,
        last_activity_at=now,
        origin=opening.origin,
        by_staff=opening.by_staff,
        local_day=clock.local_day(now, opening.author.time_zone) if opening.author else opening.local_day,
        answered_state=AnsweredState.WAITING if kind == Kind.QUESTION else AnsweredState.NOT_ASKED,
        **columns,
    )
    writing.set_tags(post, tags)
    return post


def leave_address(*, post: Post, to: Post, as_comment: int) -> None:
    """Its words are comment `as_comment` now; whoever comes by the old address is led there."""
    Post.objects.filter(pk=post.pk).update(
        status=Status.MERGED, moved_to=to, moved_as=as_comment, thread_version=F("thread_version") + 1
    )


def take_address_back(*, post: Post, status: str, body: str, editor: Member | None) -> None:
    """A discussion again, in the state it had; where its words were changed meanwhile, the old ones become a revision.

    Raises TooDeep.
    """
    if body != post.body:
        Revision.objects.create(
            post=post, version=post.version, title=post.title, body=post.body, editor=editor, replaced_at=clock.now()
        )
        columns, _rendered = writing.words(kind=post.kind, title=post.title, body=body, fields={})
        Post.objects.filter(pk=post.pk).update(**columns, version=F("version") + 1, edited_at=clock.now())
    Post.objects.filter(pk=post.pk).update(
        status=status, moved_to=None, moved_as=None, thread_version=F("thread_version") + 1
    )


def addresses_follow(*, post: Post, openings: "QuerySet[Post]", grown: "QuerySet[Post]") -> None:
    """Comments came into `post`: merged discussions whose words are among them lead there from now on, and those that
    grew out of one of them say so."""
    openings.exclude(moved_to=post).update(moved_to=post)
    grown.exclude(grew_out_of=post).update(grew_out_of=post, thread_version=F("thread_version") + 1)
