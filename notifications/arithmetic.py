"""When a mail may go: the reader's own hours, on the wall clock of their zone, gaps and folds of it included. Pure."""

import datetime as dt
from dataclasses import dataclass

from kit import clock

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Local hours from and until which nothing is mailed; both alike: there are none. The end is the morning."""

    zone: str
    quiet_from: int
    quiet_until: int


def is_quiet(moment: dt.datetime, hours: Hours) -> bool:
    """Whether the reader wants to be left alone at `moment`."""
    hour, start, end = moment.astimezone(clock.zone(hours.zone)).hour, hours.quiet_from, hours.quiet_until
    if start <= end:
        return start <= hour < end
    return hour >= start or hour < end


def next_morning(now: dt.datetime, hours: Hours) -> dt.datetime:
    """The first morning after `now`. An hour that the clock leaves out comes an hour later; of one that it repeats,
    the first counts, so that no day has two mornings."""
    day = clock.local_day(now, hours.zone)
    while (morning := _morning(day, hours)) <= now:
        day += DAY
    return morning


def last_morning(now: dt.datetime, hours: Hours) -> dt.datetime:
    """The last morning that has come by `now`: mails are counted from it."""
    day = clock.local_day(now, hours.zone)
    while (morning := _morning(day, hours)) > now:
        day -= DAY
    return morning


def soon(now: dt.datetime, first: dt.datetime, *, wait: dt.timedelta, longest: dt.timedelta) -> dt.datetime:
    """A while after what happened last, and not long after what happened first."""
    return max(now, min(now + wait, first + longest))


def awake(moment: dt.datetime, hours: Hours) -> dt.datetime:
    """`moment`, or the end of the quiet hours that it lies in."""
    return next_morning(moment, hours) if is_quiet(moment, hours) else moment


def _morning(day: dt.date, hours: Hours) -> dt.datetime:
    local = dt.datetime(day.year, day.month, day.day, hours.quiet_until, tzinfo=clock.zone(hours.zone))
    return local.astimezone(dt.UTC)
