"""When a weekly letter is due where its reader lives, as pure functions of a moment.

A period is an ISO week of the reader's own calendar; its key is written into the ledger when the letter is planned and
never computed again. A local time that a change of clocks leaves out means the same distance past the gap; one that
comes twice means the first time. "Every 168 hours" would be wrong: local weeks have 166 to 170.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kit import clock

WEEK = dt.timedelta(days=7)
WEEKLY_GAP = dt.timedelta(days=6, hours=12)
GAPS = {
    "weekly": WEEKLY_GAP,
    "fortnightly": dt.timedelta(days=13, hours=12),
    "monthly": dt.timedelta(days=27, hours=12),
}
LATEST = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly local time; `weekday` 1 is Monday. An unknown zone name means the site's zone."""

    zone: str
    weekday: int
    hour: int
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """One reader's week: `key` such as "2025-W11", and the moment in UTC at which its letter is due."""

    key: str
    due: dt.datetime


class Act(StrEnum):
    """What is to be done about a period now."""

    WAIT = "wait"
    SEND = "send"
    SKIP = "skip"


class Why(StrEnum):
    """Why a letter waits or is skipped."""

    DONE = "done"  # this week's letter was planned already
    LATE = "late"  # nobody was there to send it within a day
    TOO_SOON = "too_soon"  # the last letter is too near
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do about the latest period, and why; `at` is when a waiting one may go."""

    act: Act
    why: Why
    period: Period
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Last:
    """What the ledger says of a reader: the newest key, sent or skipped, and when a letter last went out, if ever."""

    key: str
    sent_at: dt.datetime | None


def period_of(year: int, week: int, slot: Slot) -> Period:
    """The period of one ISO week."""
    day = dt.date.fromisocalendar(year, week, slot.weekday)
    return _period(day, slot)


def latest_period(now: dt.datetime, slot: Slot) -> Period:
    """The last period whose letter is due by `now`."""
    today = now.astimezone(clock.zone(slot.zone)).date()
    day = today + dt.timedelta(days=slot.weekday - today.isoweekday())
    while True:
        period = _period(day, slot)
        if period.due <= now:
            return period
        day -= WEEK


def next_period(now: dt.datetime, slot: Slot) -> Period:
    """The first period whose letter is due after `now`."""
    day = dt.date.fromisocalendar(*_week(latest_period(now, slot).key), slot.weekday)
    return _period(day + WEEK, slot)


def plan(now: dt.datetime, slot: Slot, last: Last | None, gap: dt.timedelta = WEEKLY_GAP) -> Plan:
    """What to do at `now` about the latest period.

    Late by up to a day it is sent, later it is skipped. No two letters come within `gap`: one that is too near to the
    last waits if that keeps it within its day, else it is skipped. One period never gets two letters, wherever the
    reader has moved.
    """
    period = latest_period(now, slot)
    if last is not None and last.key >= period.key:
        return Plan(Act.WAIT, Why.DONE, period, next_period(now, slot).due)
    may_go = period.due
    if last is not None and last.sent_at is not None:
        may_go = max(may_go, last.sent_at + gap)
    if may_go > period.due + LATEST:
        return Plan(Act.SKIP, Why.TOO_SOON, period, now)
    if now < may_go:
        return Plan(Act.WAIT, Why.TOO_SOON, period, may_go)
    if now > period.due + LATEST:
        return Plan(Act.SKIP, Why.LATE, period, now)
    return Plan(Act.SEND, Why.DUE, period, now)


def _period(day: dt.date, slot: Slot) -> Period:
    local = dt.datetime(day.year, day.month, day.day, slot.hour, slot.minute, tzinfo=clock.zone(slot.zone))
    year, week, _weekday = day.isocalendar()
    return Period(f"{year:04}-W{week:02}", local.astimezone(dt.UTC))


def _week(key: str) -> tuple[int, int]:
    year, week = key.split("-W")
    return int(year), int(week)
