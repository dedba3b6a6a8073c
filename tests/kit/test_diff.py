"""What changed between two texts: both can be read out of it again, and no text makes it slow."""

import random
import time

import pytest

from kit.diff import Part, compare, is_same, shortened

REPEATED = "a " * 9_000


def _random(seed: int, pieces: list[str]) -> str:
    return "".join(random.Random(seed).choices(pieces, k=10_000))


def before(changes):
    return "".join(text for part, text in changes if part is not Part.IN)


def after(changes):
    return "".join(text for part, text in changes if part is not Part.OUT)


def parts(changes):
    return [(part.value, text) for part, text in changes]


def test_words_go_and_come():
    assert parts(compare("The long corridor taught us.", "The corridor taught me.")) == [
        ("same", "The "),
        ("out", "long "),
        ("same", "corridor taught "),
        ("out", "us"),
        ("in", "me"),
        ("same", "."),
    ]


def test_a_space_that_stayed_between_two_changes_is_no_island():
    assert parts(compare("one two three", "four five three")) == [
        ("out", "one two"),
        ("in", "four five"),
        ("same", " three"),
    ]


def test_paragraphs_are_matched_before_words():
    changes = compare("First.\n\nSecond.\n", "New.\n\nFirst.\n\nSecond.\n")
    assert parts(changes) == [("in", "New.\n\n"), ("same", "First.\n\nSecond.\n")]


def test_nothing_changed():
    assert is_same(compare("Same.", "Same."))
    assert not is_same(compare("Same.", "Other."))
    assert compare("", "") == []


def test_both_texts_can_be_read_out_of_any_comparison():
    chance = random.Random(7)
    for _ in range(2_000):
        letters = chance.choice(["ab ", "a b\n", "abc, \n", "é\u2028x \n"])
        old, new = ("".join(chance.choices(letters, k=chance.randrange(40))) for _ in range(2))
        changes = compare(old, new)
        assert (before(changes), after(changes)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_random(1, ["a ", "b "]), _random(2, ["a ", "b "])),
        (_random(1, ["a", "\n", "b"]), _random(2, ["a", "\n", "b"])),
        (REPEATED + "x y z " * 300, "q " + REPEATED + "z y x " * 300),
        ("." * 20_000, "," + "." * 19_999),
    ],
)
def test_the_longest_texts_are_compared_in_a_moment(old, new):
    began = time.process_time()
    changes = compare(old, new)
    assert time.process_time() - began < 2
    assert (before(changes), after(changes)) == (old, new)


def test_what_stayed_is_left_out_but_for_some_words_around_a_change():
    long = "word " * 200
    changes = shortened(compare(f"{long}old {long}", f"{long}new {long}"))
    assert [part.value for part, _ in changes] == ["skipped", "same", "out", "in", "same", "skipped"]
    assert len(before(changes)) < 400
    assert all(len(text) == 0 or text.strip() for part, text in changes if part is Part.SAME)
