"""Where a picture of this site is found, and how its lines in Markdown say so.

The size stands in the address, so that a page keeps the room for it without asking anybody. Whoever types another size
gets an address at which there is nothing.
"""

import re
from typing import NamedTuple

KEY_LENGTH = 22  # 128 bits in base64
WIDTH, HEIGHT = 2_000, 4_000
SMALL = 800
# narrower ones are not worth a second file
SMALL_FROM = 960
_ADDRESS = re.compile(r"/pictures/([A-Za-z0-9_-]{22})-([1-9][0-9]{0,3})x([1-9][0-9]{0,3})\.webp\Z")
_MARKUP = re.compile(r"[\\\[\]`*_<&~@]")


class Place(NamedTuple):
    """A picture's key and the size of it, in pixels."""

    key: str
    width: int
    height: int

    @property
    def address(self) -> str:
        return f"/pictures/{self.key}-{self.width}x{self.height}.webp"

    @property
    def small(self) -> "Place | None":
        """The picture for narrow screens, where there is one."""
        if self.width <= SMALL_FROM:
            return None
        return Place(self.key, SMALL, max(1, round(self.height * SMALL / self.width)))


def place_of(address: str) -> Place | None:
    """The picture at an address of this site; None for any other address."""
    found = _ADDRESS.match(address)
    place = Place(found[1], int(found[2]), int(found[3])) if found else None
    return place if place and place.width <= WIDTH and place.height <= HEIGHT else None


def line(place: Place, words: str) -> str:
    """The Markdown that shows a picture; `words` say what is on it, for people who cannot see it."""
    escaped = _MARKUP.sub(r"\\\g<0>", " ".join(words.split()))
    return f"![{escaped}]({place.address})"
