"""Weekly local times in every zone there is, through gaps, folds, moves and a machine that slept."""

import datetime as dt
import random
import zoneinfo
from collections.abc import Iterator

import pytest

from digests.periods import (
    GAPS,
    LATEST,
    WEEK,
    WEEKLY_GAP,
    Act,
    Last,
    Period,
    Slot,
    Why,
    latest_period,
    next_period,
    period_of,
    plan,
)

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
BERLIN = "Europe/Berlin"


def members_slot(zone: str) -> Slot:
    """When members' letters go unless set otherwise: Tuesday 07:00."""
    return Slot(zone, 2, 7)


def organizers_slot(zone: str) -> Slot:
    """When organizers' letters go: Monday 06:30."""
    return Slot(zone, 1, 6, 30)


def periods_between(after: dt.datetime, until: dt.datetime, slot: Slot) -> Iterator[Period]:
    """Every period due after `after` and by `until`, oldest first: what a machine slept through."""
    period = next_period(after, slot)
    while period.due <= until:
        yield period
        period = next_period(period.due, slot)


def utc(*fields: int) -> dt.datetime:
    return dt.datetime(*fields, tzinfo=dt.UTC)


def test_members_tuesday_at_seven_organizers_monday_at_half_past_six() -> None:
    assert period_of(2025, 11, members_slot(BERLIN)).due == utc(2025, 3, 11, 6, 0)
    assert period_of(2025, 11, organizers_slot(BERLIN)).due == utc(2025, 3, 10, 5, 30)


def test_a_time_left_out_comes_as_far_past_the_gap() -> None:
    due = period_of(2025, 13, Slot(BERLIN, 7, 2, 30)).due
    assert due.astimezone(zoneinfo.ZoneInfo(BERLIN)).strftime("%a %H:%M") == "Sun 03:30"


def test_a_time_that_comes_twice_comes_first_of_all() -> None:
    slot = Slot(BERLIN, 7, 2, 30)
    due = period_of(2025, 43, slot).due
    assert due == utc(2025, 10, 26, 0, 30)
    assert latest_period(due + HOUR, slot).due == due


def test_a_day_left_out_does_not_lose_its_week() -> None:
    slot = Slot("Pacific/Apia", 5, 7)  # there was no Friday 30 December 2011
    assert period_of(2011, 52, slot).due.astimezone(zoneinfo.ZoneInfo(slot.zone)).day == 31


def test_a_clock_set_back_over_midnight_does_not_take_a_due_letter_back() -> None:
    slot = Slot("America/St_Johns", 7, 0)  # until 2011 clocks went back at 00:01, to 23:01 of the day before
    due = period_of(2010, 44, slot).due
    repeated = utc(2010, 11, 7, 3, 0)
    assert repeated.astimezone(zoneinfo.ZoneInfo(slot.zone)).strftime("%a %H:%M") == "Sat 23:30"
    assert latest_period(repeated, slot).due == due


def test_the_year_is_the_weeks_not_the_calendars() -> None:
    assert latest_period(utc(2024, 12, 31, 12), members_slot("UTC")).key == "2025-W01"
    assert latest_period(utc(2021, 1, 3, 12), members_slot("UTC")).key == "2020-W53"


def test_a_zone_nobody_knows_is_the_sites(settings: object) -> None:
    assert period_of(2025, 11, members_slot("Mars/Olympus")) == period_of(2025, 11, members_slot(settings.TIME_ZONE))


@pytest.mark.parametrize(
    ("late", "act", "why"),
    [(0 * DAY, Act.SEND, Why.DUE), (LATEST, Act.SEND, Why.DUE), (LATEST + HOUR, Act.SKIP, Why.LATE)],
)
def test_late_by_a_day_goes_and_later_is_skipped(late: dt.timedelta, act: Act, why: Why) -> None:
    slot = members_slot(BERLIN)
    made = plan(period_of(2025, 11, slot).due + late, slot, None)
    assert (made.act, made.why, made.period.key) == (act, why, "2025-W11")


def test_a_letter_late_past_sunday_night_is_still_last_weeks() -> None:
    slot = Slot(BERLIN, 7, 23)
    made = plan(period_of(2025, 11, slot).due + 2 * HOUR, slot, None)
    assert (made.act, made.period.key) == (Act.SEND, "2025-W11")


def test_one_period_gets_one_letter() -> None:
    slot = members_slot(BERLIN)
    period = period_of(2025, 11, slot)
    made = plan(period.due + HOUR, slot, Last(period.key, period.due))
    assert (made.act, made.why, made.at) == (Act.WAIT, Why.DONE, period_of(2025, 12, slot).due)


