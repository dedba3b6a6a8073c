"""Days as words: a stretch has all of its days, and hardly any others, in few words."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from discovery.search import days
from discovery.search.words import folded

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2200, 1, 1))
COUNTS = st.integers(1, 5000)


def meets(day: dt.date, span: str) -> bool:
    return any(f"'{word}'" in span.split("|") for word in days.words(day))


@given(last=DAYS, count=COUNTS, back=st.integers(0, 6000))
def test_a_day_of_the_stretch_is_met_and_one_far_off_is_not(last, count, back):
    span = days.span(last, count)
    if back < count:
        assert meets(last - dt.timedelta(days=back), span)
    if back >= 2 * count:
        assert not meets(last - dt.timedelta(days=back), span)


@given(last=DAYS, count=COUNTS, ahead=st.integers(1, 2000))
def test_no_later_day_is_met(last, count, ahead):
    assert not meets(last + dt.timedelta(days=ahead), days.span(last, count))


@given(last=DAYS, count=COUNTS)
def test_a_long_stretch_is_few_words(last, count):
    assert len(days.span(last, count).split("|")) <= 45


def test_no_word_of_a_text_looks_like_a_day():
    assert "@" not in folded("@1:739581 @8:92447")
