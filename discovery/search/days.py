"""Days as words of an index. Pure.

A day is a word, and so are the 8, 64 and 512 days around it, each named by its size and number. A stretch of days is
then a few words and not hundreds: an index merges few lists much faster than many short ones.
"""

import datetime as dt
from collections.abc import Iterator

SIZES = tuple(8**power for power in range(4))
# all days: no word at all
EVER = "*"


def words(day: dt.date) -> list[str]:
    """What a text of that day bears; no word of a text can look like it."""
    return [_word(size, day.toordinal() // size) for size in SIZES]


def span(last: dt.date, count: int) -> str:
    """`count` days up to `last`, as a part of a tsquery; a little more where that takes fewer words."""
    return "|".join(f"'{word}'" for word in _cover(last.toordinal(), last.toordinal() - count + 1))


def _cover(last: int, first: int) -> Iterator[str]:
    """From the newest day back: always the largest piece that begins here and is not mostly older than `first`."""
    while last >= max(first, 1):
        size = next(s for s in reversed(SIZES) if s == 1 or ((last + 1) % s == 0 and last - s // 2 >= first))
        yield _word(size, last // size)
        last -= size


def _word(size: int, number: int) -> str:
    return f"@{size}:{number}"
