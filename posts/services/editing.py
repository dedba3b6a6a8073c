"""Changing what was said, without losing what was said before."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from kit import clock
from kit.visitors import lists_changed
from members.models import Member
from members.rules import may_write, viewer_for
from notifications.services import withdraw
from posts import rules
from posts.models import CommentsShown, Post, Revision, Status
from posts.services import writing
from posts.services.errors import EditConflict, NotYours, Suspended
from posts.services.pictures import pictures_to_show
from posts.services.publishing import has_link, must_wait
from posts.services.telling import tell_newly_mentioned
from posts.services.thread import claim_thread, mark_for_scoring, origin_changed


def edit_post(
    *,
    editor: Member,
    post: Post,
    title: str,
    body: str,
    tags: Sequence[str],
    fields: Mapping[str, Any],
    version: int,
) -> Post:
    """Replace the words of `version`; what stood there is kept as a revision.

    Raises EditConflict when another version stands by now, NotYours, Suspended, PublishRefused or TooDeep.
    """
    if not rules.may_edit(viewer_for(editor), post):
        raise NotYours
    if not may_write(editor, clock.now()):
        raise Suspended
    title, tags = " ".join(title.split()), writing.clean_tags(tags)
    writing.check_words(kind=post.kind, title=title, body=body, tags=tags, fields=fields)
    columns, rendered = writing.words(kind=post.kind, title=title, body=body, fields=fields)
    with transaction.atomic():
        origin_changed(post_id=post.pk)
        current = _claim(post, version)
        if not _differs(current, columns, tags):
            return current
        _replace(current, columns, editor)
        writing.set_tags(current, tags)
        current.pictures.set(pictures_to_show(author=editor, keys=rendered.pictures))
        if current.released_at and current.status == Status.PUBLISHED:
            tell_newly_mentioned(current)
    lists_changed()
    return Post.objects.select_related("author", "byline").get(pk=post.pk)


def set_comment_order(*, member: Member, post: Post, order: str) -> None:
    """In which order its replies begin, for readers without a habit of their own. Raises NotYours."""
    if not rules.may_edit(viewer_for(member), post):
        raise NotYours
    Post.objects.filter(pk=post.pk).update(comment_order=CommentsShown(order), thread_version=F("thread_version") + 1)


def _replace(post: Post, columns: Mapping[str, Any], editor: Member) -> None:
    now, had_link = clock.now(), has_link(post)
    said = {"version": post.version, "title": post.title, "body": post.body}
    Revision.objects.create(post=post, editor=editor, replaced_at=now, **said)
    for column, value in columns.items():
        setattr(post, column, value)
    post.version, post.edited_at = post.version + 1, now
    if post.status == Status.PUBLISHED and not had_link and post.author:
        _hold_if_must(post, post.author)
    post.save(update_fields=[*columns, "version", "edited_at", "status"])


def _hold_if_must(post: Post, author: Member) -> None:
    """A link that comes with an edit waits like one that was there at once."""
    if not must_wait(post, author):
        return
    post.status = Status.HELD
    withdraw(threads=[f"post:{post.pk}"])
    mark_for_scoring(post_ids=[post.pk])


def _claim(post: Post, version: int) -> Post:
    """The row, locked by its update; raises EditConflict when it is no longer `version`."""
    mine = Post.objects.filter(pk=post.pk, version=version, status__in=rules.EDITABLE)
    claimed = mine.update(thread_version=F("thread_version") + 1)
    current = Post.objects.select_related("author", "byline").get(pk=post.pk)
    if not claimed:
        raise EditConflict(current)
    return current


def _differs(current: Post, columns: Mapping[str, Any], tags: Sequence[str]) -> bool:
    held = [tag.name.casefold() for tag in current.tags.order_by("tagged_posts__pk")]
    return held != [tag.casefold() for tag in tags] or any(getattr(current, name) != columns[name] for name in columns)


@transaction.atomic
def take_off_new_here(*, member: Member, post: Post) -> None:
    """The author needs no word for being new. Raises NotYours."""
    claimed = claim_thread(post_id=post.pk)
    if claimed.author_id != member.pk:
        raise NotYours
    Post.objects.filter(pk=post.pk).update(new_here=False)
