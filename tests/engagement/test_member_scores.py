"""The worked examples of scoring D.5."""

import pytest

from engagement.arithmetic import Fact, MemberScores, member_scores, numbered
from tests.engagement.facts import AT, fact

ROSA, SAM, TOM, UNA, VIC = range(1, 6)


def of(member: int, facts: list[Fact]) -> MemberScores:
    return member_scores(numbered(facts), member=member, at=AT)


def test_rosa() -> None:
    own = [fact("comment", ROSA, 1) for _ in range(3)]
    own += [fact("comment", ROSA, 9), fact("post", ROSA, 12), fact("takeaway_shared", ROSA, 2)]
    own += [fact("tried", ROSA, 20), fact("read", ROSA, 3), fact("read", ROSA, 3)]
    got = [fact("react_use", SAM, day, beneficiary=ROSA) for day in (4, 6, 7)]
    got += [fact("takeaway_shared", TOM, 2, beneficiary=ROSA), fact("tried", UNA, 10, beneficiary=ROSA)]
    got += [fact("react_changed", VIC, 3, beneficiary=ROSA)]
    scores = of(ROSA, own + got)
    assert scores.activity == pytest.approx(9.05, abs=0.005)
    assert scores.learning == pytest.approx(10.35, abs=0.005)
    assert scores.given == pytest.approx(8.29, abs=0.005)


def test_a_pair_that_trades_earns_two_each() -> None:
    trades = [fact("react_use", a, 0, beneficiary=b) for a, b in ((ROSA, SAM), (SAM, ROSA)) for _ in range(30)]
    assert of(ROSA, trades).given == pytest.approx(2.0, abs=0.005)
    assert of(SAM, trades).given == pytest.approx(2.0, abs=0.005)


def test_ten_people_who_give_once_earn_ten() -> None:
    assert of(ROSA, [fact("react_use", giver, 0, beneficiary=ROSA) for giver in range(2, 12)]).given == 10


def test_whoever_gives_mostly_to_others_does_not_trade() -> None:
    trades = [fact("react_use", a, 0, beneficiary=b) for a, b in ((ROSA, SAM), (SAM, ROSA)) for _ in range(3)]
    others = [fact("react_use", SAM, 0, beneficiary=other) for other in (10, 11, 12)]
    assert of(ROSA, trades + others).given == pytest.approx(2 * of(ROSA, trades).given)


def test_credits_more_than_a_month_apart_count_whole() -> None:
    assert of(ROSA, [fact("react_use", SAM, day, beneficiary=ROSA) for day in (0, 60)]).given == 1.5


def test_nobody_gives_to_oneself() -> None:
    assert of(ROSA, [fact("react_use", ROSA, 0, beneficiary=ROSA)]).given == 0


def test_the_hallway_counts_half_and_teaches_and_gives_nothing() -> None:
    facts = [fact("comment", ROSA, 0, hallway=True), fact("comment", SAM, 0, hallway=True, beneficiary=ROSA)]
    assert of(ROSA, facts) == MemberScores(1.0, 0, 0)


def test_staff_count_whole_in_their_own_eyes() -> None:
    assert of(ROSA, [fact("comment", ROSA, 0, by_staff=True)]).activity == 2


def test_order_and_repetition_change_nothing() -> None:
    facts = [fact("react_use", SAM, day / 7, beneficiary=ROSA) for day in range(40)] + [fact("comment", ROSA, 1)]
    assert of(ROSA, facts[::-1] + facts) == of(ROSA, facts)
