"""Unfinished replies: one for each place in which a member began one."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from comments.models import Comment, ReplyDraft
from comments.models.comment import BODY_LENGTH
from comments.services.errors import DraftChanged, DraftPublished, TooManyDrafts
from kit import clock
from kit.hand import Hand
from members.models import Member
from posts.models import Post

DRAFTS_AT_MOST = 100
ANY_HAND = Hand()


def save_reply_draft(
    *,
    member: Member,
    post: Post,
    parent: Comment | None,
    body: str,
    form_token: str = "",
    hand: Hand = ANY_HAND,
) -> ReplyDraft | None:
    """Keep what is typed so far; nothing typed lets the draft go.

    Raises DraftChanged when another window saved what `hand` has not seen, DraftPublished, TooManyDrafts.
    """
    place = ReplyDraft.objects.filter(member=member, post=post, parent=parent)
    if not body.strip():
        place.filter(hand.may_save_over()).delete()
        return None
    if form_token and Comment.objects.filter(author=member, form_token=form_token).exists():
        raise DraftPublished
    written = {"body": body[:BODY_LENGTH], "saved_at": clock.now(), "window": hand.window, "expires_at": None}
    now = place.first()
    if now is None:
        if ReplyDraft.objects.filter(member=member).count() >= DRAFTS_AT_MOST:
            raise TooManyDrafts
        try:
            with transaction.atomic():
                return ReplyDraft.objects.create(member=member, post=post, parent=parent, **written)
        except IntegrityError:  # another window was faster: the unique key decides
            now = place.get()
    return _save_over(now, written, hand)


def _save_over(draft: ReplyDraft, written: Mapping[str, Any], hand: Hand) -> ReplyDraft:
    """One update decides who is first."""
    rows = ReplyDraft.objects.filter(pk=draft.pk)
    done = rows.filter(hand.may_save_over()).update(**written, version=F("version") + 1)
    now = rows.first() or draft
    if not done and now.body != written["body"]:
        raise DraftChanged(now)
    return now


def let_reply_draft_go(*, member: Member, draft_id: int) -> bool:
    """Says whether it was there."""
    gone, _rows = ReplyDraft.objects.filter(member=member, pk=draft_id).delete()
    return bool(gone)


def drop_published(*, comment: Comment, hand: Hand) -> None:
    """What became a comment is no draft any more; what another window wrote in its place stays."""
    place = ReplyDraft.objects.filter(member=comment.author, post_id=comment.post_id, parent_id=comment.parent_id)
    same = Q(body=comment.body)
    place.filter(same if hand == ANY_HAND else same | hand.may_save_over()).delete()
