"""The ledger's verbs: those of every row that leaves the house once, and the decision not to send."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models.functions import Coalesce

from kit.querysets import HandedQuerySet, State

if TYPE_CHECKING:
    from digests.models import Delivery  # noqa: F401  named in a string below

# a letter in doubt may well have arrived, so it counts as one wherever letters are kept apart
ARRIVED = (State.SENT, State.IN_DOUBT)


class DeliveryQuerySet(HandedQuerySet["Delivery"]):
    """`planned` of the papers is `pending` here, as for every row that is handed over."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def arrived(self) -> Self:
        """Letters that went out, or may have, with the moment as `arrived_at`."""
        return self.filter(state__in=ARRIVED).annotate(
            arrived_at=Coalesce("sent_at", "held_since", output_field=models.DateTimeField())
        )

    def skip(self, row: "Delivery", reason: str) -> None:
        """Decide, with the row in hand, that this letter does not go."""
        self._end(row, (State.CLAIMED,), State.SKIPPED, "", reason=reason)

    def call_off(self, reason: str) -> int:
        """Skip what is planned or claimed but not yet being handed over: a sender that holds it loses its claim."""
        waiting = self.filter(state__in=(State.PENDING, State.CLAIMED))
        return waiting.update(state=State.SKIPPED, reason=reason, claim="", held_since=None)

    def plan(self, rows: Iterable["Delivery"]) -> None:
        """Write decisions down, all or none; where the same period was planned before, what was decided then stays."""
        with transaction.atomic(using=self.db):
            self.bulk_create(rows, ignore_conflicts=True)

    def overdue(self, now: dt.datetime) -> dt.datetime | None:
        """Since when the oldest due letter has been waiting."""
        oldest: dt.datetime | None = self.due(now).order_by().aggregate(at=models.Min("due_at"))["at"]
        return oldest
