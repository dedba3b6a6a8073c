"""Digests E.2: worked values, and what must hold for any signs."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.arithmetic import WEIGHTS, Sign, affinities, interest, is_cold

AT = dt.datetime(2025, 3, 12, 7, 0, tzinfo=dt.UTC)


def sign(act: str, days: float = 0, tag: str = "evaluation") -> Sign:
    return Sign(act, tag, AT - dt.timedelta(days=days))


@pytest.mark.parametrize(("affinity", "expected"), [(1, 0.22), (4, 0.63), (8, 0.86), (0, 0), (-3, 0)])
def test_interest_rises_fast_and_then_slowly(affinity: float, expected: float) -> None:
    assert interest(["evaluation"], {"evaluation": affinity}) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("act", "weight"), WEIGHTS.items())
def test_each_act_has_its_weight_and_halves_in_45_days(act: str, weight: float) -> None:
    assert affinities([sign(act)], at=AT)["evaluation"] == weight
    assert affinities([sign(act, 45)], at=AT)["evaluation"] == pytest.approx(weight / 2)


def test_declining_lowers_a_tag_for_sixty_days() -> None:
    assert affinities([sign("goal"), sign("declined")], at=AT) == {"evaluation": 2}
    assert affinities([sign("goal"), sign("declined", 60)], at=AT) == {"evaluation": 4}


def test_tags_of_a_discussion_add_up_and_a_tag_twice_counts_once() -> None:
    drawn = affinities([sign("follow"), sign("read", tag="mentoring")], at=AT)
    assert interest(["evaluation", "mentoring"], drawn) > interest(["evaluation"], drawn)
    assert interest(["evaluation", "evaluation"], drawn) == interest(["evaluation"], drawn)
    assert interest(["unheard"], drawn) == 0


def test_what_lies_ahead_is_no_sign_yet() -> None:
    assert affinities([sign("goal", -1)], at=AT) == {}


def test_fewer_than_five_acts_are_a_cold_start() -> None:
    four = [sign("read", day) for day in range(4)]
    assert is_cold(four)
    assert is_cold([*four, sign("declined", 5), sign("read", 3, tag="mentoring")])
    assert not is_cold([*four, sign("comment", 5)])


signs = st.lists(st.builds(sign, st.sampled_from(list(WEIGHTS)), st.floats(0, 400), st.sampled_from("abc")))


@settings(max_examples=60, deadline=None)
@given(signs, st.randoms(use_true_random=False))
def test_order_plays_no_part_and_interest_stays_within_bounds(acts: list[Sign], rng: random.Random) -> None:
    drawn = affinities(acts, at=AT)
    assert affinities(rng.sample(acts, len(acts)), at=AT) == drawn
    assert 0 <= interest("abc", drawn) < 1 + 1e-12
