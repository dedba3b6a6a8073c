"""Taking words back: silently while nobody was told, with a tombstone once somebody replied."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from kit import clock
from kit.http import new_token
from kit.visitors import changes_lists
from members.models import Member
from members.rules import viewer_for
from notifications.services import withdraw
from posts import rules
from posts.models import Draft, DraftSource, Post, Status
from posts.services import writing
from posts.services.errors import NotYours, TooLate
from posts.services.thread import claim_thread, mark_for_scoring, origin_changed


@changes_lists
@transaction.atomic
def take_back(*, member: Member, post: Post) -> Draft:
    """Return a discussion to its author's drafts within the first minutes. Nobody is told.

    Where somebody has replied (or kept a line) meanwhile, a tombstone stays for them. Raises NotYours or TooLate.
    """
    post = claim_thread(post_id=post.pk)
    if post.author_id != member.pk:
        raise NotYours
    if not rules.can_take_back(post, viewer_for(member), clock.now()):
        raise TooLate
    draft = _as_draft(member, post)
    withdraw(threads=[f"post:{post.pk}"])
    if post.use_count or post.shared_takeaway_count or not _vanishes(post):
        _leave_tombstone(post)
    return draft


@changes_lists
@transaction.atomic
def remove_post(*, member: Member, post: Post) -> None:
    """Remove one's words for good; others' replies stay below a tombstone. Raises NotYours."""
    origin_changed(post_id=post.pk)
    post = claim_thread(post_id=post.pk)
    if not rules.may_remove(viewer_for(member), post):
        raise NotYours
    withdraw(threads=[f"post:{post.pk}"])
    _leave_tombstone(post)


def _vanishes(post: Post) -> bool:
    """Whether nothing hangs on it, so that it can go without a trace (replies protect their discussion)."""
    if post.comment_count:
        return False
    try:
        with transaction.atomic():
            Post.objects.filter(pk=post.pk).delete()
    except ProtectedError:
        return False
    return True


def _leave_tombstone(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(status=Status.REMOVED)
    mark_for_scoring(post_ids=[post.pk])


def _as_draft(member: Member, post: Post) -> Draft:
    names = post.tags.order_by("tagged_posts__pk").values_list("name", flat=True)
    fields: dict[str, Any] = {"visibility": post.visibility}
    for name in writing.FIELDS[post.kind]:  # type: ignore[index]
        value = getattr(post, name)
        fields[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return Draft.objects.create(
        member=member,
        kind=post.kind,
        title=post.title,
        body=post.body,
        words=len(post.body.split()),
        tags=", ".join(names)[:250],
        fields=fields,
        source=DraftSource.TAKEN_BACK,
        form_token=new_token(),
        created_at=clock.now(),
        saved_at=clock.now(),
    )
