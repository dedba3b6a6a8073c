"""The worked examples of scoring D.4, and what must hold for any facts."""

import datetime as dt
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.arithmetic import (
    DEFAULT,
    Fact,
    comment_score,
    comment_scores,
    decay_due,
    discussion_scores,
    numbered,
    post_scores,
    ranking,
    score_rows,
    tag_score,
    worth,
)
from posts.models import Post
from posts.words import liveliness
from tests.engagement.facts import AT, fact, scored

P, Q, R, S, T, C = range(1, 7)

BY_PERSON = {
    P: [fact("post", P, 6), fact("comment", P, 4)],
    Q: [fact("comment", Q, 5), fact("comment_ack", Q, 5), fact("comment", Q, 2)],
    R: [fact("comment", R, 3), fact("tried", R, 0.5)],
    S: [fact("read", S, 4), fact("react_use", S, 4)],
    T: [fact("read", T, 3), fact("takeaway_shared", T, 1)],
    C: [fact("comment", C, 1, by_staff=True)],
}
EXAMPLE = [one for facts in BY_PERSON.values() for one in facts]


@pytest.mark.parametrize(
    ("person", "a", "learned"),
    [(P, 0.934, 1.023), (Q, 1.061, 1.431), (R, 1.330, 1.928), (S, 0.181, 0.548), (T, 0.639, 1.174), (C, 0.389, 0.257)],
)
def test_worked_example_person_by_person(person: int, a: float, learned: float) -> None:
    scores = scored(BY_PERSON[person], author=None)
    assert (scores.a, scores.l) == (pytest.approx(a, abs=6e-4), pytest.approx(learned, abs=6e-4))


def test_worked_example_as_a_whole() -> None:
    scores = scored(EXAMPLE, author=P)
    assert scores.a == pytest.approx(4.07, abs=0.005)
    assert scores.l == pytest.approx(5.85, abs=0.005)
    assert ranking(scores.a, DEFAULT.kappa_a) == pytest.approx(0.64, abs=0.005)
    assert ranking(scores.l, DEFAULT.kappa_l) == pytest.approx(0.62, abs=0.005)
    assert liveliness(Post(a=scores.a, l=scores.l)) == "keeper, lively"
    assert scores.people == 6
    assert scores.explain == {"comment": 5, "tried": 1, "takeaway_shared": 1, "comment_ack": 1, "post": 1}


def test_breadth_beats_volume() -> None:
    start = [fact("post", P, 6)]
    one = scored(start + [fact("comment", Q, 1) for _ in range(20)])
    six = scored(start + [fact("comment", person, 1) for person in range(10, 16)])
    assert (one.a, one.l) == (pytest.approx(2.118, abs=5e-4), pytest.approx(1.761, abs=5e-4))
    assert (six.a, six.l) == (pytest.approx(5.984, abs=5e-4), pytest.approx(4.403, abs=5e-4))
    assert one.a < six.a


def test_a_days_sum_stays_below_three_and_a_third() -> None:
    scores = scored([fact("comment", Q, 0) for _ in range(200)], author=None)
    assert math.expm1(scores.a) == pytest.approx(2 * (1 - 0.7**200) / 0.3)


def test_the_day_is_counted_over_all_discussions() -> None:
    here, elsewhere = fact("comment", Q, 1.0), fact("comment", Q, 1.01)
    first, second = numbered([here, elsewhere])
    assert (first.key, first.nth, second.key, second.nth) == (elsewhere.key, 1, here.key, 2)


def test_another_local_day_starts_anew() -> None:
    assert [f.nth for f in numbered([fact("comment", Q, 1), fact("comment", Q, 2), fact("read", Q, 1)])] == [1, 1, 1]


def test_a_fact_never_numbered_is_refused() -> None:
    with pytest.raises(ValueError, match="never numbered"):
        discussion_scores([fact("comment", Q, 1)], author=None, hallway=False, at=AT)


def test_reads_past_ten_a_day_weigh_nothing() -> None:
    reads = [fact("read", Q, 0.1) for _ in range(30)]
    assert scored(reads).a == scored(reads[:10]).a


