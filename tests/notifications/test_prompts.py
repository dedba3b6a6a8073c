"""One ledger for everything that is offered unasked, and a budget that nobody's week exceeds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import clock
from members.models import Preferences
from notifications.budget import PROMPT_BUDGET, PromptAnswer, PromptKind, Shown, Wanted, choose
from notifications.models import Prompt
from notifications.selectors.prompts import is_refused
from notifications.services import answer_prompt, ask_again, may_prompt, sweep_ledger
from tests.factories import make_member

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
DRAFT = Wanted(PromptKind.DRAFT, "draft:5")


@given(
    style=st.sampled_from(sorted(PROMPT_BUDGET)),
    days=st.lists(
        st.tuples(
            st.floats(min_value=0, max_value=5, exclude_min=True),
            st.sets(st.sampled_from(PromptKind.values)),
            st.sampled_from(["", *PromptAnswer.values]),
        ),
        max_size=60,
    ),
)
def test_no_simulated_member_is_asked_more_often_than_their_budget(style, days):
    """Whatever wants to be shown, whenever somebody comes and whatever they answer."""
    shown, now = [], NOW
    for passed, kinds, answer in days:
        now += passed * DAY
        chosen = choose(style, [Wanted(kind, f"{kind}:{now}") for kind in sorted(kinds)], shown, now)
        if chosen:
            assert not any(one.kind == chosen.kind and one.answer == "never" for one in shown)
            shown.append(Shown(chosen.kind, now, answer, now if answer else None))
    count, period = PROMPT_BUDGET[style]
    for first in shown:
        assert sum(first.at <= one.at < first.at + period for one in shown) <= count
    for kind, most in ((PromptKind.DRAFT, 1), (PromptKind.TAKEAWAY, 3)):
        own = [one.at for one in shown if one.kind == kind]
        assert all(sum(first <= at < first + 7 * DAY for at in own) <= most for first in own)


@pytest.mark.parametrize(
    ("waiting", "first"),
    [
        (("takeaway", "person", "invitation"), "person"),
        (("draft", "due", "invitation"), "invitation"),
        (("pulse", "takeaway", "due"), "due"),
        (("draft", "takeaway"), "takeaway"),
        (("newcomer",), "newcomer"),
    ],
)
def test_when_several_wait_people_come_first(waiting, first):
    assert choose("read", [Wanted(kind, "x:1") for kind in waiting], [], NOW).kind == first


@pytest.mark.parametrize(("style", "count", "days"), [("read", 1, 14), ("join", 1, 7), ("start", 2, 7)])
def test_the_budget_follows_how_somebody_takes_part(style, count, days):
    shown = [Shown("pulse", NOW)] * count
    want = [Wanted("newcomer", "x:1")]
    assert choose(style, want, shown[1:], NOW)
    assert choose(style, want, shown, NOW + days * DAY - dt.timedelta(seconds=1)) is None
    assert choose(style, want, shown, NOW + days * DAY)


def test_in_the_hallway_nothing_is_offered():
    assert choose("start", [Wanted("person", "x:1", in_hallway=True)], [], NOW) is None


@pytest.mark.parametrize(("answer", "silent_for"), [("not_now", 7), ("never", 4_000)])
def test_an_answer_is_remembered(answer, silent_for):
    shown = [Shown("pulse", NOW - 20 * DAY, answer, NOW)]
    want = [Wanted("pulse", "x:2")]
    assert choose("start", want, shown, NOW + (silent_for - 1) * DAY) is None
    assert choose("start", [Wanted("newcomer", "x:2")], shown, NOW)  # another kind may
    if answer == "not_now":
        assert choose("start", want, shown, NOW + silent_for * DAY)


def test_two_windows_show_one(member):
    first = may_prompt(member_id=member.pk, wanted=[DRAFT])
    assert may_prompt(member_id=member.pk, wanted=[DRAFT]) == first
    assert Prompt.objects.count() == 1
    assert may_prompt(member_id=member.pk, wanted=[Wanted(PromptKind.PULSE, "pulse:1")]) is None


def test_what_was_answered_never_comes_again(member):
    may_prompt(member_id=member.pk, wanted=[DRAFT])
    answer_prompt(member_id=member.pk, kind=PromptKind.DRAFT, subject="draft:5", answer=PromptAnswer.NOT_NOW)
    with clock.at(clock.now() + 100 * DAY):
        assert may_prompt(member_id=member.pk, wanted=[DRAFT]) is None
        assert may_prompt(member_id=member.pk, wanted=[Wanted(PromptKind.DRAFT, "draft:6")])


def test_do_not_ask_ends_a_kind_until_it_is_taken_back(member):
    may_prompt(member_id=member.pk, wanted=[DRAFT])
    answer_prompt(member_id=member.pk, kind=PromptKind.DRAFT, subject="draft:5", answer=PromptAnswer.NEVER)
    assert is_refused(member.pk, PromptKind.DRAFT)
    another = [Wanted(PromptKind.DRAFT, "draft:6")]
    with clock.at(clock.now() + 500 * DAY):
        sweep_ledger()
        assert may_prompt(member_id=member.pk, wanted=another) is None
        ask_again(member_id=member.pk, kind=PromptKind.DRAFT)
        assert not is_refused(member.pk, PromptKind.DRAFT)
        assert may_prompt(member_id=member.pk, wanted=another)


def test_everybody_has_a_ledger_of_their_own(member, author):
    assert may_prompt(member_id=member.pk, wanted=[DRAFT])
    assert may_prompt(member_id=author.pk, wanted=[DRAFT])
    assert not is_refused(author.pk, PromptKind.DRAFT)


def test_a_year_later_it_is_forgotten(member):
    may_prompt(member_id=member.pk, wanted=[DRAFT])
    with clock.at(clock.now() + 399 * DAY):
        assert sweep_ledger() == 0
    with clock.at(clock.now() + 401 * DAY):
        assert sweep_ledger() == 1


def test_who_likes_to_start_things_is_asked_twice_a_week(db):
    starter = make_member("Stan Starter")
    Preferences.objects.filter(member=starter).update(style="start")
    kinds = (PromptKind.PULSE, PromptKind.NEWCOMER, PromptKind.REFLECTION)
    shown = [may_prompt(member_id=starter.pk, wanted=[Wanted(kind, "x:1")]) for kind in kinds]
    assert [bool(one) for one in shown] == [True, True, False]
