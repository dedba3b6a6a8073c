"""Unfinished words. A draft is never a discussion in a state of its own."""

from collections.abc import Mapping
from typing import Any

from kit import clock
from kit.http import new_token
from members.models import Member
from posts.models import Draft
from posts.services.errors import TooManyDrafts

DRAFTS_AT_MOST = 100
NO_FIELDS: Mapping[str, Any] = {}


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
) -> Draft:
    """Keep what is typed so far, in `draft`, or in the one this form made before, or in a new one.

    Whatever fits is kept; nothing is checked but lengths. Raises TooManyDrafts.
    """
    written = {
        "kind": kind[:12],
        "title": title[:140],
        "body": body[:20_000],
        "tags": tags[:250],
        "fields": dict(fields),
        "saved_at": clock.now(),
    }
    if draft:
        for column, value in written.items():
            setattr(draft, column, value)
        draft.save(update_fields=list(written))
        return draft
    token = form_token or new_token()
    own = Draft.objects.filter(member=member)
    if not own.filter(form_token=token).exists() and own.count() >= DRAFTS_AT_MOST:
        raise TooManyDrafts
    kept, _made = Draft.objects.update_or_create(member=member, form_token=token, defaults=written)
    return kept


def discard_draft(*, draft: Draft) -> None:
    draft.delete()
