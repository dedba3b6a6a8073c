"""One way to claim: rows that must leave the house at most once.

pending → claimed → handing_over → sent | failed | in_doubt | withdrawn. Each step is a conditional update
that must match the claim's token, so a sender that was thought dead and comes back finds out before it speaks.
"""

import datetime as dt
import random
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kit import clock

if TYPE_CHECKING:
    from kit.models import Handed

RowT = TypeVar("RowT", bound="Handed")

RETRY_MINUTES = (1, 5, 15, 60, 240)
RETRY_SPREAD = 0.2
GIVE_UP_AFTER = dt.timedelta(hours=24)
CLAIM_STALE = dt.timedelta(minutes=10)
HANDING_STALE = dt.timedelta(minutes=20)
# a row whose sender dies every time would otherwise be claimed for a whole day
TRIES_MAX = 12
ERROR_LENGTH = 500


class State(models.TextChoices):
    """Where a row stands on its way out. `skipped` is for ledgers that decide not to send before any claim."""

    PENDING = "pending", _("waiting")
    CLAIMED = "claimed", _("taken by a sender")
    HANDING_OVER = "handing_over", _("being handed over")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    IN_DOUBT = "in_doubt", _("in doubt")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SKIPPED = "skipped", _("skipped")


ENDED = (State.SENT, State.FAILED, State.IN_DOUBT, State.WITHDRAWN, State.SKIPPED)


class ClaimLost(Exception):
    """The row is no longer ours: the sweep gave it back, or somebody else moved it."""


def retry_delay(attempts: int, chance: float) -> dt.timedelta:
    """How long to wait after the `attempts`-th try (from 1); `chance` in 0..1 spreads it by ±20 %."""
    minutes = RETRY_MINUTES[min(attempts, len(RETRY_MINUTES)) - 1]
    return dt.timedelta(minutes=minutes * (1 + RETRY_SPREAD * (2 * chance - 1)))


class HandedQuerySet(models.QuerySet[RowT]):
    """The verbs of a sender. `claim` and `handing_over` refuse to run inside a transaction: they must be committed."""

    def due(self, now: dt.datetime) -> "HandedQuerySet[RowT]":
        """Rows that may be claimed at `now`, the longest waiting first."""
        return self.filter(state=State.PENDING, due_at__lte=now).order_by("due_at", "pk")

    def in_doubt(self) -> "HandedQuerySet[RowT]":
        """Rows of which nobody knows whether they arrived; staff look at them, nothing sends them again."""
        return self.filter(state=State.IN_DOUBT).order_by("-pk")

    def claim(self, limit: int = 1) -> list[RowT]:
        """Take up to `limit` due rows for this sender alone."""
        now, token = clock.now(), secrets.token_hex(16)
        if not self.due(now).exists():
            return []
        with transaction.atomic(using=self.db, durable=True):
            chosen = list(self.due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
            self.filter(pk__in=chosen, state=State.PENDING).update(
                state=State.CLAIMED,
                claim=token,
                held_since=now,
                attempts=F("attempts") + 1,
                give_up_at=Coalesce(F("give_up_at"), now + GIVE_UP_AFTER),
            )
        return list(self.filter(claim=token).order_by("due_at", "pk"))

    def handing_over(self, row: RowT) -> None:
        """Say, before the body goes out, that it goes out. Raises ClaimLost; then nothing may be sent."""
        with transaction.atomic(using=self.db, durable=True):
            self._move(row, (State.CLAIMED,), state=State.HANDING_OVER, held_since=clock.now())

    def sent(self, row: RowT) -> None:
        """The server took it. True also of a row that the sweep had already put in doubt."""
        self._end(row, (State.HANDING_OVER, State.IN_DOUBT), State.SENT, "", sent_at=clock.now())

    def retry(self, row: RowT, error: str) -> None:
        """The server certainly did not take it: wait, or give up a day after the first try."""
        due = clock.now() + retry_delay(row.attempts, random.random())  # noqa: S311 (spread, not a secret)
        if row.give_up_at and due > row.give_up_at:
            self.fail(row, error)
            return
        changes = {"claim": "", "held_since": None, "due_at": due, "last_error": error[:ERROR_LENGTH]}
        self._move(row, (State.CLAIMED, State.HANDING_OVER, State.IN_DOUBT), state=State.PENDING, **changes)

    def fail(self, row: RowT, error: str) -> None:
        """The server refused it for good, or a day has passed."""
        self._end(row, (State.CLAIMED, State.HANDING_OVER, State.IN_DOUBT), State.FAILED, error)

    def doubt(self, row: RowT, error: str) -> None:
        """The body went out and no answer came back."""
        self._end(row, (State.HANDING_OVER, State.IN_DOUBT), State.IN_DOUBT, error)

    def withdraw(self, row: RowT, reason: str) -> None:
        """It must not be sent any more."""
        self._end(row, (State.CLAIMED,), State.WITHDRAWN, reason)

    def sweep(self) -> None:
        """Give back what a dead sender claimed; put in doubt what it was handing over."""
        now = clock.now()
        claimed = self.filter(state=State.CLAIMED, held_since__lt=now - CLAIM_STALE)
        handing = self.filter(state=State.HANDING_OVER, held_since__lt=now - HANDING_STALE)
        if claimed.exists():
            claimed.filter(attempts__gte=TRIES_MAX).update(
                state=State.FAILED, last_error="every sender died", **self._emptied()
            )
            claimed.update(state=State.PENDING, claim="", held_since=None)
        if handing.exists():
            handing.update(state=State.IN_DOUBT, last_error="the sender died while handing over", **self._emptied())

    def _end(self, row: RowT, sources: tuple[State, ...], state: State, error: str, **changes: Any) -> None:
        self._move(row, sources, state=state, last_error=error[:ERROR_LENGTH], **changes, **self._emptied())

    def _emptied(self) -> dict[str, str]:
        return dict.fromkeys(self.model.emptied_at_end, "")

    def _move(self, row: RowT, sources: tuple[State, ...], **changes: Any) -> None:
        if not row.claim or not self.filter(pk=row.pk, claim=row.claim, state__in=sources).update(**changes):
            raise ClaimLost(f"{self.model._meta.label} {row.pk}")
        for name, value in changes.items():
            setattr(row, name, value)
