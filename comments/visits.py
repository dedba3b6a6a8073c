"""What a reader has seen of a discussion, and when a visit begins. Pure."""

import datetime as dt
from typing import Protocol

# whoever comes back sooner goes on reading where they were, with the same comments marked as new
VISIT_ENDS_AFTER = dt.timedelta(minutes=30)
SEEN_AT_MOST = 2_000


class Mark(Protocol):
    """The columns of a reading mark that a visit is made of."""

    up_to: int
    seen: list[int]
    fresh: list[int]
    last_visit_at: dt.datetime | None
    at: dt.datetime


def is_another_visit(mark: Mark, now: dt.datetime) -> bool:
    return now - mark.at > VISIT_ENDS_AFTER


def seen_before(mark: Mark, now: dt.datetime) -> frozenset[int]:
    """The ids beyond `up_to` that were in sight before the visit that goes on at `now`."""
    return frozenset(mark.seen).union(mark.fresh if is_another_visit(mark, now) else ())


def last_visit(mark: Mark, now: dt.datetime) -> dt.datetime | None:
    """When the visit before this one ended."""
    return mark.at if is_another_visit(mark, now) else mark.last_visit_at


def tidied(seen: frozenset[int], unseen: frozenset[int], up_to: int, newest: int) -> tuple[int, list[int]]:
    """The same knowledge in fewer ids: `up_to` moves to just below the oldest comment that is still unseen.

    Past SEEN_AT_MOST the oldest are given up: whatever stands below them counts as known.
    """
    up_to = max(up_to, min(unseen, default=newest + 1) - 1)
    kept = sorted(pk for pk in seen if pk > up_to)
    if len(kept) > SEEN_AT_MOST:
        up_to = kept[-SEEN_AT_MOST - 1]
        kept = kept[-SEEN_AT_MOST:]
    return up_to, kept
