"""Mornings and nights on the wall clock of a zone, where the clock jumps too."""

import datetime as dt

import pytest

from notifications.arithmetic import Hours, awake, is_quiet, last_morning, next_morning, soon

BERLIN = Hours("Europe/Berlin", 21, 7)
MINUTE = dt.timedelta(minutes=1)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("2026-01-10 19:59", False), ("2026-01-10 20:00", True), ("2026-01-11 05:59", True), ("2026-01-11 06:00", False)],
)
def test_the_night_is_local(at, quiet):
    assert is_quiet(utc(at), BERLIN) is quiet


def test_a_night_by_day_and_no_night_at_all():
    assert is_quiet(utc("2026-01-10 12:00"), Hours("UTC", 9, 17))
    assert not is_quiet(utc("2026-01-10 08:00"), Hours("UTC", 9, 17))
    assert not any(is_quiet(utc(f"2026-01-10 {hour:02}:30"), Hours("UTC", 5, 5)) for hour in range(24))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-01-10 05:00", "2026-01-10 06:00"),
        ("2026-01-10 06:00", "2026-01-11 06:00"),
        ("2026-03-28 12:00", "2026-03-29 05:00"),  # the clock goes forward in that night
        ("2026-10-24 12:00", "2026-10-25 06:00"),  # and back in this one
    ],
)
def test_the_next_morning(now, morning):
    assert next_morning(utc(now), BERLIN) == utc(morning)
    assert last_morning(utc(morning), BERLIN) == utc(morning)
    assert last_morning(utc(morning) - MINUTE, BERLIN) < utc(morning)


def test_an_hour_that_is_left_out_comes_after_the_gap():
    early = Hours("Europe/Berlin", 23, 2)
    assert next_morning(utc("2026-03-28 12:00"), early) == utc("2026-03-29 01:00")


def test_an_hour_that_comes_twice_is_one_morning():
    early = Hours("Europe/Berlin", 23, 2)
    first = next_morning(utc("2026-10-24 12:00"), early)
    assert first == utc("2026-10-25 00:00")
    assert next_morning(first, early) == utc("2026-10-26 01:00")


def test_no_day_of_a_year_has_two_mornings_or_none():
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"):
        for hour in (0, 2, 3, 7):
            moment, mornings = utc("2026-01-01 12:00"), 0
            while moment < utc("2027-01-01 12:00"):
                following = next_morning(moment, Hours(zone, 21, hour))
                assert dt.timedelta(hours=22) < following - moment <= dt.timedelta(hours=26) or mornings == 0
                moment, mornings = following, mornings + 1
            assert mornings in (365, 366)


def test_what_falls_into_the_night_waits_for_its_end():
    assert awake(utc("2026-01-10 23:00"), BERLIN) == utc("2026-01-11 06:00")
    assert awake(utc("2026-01-10 12:00"), BERLIN) == utc("2026-01-10 12:00")


def test_soon_is_after_the_last_and_not_long_after_the_first():
    now, limits = utc("2026-01-10 12:00"), {"wait": 5 * MINUTE, "longest": 30 * MINUTE}
    assert soon(now, now, **limits) == now + 5 * MINUTE
    assert soon(now, now - 28 * MINUTE, **limits) == now + 2 * MINUTE
    assert soon(now, now - 60 * MINUTE, **limits) == now