def test_private_learning_counts_only_in_a_crowd_of_three() -> None:
    start = [fact("post", P, 6)]
    two = start + [fact("takeaway_private", person, 1) for person in (Q, R)]
    three = [*two, fact("takeaway_private", S, 1)]
    assert scored(two).l == scored(start).l
    assert scored(three).l == pytest.approx(scored(start).l + 3 * math.log1p(2 * 2 ** (-1 / 30)))


def test_the_same_two_people_often_are_no_crowd() -> None:
    facts = [fact("takeaway_private", person, day) for person in (Q, R) for day in range(1, 6)]
    assert scored(facts).l == 0


def test_private_facts_are_not_in_the_explanation_or_the_people() -> None:
    facts = [fact("takeaway_private", person, 1) for person in (Q, R, S)] + [fact("read", T, 1), fact("post", P, 2)]
    scores = scored(facts)
    assert (scores.people, scores.explain) == (1, {"post": 1})


def test_one_read_counts_without_a_crowd() -> None:
    assert scored([fact("read", Q, 0)]).l == pytest.approx(math.log1p(0.3))


def test_at_most_three_private_lines_of_a_person_count_in_one_discussion() -> None:
    crowd = [fact("takeaway_private", person, 1) for person in (Q, R)]
    lines = [fact("takeaway_private", S, day) for day in (1, 2, 3, 4, 5)]
    assert scored(crowd + lines).l == scored(crowd + lines[:3]).l


def test_hallway_halves_activity_and_teaches_nothing() -> None:
    scores = scored(EXAMPLE, hallway=True)
    assert 0 < scores.a < scored(EXAMPLE).a
    assert scores.l == 0


def test_imported_facts_are_never_fresh_but_still_learned_from() -> None:
    scores = scored([fact("comment", Q, 1, imported=True)])
    assert (scores.a, scores.l) == (0, pytest.approx(math.log1p(2 ** (-1 / 30))))


def test_what_lies_ahead_has_not_happened() -> None:
    assert scored([fact("comment", Q, -0.01)]).a == 0


def test_a_fact_told_twice_counts_once() -> None:
    assert scored(EXAMPLE + EXAMPLE) == scored(EXAMPLE)
    counted = numbered(EXAMPLE)
    twice = discussion_scores(counted + counted, author=P, hallway=False, at=AT)
    assert twice == scored(EXAMPLE)


def test_rows_in_any_order_give_the_very_same_bits() -> None:
    rng = random.Random(1)
    facts = numbered([fact("comment", n % 3, rng.random() * 60) for n in range(200)])
    rows = [(0, f.verb, f.actor, f.at.timestamp(), f.nth, False, False, False) for f in facts]
    ask = {"author": P, "hallway": False, "at": AT}
    assert len({score_rows(rng.sample(rows, 200), **ask).l for _ in range(20)}) == 1


def test_little_is_stored_as_nothing_and_then_rests() -> None:
    year_old = scored([fact("post", P, 365)])
    assert (year_old.a, year_old.l, year_old.worth, decay_due(year_old)) == (0, 0, 0, None)
    month_old = scored([fact("post", P, 40)])
    assert (month_old.a, decay_due(month_old)) == (0, dt.timedelta(days=1))
    assert decay_due(scored(EXAMPLE)) == dt.timedelta(hours=1)


def test_worth_joins_both_ranking_values() -> None:
    assert worth(4.07, 5.85) == pytest.approx(0.45 * 0.623 + 0.25 * 0.6385, abs=5e-4)
    assert scored(EXAMPLE).worth == worth(scored(EXAMPLE).a, scored(EXAMPLE).l)


@pytest.mark.parametrize(
    ("a", "learned", "shown"),
    [(2.49, 2.49, ""), (2.5, 2.5, "rich, lively"), (4.99, 0, "lively"), (5, 5, "keeper, busy")],
)
def test_words_for_members_name_only_the_upper_bands(a: float, learned: float, shown: str) -> None:
    assert liveliness(Post(a=a, l=learned)) == shown


