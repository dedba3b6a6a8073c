"""Drafts: for their writer, and for the one person who was asked to read one."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from kit import clock
from members.rules import Viewer
from notifications.selectors.private import open_subjects
from posts.models import Draft, NudgeState

DRAFTS_SHOWN = 100
UNDO_FOR = dt.timedelta(days=1)
ASKED_FOR = dt.timedelta(days=7)  # then the question waits with the draft alone


def drafts_of(member_id: int) -> list[Draft]:
    """A member's unfinished words, for that member alone, last touched first."""
    drafts = Draft.objects.kept().filter(member_id=member_id).select_related("reader")
    return list(drafts.order_by("-saved_at", "-pk")[:DRAFTS_SHOWN])


def drafts_let_go(member_id: int) -> list[Draft]:
    """What a member let go and can still bring back, the last first."""
    gone = Draft.objects.filter(member_id=member_id, discarded_at__gt=clock.now() - UNDO_FOR)
    return list(gone.order_by("-discarded_at", "-pk")[:DRAFTS_SHOWN])


def drafts_to_read(viewer: Viewer, ids: Collection[int]) -> list[Draft]:
    """Those of these drafts that `viewer` may read: their writer, and the one reader who was asked, while the two are
    in conversation about it. Nobody else, curators and admins included."""
    if viewer.id is None:
        return []
    kept = Draft.objects.kept().filter(pk__in=ids).select_related("member", "reader")
    found = list(kept.filter(Q(member_id=viewer.id) | Q(reader_id=viewer.id)))
    talked = open_subjects(viewer.id, [f"draft:{draft.pk}" for draft in found if draft.member_id != viewer.id])
    return [draft for draft in found if draft.member_id == viewer.id or f"draft:{draft.pk}" in talked]


def draft_asked_about(member_id: int) -> Draft | None:
    """The draft that the member was asked about lately and has not answered; one query."""
    asked = Draft.objects.kept().filter(member_id=member_id, nudge_state=NudgeState.OFFERED)
    return asked.filter(nudged_at__gt=clock.now() - ASKED_FOR).order_by("-nudged_at").first()