def test_after_a_late_letter_the_next_waits_its_gap_and_is_not_lost() -> None:
    slot = members_slot(BERLIN)
    sent = period_of(2025, 11, slot).due + LATEST
    due = period_of(2025, 12, slot).due
    waits = plan(due, slot, Last("2025-W11", sent))
    assert (waits.act, waits.why, waits.at) == (Act.WAIT, Why.TOO_SOON, sent + WEEKLY_GAP)
    assert plan(waits.at, slot, Last("2025-W11", sent)).act is Act.SEND


def test_a_weekday_moved_forward_skips_what_would_come_too_soon() -> None:
    friday, tuesday = Slot(BERLIN, 5, 7), Slot(BERLIN, 2, 7)
    last = Last("2025-W11", period_of(2025, 11, friday).due)
    made = plan(period_of(2025, 12, tuesday).due, tuesday, last)
    assert (made.act, made.why, made.period.key) == (Act.SKIP, Why.TOO_SOON, "2025-W12")


def test_a_fortnightly_letter_skips_every_other_week() -> None:
    slot = members_slot(BERLIN)
    last = Last("2025-W11", period_of(2025, 11, slot).due)
    weeks = [plan(period_of(2025, week, slot).due, slot, last, GAPS["fortnightly"]).act for week in (12, 13)]
    assert weeks == [Act.SKIP, Act.SEND]


@pytest.mark.parametrize(
    ("before", "after"), [("Pacific/Auckland", "Pacific/Honolulu"), ("Pacific/Honolulu", "Pacific/Auckland")]
)
def test_a_move_across_the_date_line_gives_one_letter_a_week(before: str, after: str) -> None:
    first = period_of(2025, 11, members_slot(before))
    last = Last(first.key, first.due)
    moments = [first.due + HOUR * hours for hours in range(24 * 7 + 48)]
    sent = [made for made in (plan(now, members_slot(after), last) for now in moments) if made.act is Act.SEND]
    assert {made.period.key for made in sent} == {"2025-W12"}
    assert sent[0].at - first.due >= WEEKLY_GAP


def test_what_a_machine_slept_through_is_named_week_by_week() -> None:
    slot = members_slot(BERLIN)
    missed = periods_between(utc(2025, 3, 11, 6), utc(2025, 4, 1, 12), slot)
    assert [period.key for period in missed] == ["2025-W12", "2025-W13", "2025-W14"]


@pytest.mark.parametrize("slot", [("members", 2, 7, 0), ("organizers", 1, 6, 30), ("night", 7, 2, 30)])
def test_in_every_zone_each_week_comes_once(slot: tuple[str, int, int, int]) -> None:
    """Two years of weeks in all zones: no key missing or doubled, 6.5 days apart, and at the local time asked for."""
    _name, weekday, hour, minute = slot
    assert len(ZONES) > 400
    for name in ZONES:
        here = Slot(name, weekday, hour, minute)
        periods = list(periods_between(utc(2024, 10, 1), utc(2026, 10, 1), here))
        assert len({period.key for period in periods}) == len(periods) >= 104
        for one, other in zip(periods, periods[1:], strict=False):
            assert WEEK - 3 * HOUR <= other.due - one.due <= WEEK + 3 * HOUR, (name, one)
        zone = zoneinfo.ZoneInfo(name)
        off = [p for p in periods if (local := p.due.astimezone(zone)).hour != hour or local.minute != minute]
        assert hour < 3 or not off, (name, off)


@pytest.mark.parametrize("seed", range(6))
def test_random_moves_outages_and_hours_never_give_two_letters_too_near(seed: int) -> None:
    """A planner that ticks as it can, for a reader who changes zone, day and hour: each week ends once."""
    rng = random.Random(seed)
    now, slot, last = utc(2024, 10, 1), members_slot("UTC"), None
    sent: list[dt.datetime] = []
    keys: list[str] = []
    while now < utc(2026, 10, 1):
        if rng.random() < 0.02:
            slot = Slot(rng.choice(ZONES), rng.randint(1, 7), rng.randint(0, 23), rng.choice((0, 15, 30, 45)))
        made = plan(now, slot, last)
        if made.act is not Act.WAIT:
            keys.append(made.period.key)
            sent += [now] if made.act is Act.SEND else []
            last = Last(made.period.key, sent[-1] if sent else None)
        now += rng.choices((HOUR / 4, HOUR, 6 * HOUR, 3 * DAY), (5, 60, 30, 5))[0]
    assert len(keys) == len(set(keys))
    assert min(two - one for one, two in zip(sent, sent[1:], strict=False)) >= WEEKLY_GAP
    assert len(sent) > 50


def test_latest_and_next_enclose_every_moment() -> None:
    rng = random.Random(1)
    for _ in range(3000):
        now = utc(1990, 1, 1) + rng.random() * 365 * 40 * DAY
        slot = Slot(rng.choice(ZONES), rng.randint(1, 7), rng.randint(0, 23), rng.randint(0, 59))
        assert latest_period(now, slot).due <= now < next_period(now, slot).due
