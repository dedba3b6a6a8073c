"""Unfinished words. A draft is never a discussion in a state of its own."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from kit import clock
from kit.hand import Hand
from kit.http import new_token
from members.models import Member
from notifications.models import PromptAnswer, PromptKind
from notifications.services import answer_prompt, carry_private
from posts.models import Draft, NudgeState, Post
from posts.services.errors import DraftChanged, DraftPublished, TooManyDrafts

DRAFTS_AT_MOST = 100
# whoever writes on has not let it go, and needs no reminder that it is old
TAKEN_UP: Mapping[str, None] = {"discarded_at": None, "expires_at": None}
NO_FIELDS: Mapping[str, Any] = {}
WORDS = ("kind", "title", "body", "tags", "fields")
ANY_HAND = Hand()


def save_draft(
    *,
    member: Member,
    kind: str,
    title: str = "",
    body: str = "",
    tags: str = "",
    fields: Mapping[str, Any] = NO_FIELDS,
    form_token: str | None = None,
    draft: Draft | None = None,
    hand: Hand = ANY_HAND,
) -> Draft:
    """Keep what is typed so far, in `draft`, or in the one this form made before, or in a new one.

    Whatever fits is kept; nothing is checked but lengths. Raises DraftChanged when another window saved what `hand`
    has not seen, DraftPublished, TooManyDrafts.
    """
    written = {
        "kind": kind[:12],
        "title": title[:140],
        "body": body[:20_000],
        "tags": tags[:250],
        "fields": dict(fields),
        "saved_at": clock.now(),
        "words": len(body.split()),
        "window": hand.window,
        **TAKEN_UP,
    }
    token = form_token or new_token()
    own = Draft.objects.filter(member=member)
    draft = draft or own.filter(form_token=token).first()
    kept = _save_over(draft, written, hand) if draft else None
    if kept:
        answer_nudge(draft=kept, state=NudgeState.SNOOZED)
        return kept
    if Post.objects.filter(author=member, form_token=token).exists():
        raise DraftPublished
    if own.kept().count() >= DRAFTS_AT_MOST:
        raise TooManyDrafts
    kept, made = Draft.objects.get_or_create(member=member, form_token=token, defaults=written)
    return kept if made else _save_over(kept, written, hand) or kept


def _save_over(draft: Draft, written: Mapping[str, Any], hand: Hand) -> Draft | None:
    """One update decides who is first; None where the draft is gone."""
    rows = Draft.objects.filter(pk=draft.pk)
    done = rows.filter(hand.may_save_over()).update(**written, version=F("version") + 1)
    now = rows.first()
    if now and not done and any(getattr(now, column) != written[column] for column in WORDS):
        raise DraftChanged(now)
    return now


def part_draft(*, draft: Draft) -> None:
    """What its form became is published, but another window had put other words here: they stay, on their own."""
    Draft.objects.filter(pk=draft.pk).update(form_token=new_token(), version=F("version") + 1)


@transaction.atomic
def answer_nudge(*, draft: Draft, state: NudgeState, answer: PromptAnswer = PromptAnswer.DONE) -> None:
    """The question about this draft is answered, in words or by writing on; it is not asked again."""
    if Draft.objects.filter(pk=draft.pk, nudge_state=NudgeState.OFFERED).update(nudge_state=state):
        subject = f"draft:{draft.pk}"
        answer_prompt(member_id=draft.member_id, kind=PromptKind.DRAFT, subject=subject, answer=answer)


def draft_became(*, draft: Draft, post: Post) -> None:
    """It is a discussion now: what was asked about it is answered, and whoever read it talks on about that. Called
    inside the caller's transaction."""
    answer_nudge(draft=draft, state=NudgeState.SNOOZED)
    carry_private(subject=f"draft:{draft.pk}", to=f"post:{post.pk}")
    # only what was seen: another window may have saved it meanwhile
    Draft.objects.filter(pk=draft.pk, version=draft.version).delete()


def discard_draft(*, draft: Draft) -> None:
    """Let it go. For a day it can be brought back; until then nobody reads it, its writer's one reader included."""
    answer_nudge(draft=draft, state=NudgeState.DECLINED)
    Draft.objects.filter(pk=draft.pk, discarded_at__isnull=True).update(discarded_at=clock.now())


def restore_draft(*, draft: Draft) -> None:
    """Bring back what was let go."""
    Draft.objects.filter(pk=draft.pk).update(discarded_at=None)