def test_a_comment_lives_from_what_others_gave() -> None:
    facts = [fact("comment", Q, 0), fact("react_use", Q, 0), fact("react_use", R, 30), fact("react_use", P, 0)]
    score = comment_score(facts, author=P, hallway=False, at=AT)
    assert score == pytest.approx(math.log1p(1.5) + math.log1p(0.5))
    assert comment_score(facts, author=P, hallway=True, at=AT) == 0


def test_a_newcomer_without_a_reply_gives_a_quarter() -> None:
    def given(trusted: bool) -> float:
        return math.expm1(comment_score([fact("react_use", Q, 0, trusted=trusted)], author=P, hallway=False, at=AT))

    assert (given(trusted=True), given(trusted=False)) == (pytest.approx(1), pytest.approx(0.25))


def test_a_trial_of_two_origins_gives_each_a_half() -> None:
    score = comment_score([fact("tried", Q, 0, share=0.5)], author=P, hallway=False, at=AT)
    assert score == pytest.approx(math.log1p(1.5))


def test_tags_sum_ranking_values() -> None:
    scores = scored(EXAMPLE)
    assert tag_score([scores, scores])[1] == pytest.approx(2 * ranking(scores.l, 6))


VERBS = sorted(DEFAULT.weights)


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(VERBS), st.integers(1, 6), st.integers(0, 90 * 24), st.integers(0, 31)),
            max_size=25,
        )
    )
    return [
        fact(verb, actor, hours / 24, key=str(i), by_staff=bool(bits & 1), private=bool(bits & 2),
             imported=bits & 12 == 12, trusted=not bits & 16)
        for i, (verb, actor, hours, bits) in enumerate(rows)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(some_facts(), st.randoms(use_true_random=False), st.booleans())
def test_order_does_not_move_a_score_by_a_single_bit(facts: list[Fact], rng: random.Random, hallway: bool) -> None:
    shuffled = rng.sample(facts, len(facts))
    assert scored(shuffled, hallway=hallway) == scored(facts, hallway=hallway)
    credit = {"author": 1, "hallway": hallway, "at": AT}
    assert comment_score(shuffled, **credit) == comment_score(facts, **credit)


@settings(max_examples=60, deadline=None)
@given(some_facts(), some_facts())
def test_another_fact_never_lowers_a_score(facts: list[Fact], more: list[Fact]) -> None:
    counted = numbered([*facts, *(f._replace(key=f"more{f.key}") for f in more)])
    some = [f for f in counted if not f.key.startswith("more")]
    scores = [discussion_scores(each, author=1, hallway=False, at=AT) for each in (some, counted)]
    assert scores[0].a <= scores[1].a
    assert scores[0].l <= scores[1].l


@settings(max_examples=60, deadline=None)
@given(some_facts(), st.floats(0, 200))
def test_time_alone_never_raises_a_score(facts: list[Fact], days: float) -> None:
    now, later = scored(facts), scored(facts, at=AT + dt.timedelta(days=days))
    assert later.a <= now.a
    assert later.l <= now.l


@settings(max_examples=30, deadline=None)
@given(some_facts())
def test_the_hallway_teaches_nothing_ever(facts: list[Fact]) -> None:
    assert scored(facts, hallway=True).l == 0


@settings(max_examples=40, deadline=None)
@given(some_facts(), some_facts())
def test_rows_in_one_pass_give_what_facts_give(one: list[Fact], two: list[Fact]) -> None:
    posts = {7: (1, False), 9: (2, True)}
    counted = {7: numbered(one), 9: numbered(two)}
    rows = [
        (post, f.verb, f.actor, f.at.timestamp(), f.nth, f.by_staff, f.private, f.imported)
        for post in posts
        for f in counted[post]
    ]
    expected = {
        post: discussion_scores(counted[post], author=author, hallway=hallway, at=AT)
        for post, (author, hallway) in posts.items()
        if counted[post]
    }
    assert dict(post_scores(rows, posts, at=AT)) == expected
    credits = [(post, f.verb, f.actor, f.at.timestamp(), f.trusted, f.share) for post in posts for f in counted[post]]
    assert dict(comment_scores(credits, posts, at=AT)) == {
        post: comment_score(counted[post], author=posts[post][0], hallway=posts[post][1], at=AT) for post in expected
    }
