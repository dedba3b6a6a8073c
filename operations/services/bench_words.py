"""Made-up words that are used as often as those of people: a few all the time, most of them hardly ever."""

import random
from dataclasses import dataclass
from itertools import accumulate

from kit.markdown import RENDERER_VERSION

SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
WORDS_AT_MOST = len(SYLLABLES) ** 3
WORDS_IN_A_TEXT, WORDS_IN_AN_EXCERPT = 60, 25
# of Zipf and Mandelbrot: the n-th most used word is used in proportion to 1 / (n + SHIFT)
SHIFT = 2.7


@dataclass(frozen=True, slots=True)
class Said:
    """A text with what is made of it when it is stored."""

    body: str
    html: str
    excerpt: str
    version: int


class Vocabulary:
    """`size` words, the most used first, the same each time."""

    def __init__(self, size: int) -> None:
        self.words = [spelled(number) for number in range(size)]
        self._weights = list(accumulate(1 / (number + 1 + SHIFT) for number in range(size)))

    def said(self, dice: random.Random) -> Said:
        """A text of its own: one paragraph of plain words."""
        words = dice.choices(self.words, cum_weights=self._weights, k=WORDS_IN_A_TEXT)
        body = " ".join(words)
        return Said(body, f"<p>{body}</p>", " ".join(words[:WORDS_IN_AN_EXCERPT]), RENDERER_VERSION)


def spelled(number: int) -> str:
    """The word of that number below WORDS_AT_MOST: three syllables, and a last letter that is no language's ending."""
    first, rest = divmod(number, len(SYLLABLES) ** 2)
    second, third = divmod(rest, len(SYLLABLES))
    return SYLLABLES[third] + SYLLABLES[second] + SYLLABLES[first] + "x"
