"""The letters' log: what was decided, how often and why; and what nobody knows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from digests import rules
from digests.arithmetic import Reason
from digests.models import REASONS, Delivery, LetterKind, State
from kit.paging import Page, cursor_page
from members.rules import Viewer

LOG_FOR = dt.timedelta(weeks=8)
PAGE_SIZE = 20
DOUBTFUL_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """How many letters of a kind stand where, for which reason; all in words."""

    kind: str
    state: str
    reason: str
    count: int


def tally(now: dt.datetime) -> list[Tally]:
    """The last eight weeks."""
    rows = Delivery.objects.filter(created_at__gte=now - LOG_FOR).order_by("kind", "state", "reason")
    counted = rows.values_list("kind", "state", "reason").annotate(n=Count("pk"))
    return [
        Tally(str(LetterKind(kind).label), str(State(state).label), str(REASONS[Reason(reason)]), n)
        for kind, state, reason, n in counted
    ]


def doubtful() -> list[Delivery]:
    """Letters of which nobody knows whether they arrived, newest first."""
    return list(Delivery.objects.in_doubt().select_related("member")[:DOUBTFUL_SHOWN])


def letters_of(viewer: Viewer, *, after: str) -> Page[Delivery]:
    """The letters that the viewer got and may still read, newest first."""
    return cursor_page(_arrived(viewer), by="created_at", after=after, size=PAGE_SIZE)


def letter_of(viewer: Viewer, pk: int) -> Delivery | None:
    return _arrived(viewer).filter(pk=pk).first()


def _arrived(viewer: Viewer) -> QuerySet[Delivery]:
    """Whoever is no organizer any more reads organizers' letters no longer, those they once got included."""
    letters = Delivery.objects.arrived().filter(member_id=viewer.id or 0)
    return letters if rules.may_read_board(viewer) else letters.exclude(kind=LetterKind.ORGANIZER)
