"""The letters' log: what was decided, how often and why; and what nobody knows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from digests.models import Delivery, State
from kit.paging import Page, cursor_page

LOG_FOR = dt.timedelta(weeks=8)
PAGE_SIZE = 20
DOUBTFUL_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """How many letters of a kind stand where, for which reason."""

    kind: str
    state: str
    reason: str
    count: int


def tally(now: dt.datetime) -> list[Tally]:
    """The last eight weeks."""
    rows = Delivery.objects.filter(created_at__gte=now - LOG_FOR).order_by("kind", "state", "reason")
    counted = rows.values_list("kind", "state", "reason").annotate(n=Count("pk"))
    names = dict(State.choices)
    return [Tally(kind, str(names[state]), reason, n) for kind, state, reason, n in counted]


def doubtful() -> list[Delivery]:
    """Letters of which nobody knows whether they arrived, newest first."""
    return list(Delivery.objects.in_doubt().select_related("member")[:DOUBTFUL_SHOWN])


def letters_of(member_id: int, *, after: str) -> Page[Delivery]:
    """The letters somebody got, newest first."""
    return cursor_page(_arrived(member_id), by="created_at", after=after, size=PAGE_SIZE)


def letter_of(member_id: int, pk: int) -> Delivery | None:
    return _arrived(member_id).filter(pk=pk).first()


def _arrived(member_id: int) -> QuerySet[Delivery]:
    return Delivery.objects.arrived().filter(member_id=member_id)
