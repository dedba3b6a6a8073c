"""Digests E.4 and E.5: the worked values, the caps, and readers of whom little is known."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.arithmetic import Candidate, Reader, choose, cold_start, likeness, score, seed_cap, stable_rand


def candidate(post: int = 1, **more: object) -> Candidate:
    """A middling discussion unlike all others, but for what is said."""
    usual = {"author": f"author {post}", "kind": "question", "tags": (f"tag {post}",), "interest": 0.5}
    return Candidate(**({"post": post, "learning": 0.5, "age": 2.0, "rand": 0.5} | usual | more))


def posts(candidates: list[Candidate], **more: object) -> list[int]:
    return [each.candidate.post for each in choose(candidates, **more)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"interest": 0.60, "learning": 0.62, "age": 3, "social": True, "rand": 0.3}, 0.569),
        ({"interest": 0.75, "learning": 0.10, "age": 1, "need": True, "rand": 0.2}, 0.524),
        ({"interest": 0.20, "learning": 0.80, "age": 5, "rand": 0.9}, 0.378),
        ({"interest": 0.60, "learning": 0.62, "age": 3, "social": True, "rand": 0.3, "shown": 1}, 0.285),
        ({"interest": 0.05, "learning": 0.15, "age": 6, "rand": 0.5}, 0.133),
    ],
)
def test_worked_values(fields: dict[str, object], expected: float) -> None:
    assert score(candidate(**fields)) == pytest.approx(expected, abs=6e-4)


def test_gone_after_two_showings_without_a_visit() -> None:
    assert score(candidate(shown=2)) == 0
    assert posts([candidate(shown=2), candidate(2, shown=1)]) == [2]


def test_declined_is_out_of_the_question() -> None:
    assert score(candidate(declined=True)) == 0


def test_without_a_history_interest_falls_away_and_the_rest_is_rescaled() -> None:
    known = candidate(interest=0.0)
    assert score(known, Reader(history=False)) == pytest.approx(score(known) / 0.65)
    assert score(known, Reader(history=False, ties=False)) == pytest.approx(score(known) / 0.55)


def test_full_marks_are_one_whatever_applies() -> None:
    best = candidate(interest=1, learning=1, age=0, rand=1, social=True, need=True)
    for reader in (Reader(), Reader(history=False), Reader(history=False, ties=False)):
        assert score(best, reader) == pytest.approx(1)


def test_likeness_is_shared_tags_and_half_for_the_author() -> None:
    one = candidate(1, tags=("a", "b"), author="P")
    assert likeness(one, candidate(2, tags=("b", "c"), author="Q")) == pytest.approx(1 / 3)
    assert likeness(one, candidate(2, tags=("a", "b"), author="P")) == 1.5
    assert likeness(candidate(tags=()), candidate(2, tags=())) == 0


def test_an_unlike_one_is_preferred_to_a_slightly_better_one() -> None:
    first, twin, other = (
        candidate(1, tags=("a",), interest=0.9),
        candidate(2, tags=("a",), interest=0.8),
        candidate(3, tags=("b",), interest=0.6),
    )
    assert posts([first, twin, other]) == [1, 3, 2]


def test_one_seed_in_four() -> None:
    seeds = [candidate(n, is_seed=True, interest=0.9) for n in (1, 2)]
    others = [candidate(n) for n in range(3, 11)]
    assert len([post for post in posts(seeds + others) if post < 3]) == 1


@pytest.mark.parametrize(("seeds", "others", "cap"), [(1, 9, 1), (5, 5, 2), (4, 0, 4), (1, 1, 2), (0, 4, 1)])
def test_where_seeds_are_most_of_what_there_is_more_of_them_may_come(seeds: int, others: int, cap: int) -> None:
    offered = [candidate(n, is_seed=n < seeds) for n in range(seeds + others)]
    assert seed_cap(offered, 4) == cap


def test_two_of_an_author_at_most() -> None:
    assert len(posts([candidate(n, author="P") for n in range(4)])) == 2


def test_two_of_a_first_tag_at_most() -> None:
    assert len(posts([candidate(n, tags=("a", str(n))) for n in range(4)])) == 2


def test_another_kind_gets_the_last_place() -> None:
    questions = [candidate(n, interest=0.9) for n in range(1, 6)]
    weak = candidate(9, kind="resource", interest=0.0)
    assert posts([*questions, weak])[-1] == 9
    assert len(posts(questions)) == 4


def test_a_new_voice_gets_a_place_if_it_is_good_enough() -> None:
    known = [candidate(n, interest=0.9, kind=str(n % 2)) for n in range(1, 6)]
    assert 9 in posts([*known, candidate(9, interest=0.1, author_posts=3)])
    assert 9 not in posts([*known, candidate(9, interest=0.1, author_posts=4)])
    assert 9 not in posts([*known, candidate(9, interest=0.0, learning=0.1, author_posts=1)])


def test_when_one_place_must_serve_two_ends_whoever_serves_both_gets_it() -> None:
    same = [candidate(n, interest=0.9) for n in range(1, 6)]
    voice, kind = candidate(8, interest=0.4, author_posts=1), candidate(9, kind="resource", interest=0.4)
    assert set(posts([*same, voice, kind])[2:]) == {8, 9}
    both = candidate(10, kind="resource", interest=0.3, author_posts=1)
    assert 10 in posts([*same, both])
    assert posts([*same, both])[:2] == [1, 2]


offers = st.lists(
    st.builds(
        candidate,
        st.integers(0, 10**6),
        author=st.integers(0, 5),
        kind=st.sampled_from(["question", "resource", "prompt"]),
        tags=st.lists(st.sampled_from("abcde"), max_size=3, unique=True).map(tuple),
        interest=st.floats(0, 1),
        learning=st.floats(0, 1),
        age=st.floats(0, 28),
        is_seed=st.booleans(),
        author_posts=st.integers(1, 8),
        shown=st.integers(0, 2),
    ),
    max_size=14,
    unique_by=lambda each: each.post,
)


@settings(max_examples=150, deadline=None)
@given(offers, st.randoms(use_true_random=False))
def test_caps_hold_and_order_plays_no_part(offered: list[Candidate], rng: random.Random) -> None:
    chosen = choose(offered)
    assert choose(rng.sample(offered, len(offered))) == chosen
    taken = [each.candidate for each in chosen]
    live = [each for each in offered if score(each) > 0]
    assert len(taken) <= 4
    assert sum(each.is_seed for each in taken) <= seed_cap(live, min(4, len(live)))
    for three in combinations(taken, 3):
        assert len({each.author for each in three}) > 1
        assert len({each.tags[:1] for each in three}) > 1 or not three[0].tags


def test_the_same_question_gets_the_same_rand() -> None:
    assert stable_rand(1, 2, "2025-W11") == stable_rand(1, 2, "2025-W11")
    drawn = {stable_rand(1, post, "2025-W11") for post in range(1000)}
    assert len(drawn) == 1000
    assert 0 <= min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1
    assert stable_rand(1, 23, "2025-W11") != stable_rand(12, 3, "2025-W11")


def test_a_cold_start_with_tags_has_the_best_twenty_a_newcomer_and_a_harvest() -> None:
    best = [candidate(n, learning=0.9) for n in range(30)]
    newcomer = candidate(50, learning=0.1, author_posts=1)
    harvest = candidate(51, learning=0.1, harvested=True)
    old = candidate(52, learning=1.0, age=61)
    drawn = {each.post for each in cold_start([*best, newcomer, harvest, old], has_tags=True)}
    assert drawn == {*range(20), 50, 51}


def test_a_cold_start_without_tags_has_three_harvests_and_the_ritual() -> None:
    harvests = [candidate(n, learning=n / 10, harvested=True, age=100) for n in range(5)]
    rituals = [candidate(20, ritual=True, age=9), candidate(21, ritual=True, age=2)]
    best = candidate(30, learning=0.99)
    drawn = [each.post for each in cold_start([*harvests, *rituals, best], has_tags=False)]
    assert drawn == [4, 3, 2, 21]


def test_where_there_are_no_harvests_the_best_fill_up() -> None:
    assert [each.post for each in cold_start([candidate(1), candidate(2, learning=0.9)], has_tags=False)] == [2, 1]
