"""From words to a discussion that people can see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from kit import clock
from kit.visitors import lists_changed
from members.models import Member
from members.rules import may_write
from posts.models import AnsweredState, Draft, HoldRule, Kind, Post, Status
from posts.selectors import has_written
from posts.services import writing
from posts.services.drafts import draft_became
from posts.services.errors import FormTokenSpent, Suspended
from posts.services.following import watch_by_writing
from posts.services.pictures import pictures_to_show

FIRST_POSTS = 3
NEW_FOR = dt.timedelta(days=90)
NO_FIELDS: Mapping[str, Any] = {}


def publish_post(
    *,
    author: Member,
    kind: str,
    title: str,
    body: str,
    tags: Sequence[str],
    visibility: str,
    fields: Mapping[str, Any] = NO_FIELDS,
    form_token: str | None = None,
    draft: Draft | None = None,
) -> Post:
    """Publish now, or hold for a curator where a rule says so. The same form again gives the same discussion.

    Raises PublishRefused, TooDeep, Suspended, or FormTokenSpent when the form was sent before with other words.
    """
    title, tags = " ".join(title.split()), writing.clean_tags(tags)
    known = _sent_before(author, form_token, kind, title, body)
    if known:
        return known
    _check(author, visibility, kind=kind, title=title, body=body, tags=tags, fields=fields)
    columns, rendered = writing.words(kind=kind, title=title, body=body, fields=fields)
    post = Post(author=author, kind=kind, visibility=visibility, form_token=form_token or None, **columns)
    _set_out(post, author)
    try:
        with transaction.atomic():
            post.save()
            writing.set_tags(post, tags)
            if rendered.pictures:
                post.pictures.set(pictures_to_show(author=author, keys=rendered.pictures))
            watch_by_writing(member=author, post=post)
            if draft:
                draft_became(draft=draft, post=post)
    except IntegrityError:
        known = _sent_before(author, form_token, kind, title, body)
        if known is None:
            raise
        return known
    lists_changed()
    return post


def _check(author: Member, visibility: str, **said: Any) -> None:
    if not may_write(author, clock.now()):
        raise Suspended
    writing.check_start(author=author, kind=said["kind"])
    writing.check_words(**said)
    writing.check_visibility(kind=said["kind"], visibility=visibility)


def _set_out(post: Post, author: Member) -> None:
    """The columns that belong to the moment of publishing."""
    now = clock.now()
    held = must_wait(post, author)
    post.status = Status.HELD if held else Status.PUBLISHED
    post.created_at = post.last_activity_at = now
    post.published_at = None if held else now
    post.take_back_until = writing.soon(now)
    post.local_day = clock.local_day(now, author.time_zone)
    post.by_staff = author.staff_voice
    post.new_here = is_new_here(author)
    if post.kind == Kind.QUESTION:
        post.answered_state = AnsweredState.WAITING


def is_new_here(author: Member) -> bool:
    """Whether readers are told that its author is new: the first three discussions of a young account."""
    if author.staff_voice or author.is_curator or author.joined_at < clock.now() - NEW_FOR:
        return False
    return has_written(author.pk) < FIRST_POSTS


def has_link(post: Post) -> bool:
    return bool(post.url) or "://" in post.body or "www." in post.body.lower()


def must_wait(post: Post, author: Member) -> bool:
    """Whether a curator looks at it first: all words of an account on hold, a link in a newcomer's first posts."""
    if author.held:
        return True
    if not has_link(post) or author.is_curator or author.is_superuser or author.staff_voice:
        return False
    if not HoldRule.objects.filter(reason=HoldRule.Reason.FIRST_POST_WITH_LINK, is_on=True).exists():
        return False
    earlier = Post.objects.filter(author=author, released_at__isnull=False)
    return len(earlier.values_list("pk", flat=True)[:FIRST_POSTS]) < FIRST_POSTS


def _sent_before(author: Member, form_token: str | None, kind: str, title: str, body: str) -> Post | None:
    """The discussion this form made before, if it did. Raises FormTokenSpent when its words were others."""
    if not form_token:
        return None
    known = Post.objects.filter(author=author, form_token=form_token).first()
    if known and (known.kind, known.title, known.body) != (kind, title, body):
        raise FormTokenSpent
    return known
