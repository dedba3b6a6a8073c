"""Curation C.2: what becomes of a seed."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.arithmetic import SeedFacts, State, next_state, sprouted_late

AT = dt.datetime(2025, 3, 12, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def ago(days: float) -> dt.datetime:
    return AT - dt.timedelta(days=days)


def seed(
    state: State, planted: float, voices: int = 0, voice: float | None = None, faded: float | None = None
) -> SeedFacts:
    return SeedFacts(
        state,
        planted_at=ago(planted),
        voices=voices,
        last_voice_at=None if voice is None else ago(voice),
        faded_at=None if faded is None else ago(faded),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (seed(State.PLANTED, 6.99), State.PLANTED),
        (seed(State.PLANTED, 7), State.FADED),
        (seed(State.PLANTED, 0.1, voices=1, voice=0), State.SPROUTING),
        (seed(State.PLANTED, 8, voices=1, voice=1), State.SPROUTING),
        (seed(State.SPROUTING, 20.9, voices=1, voice=20), State.SPROUTING),
        (seed(State.SPROUTING, 21, voices=1, voice=7), State.FADED),
        (seed(State.SPROUTING, 40, voices=1, voice=6.9), State.SPROUTING),
        (seed(State.FADED, 40, faded=20), State.FADED),
        (seed(State.FADED, 40, voices=1, voice=21, faded=20), State.FADED),
        (seed(State.FADED, 40, voices=1, voice=1, faded=20), State.SPROUTING),
        (seed(State.FADED, 60, voices=1, voice=8, faded=20), State.FADED),
    ],
)
def test_each_step(before: SeedFacts, after: State) -> None:
    assert next_state(before, at=AT) == after


@pytest.mark.parametrize(("planned", "after"), [(HOUR, State.SCHEDULED), (0 * HOUR, State.PLANTED)])
def test_a_scheduled_seed_is_planted_when_its_time_has_come(planned: dt.timedelta, after: State) -> None:
    assert next_state(SeedFacts(State.SCHEDULED, planned_for=AT + planned), at=AT) == after


def test_a_first_voice_after_three_days_is_late() -> None:
    assert not sprouted_late(AT, AT + 72 * HOUR)
    assert sprouted_late(AT, AT + 73 * HOUR)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([State.PLANTED, State.SPROUTING, State.FADED]),
    st.floats(0, 90),
    st.one_of(st.none(), st.floats(0, 90)),
    st.floats(0, 90),
)
def test_whatever_happened_a_seed_comes_to_rest(
    state: State, planted: float, voice: float | None, faded: float
) -> None:
    """Asked again and again at one moment, no seed swings between two states."""
    voice = None if voice is None else min(voice, planted)
    facts = seed(state, planted, voices=voice is not None, voice=voice, faded=min(faded, planted))
    seen = [facts.state]
    for _ in range(4):
        after = next_state(facts, at=AT)
        facts = SeedFacts(
            after, None, facts.planted_at, AT if after is State.FADED else None, facts.voices, facts.last_voice_at
        )
        seen.append(after)
    assert seen[-1] == seen[-2]
