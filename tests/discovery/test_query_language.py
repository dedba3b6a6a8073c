"""What was typed into the search box, taken apart."""

import datetime as dt
import time

from hypothesis import given
from hypothesis import strategies as st

from discovery.search.language import QUERY_LENGTH, TERMS_AT_MOST, parse, words_of

KINDS = ("question", "resource")


def test_words_phrases_and_exclusions():
    query = parse('door "at the door" -room -"in the room"')
    assert query.terms == ("door", "at the door")
    assert query.without == ("room", "in the room")


def test_operators_and_their_opposites():
    query = parse(
        'tag:learning tag:"first week" -tag:#noise author:@Ada kind:question is:unanswered before:2026', kinds=KINDS
    )
    assert query.tags == ("learning", "first week")
    assert query.not_tags == ("noise",)
    assert query.authors == ("ada",)
    assert (query.kinds, query.is_, query.before) == (("question",), ("unanswered",), dt.date(2026, 1, 1))
    assert not query.terms


def test_what_is_no_operator_is_words():
    query = parse("colour:red kind:cake is:late before:monday before:2026-13 http://x.org/y node.js", kinds=KINDS)
    assert query.terms[:4] == ("colour red", "kind cake", "is late", "before monday")
    assert query.terms[-2:] == ("http x org y", "node js")
    assert not query.has_filters


def test_days_months_and_years():
    query = parse("after:2026-03 before:2026-04-05")
    assert (query.after, query.before) == (dt.date(2026, 3, 1), dt.date(2026, 4, 5))


def test_nothing_to_look_for():
    for text in ("", "   ", "-", '""', '"', "- -", "!!! ???", "\x00", "tag:", "tag:#", '-""'):
        assert parse(text).terms == () or parse(text).terms == ("tag",), text


def test_an_open_quote_ends_with_the_text():
    assert parse('"at the door').terms == ("at the door",)


def test_only_so_much_counts():
    query = parse("one " * 4000 + "last")
    assert query.was_cut
    assert len(query.typed) <= QUERY_LENGTH
    assert query.terms == ("one",)
    assert len(parse(" ".join(f"w{n}" for n in range(90))).terms) == TERMS_AT_MOST
    assert not parse("short").was_cut


@given(st.text(max_size=600))
def test_anything_can_be_typed(text):
    query = parse(text, kinds=KINDS)
    for term in (*query.terms, *query.without):
        assert term.split() == words_of(term)
        assert '"' not in term
    assert parse(query.typed, kinds=KINDS) == query or query.was_cut


@given(st.lists(st.sampled_from(['"', "-", "tag:", "a", " ", ":", "before:", "2026", "is:", "\t", "(", "*", "NEAR"])))
def test_pieces_of_the_language_in_any_order(pieces):
    parse("".join(pieces), kinds=KINDS)


def test_ten_thousand_characters_are_quick():
    began = time.perf_counter()
    for piece in ('"', "a", "a:", "-", "tag:", '-"', "é ", "a" * 99 + ":"):
        parse(piece * (10_000 // len(piece)))
    assert time.perf_counter() - began < 0.5
