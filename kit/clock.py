"""The one place that knows what time it is.

Everything asks `clock.now()`. The demo, importers, tests and simulations set it with `at`; tests that
run real processes move them all by CLOCK_FILE, a file holding an offset in seconds, which production refuses.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed_time", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    return dt.datetime.now(dt.UTC) + _offset()


def _offset() -> dt.timedelta:
    """How far CLOCK_FILE moves this process; nothing unless it is set."""
    if not settings.CLOCK_FILE:
        return dt.timedelta()
    try:
        return dt.timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text()))
    except (OSError, ValueError):
        return dt.timedelta()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` say `moment` inside the block."""
    if moment.tzinfo is None:
        raise ValueError("clock.at wants an aware moment")
    token = _fixed.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The named time zone, or the site's where the name is unknown (removed from tzdata, mistyped)."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def local_day(moment: dt.datetime, zone_name: str) -> dt.date:
    """The calendar day of `moment` where `zone_name` is the local zone."""
    return moment.astimezone(zone(zone_name)).date()
