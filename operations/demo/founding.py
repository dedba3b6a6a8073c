"""The discussion this product grew from, condensed in our own words and under its authors' names.

The words of the original are its authors' and are not here; the link leads to them.
"""

import datetime as dt
from dataclasses import dataclass

from operations.demo.script import Line

SOURCE = "missiontolearn.com"
URL = "https://www.missiontolearn.com/learning-as-a-key-to-social-media-success/"
KEY = "demo:founding"
TITLE = "Learning as a key to social media success"
TAGS = ("learning", "hallway", "community")
AT = dt.datetime(2008, 2, 22, 12, 0, tzinfo=dt.UTC)
BODY = f"""*A piece by Jeff Cobb of 22 February 2008, and the replies to it, condensed here in our words, not theirs. [The original is at Mission to Learn]({URL}).*

Most people who care about learning would sign this sum: add social media to a chance to learn, and the learning gets better.

What if it also holds the other way round? **Add a chance to learn to a social place, and the place gets better.**

Entertainment is forgotten by next month. News lasts as long as the news. Even relationships need something to be about. The places one goes back to, year after year, tend to be those where one learns something and could answer back, whether one does or not.

Learning here does not mean courses. It is wider, untidier, and mostly done by people for themselves. Those who build social places could still borrow from the people who study how adults learn. Few do."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reply in the founding discussion; `to` is the key of the one it answers."""

    key: str
    who: str
    at: dt.datetime
    body: str
    to: str = ""


JEFF, BEN = "Jeff Cobb", "Ben Martin"
REPLIES = (
    Said(
        "c1",
        BEN,
        dt.datetime(2008, 2, 22, 14, 5, tzinfo=dt.UTC),
        "Company is worth something by itself. No big network has yet been a place to come back to for professional "
        "development. If somebody did it well, that view could change.",
    ),
    Said(
        "c2",
        JEFF,
        dt.datetime(2008, 2, 22, 16, 40, tzinfo=dt.UTC),
        "This piece nearly stayed a draft; it went out as a way of thinking in public.\n\nProfessional development is "
        "too small a word for what is meant. Reading this, turning it over and answering is learning too. Less tidy "
        "than a course, and over the years perhaps worth more.\n\nLeaders rarely warm to being social for its own "
        "sake. They want patterns they can see. Good teachers leave room first, then steady what helps and unsettle "
        "what does not; the clever ones seed the space beforehand. That last part is the one to borrow.",
        "c1",
    ),
    Said(
        "c3",
        BEN,
        dt.datetime(2008, 2, 24, 21, 12, tzinfo=dt.UTC),
        "Nobody would stop a cocktail party for a fifty-minute lecture. Why do it to the party online?\n\nAnd yet the "
        "corridor is where a conference teaches most: unofficial, unplanned, personal. Once an association pushes "
        "learning into it, the interest goes. People can find their own.",
        "c2",
    ),
    Said(
        "c4",
        JEFF,
        dt.datetime(2008, 2, 25, 15, 13, tzinfo=dt.UTC),
        "No lecture was meant, at a party or anywhere. People do find their own, but most were never helped to get good "
        "at it.\n\nSo there are two openings. Help people learn how to learn, inside the network. And seed, guide and "
        "curate. Neither is force: in a network it is very hard to take away somebody's choice, and that is its "
        "strength.",
        "c3",
    ),
    Said(
        "c5",
        BEN,
        dt.datetime(2008, 2, 27, 2, 47, tzinfo=dt.UTC),
        "Thanks for the long answer. Not all the way there, but still listening.",
        "c4",
    ),
)

# `after` counts the hours from the first day of the community
LINES = (
    Line("lucia", 60, "If I learn nothing there, I do not come back.", "everyone"),
    Line("frank", 310, "Stop putting a lectern in the corridor.", "everyone", "c3"),
    Line("aiko", 520, "Seed, then leave the room.", "everyone", "c2"),
    Line("lucia", 61, "Being able to answer matters, even when I do not.", "private", "c1"),
    Line("lucia", 62, "Few people were ever helped to get good at learning by themselves.", "private", "c4"),
    Line("grace", 130, "It nearly stayed a draft. So does most of what I write.", "private", "c2"),
    Line("noor", 222, "A social place gets better when there is something to learn in it."),
    Line("dele", 400, "Nobody can take away choice in a network; that is its strength.", "private", "c4"),
    Line("ingrid", 433, "Company and learning are not rivals. Which of them lasts alone?", "private", "c1"),
)
USE = ("lucia", "grace", "aiko", "dele", "priya", "noor", "sam")
