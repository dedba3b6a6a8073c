"""Names people may carry. Pure: what a name looks like, never who has it.

A username is small Latin letters, digits and single hyphens, so that no two alphabets can be mixed in it; what still
looks alike (0 and o, 1, i and l, rn and m) counts as the same name, in the database too.
"""

import re
import unicodedata

from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower, Replace

SHORTEST, LONGEST = 2, 30
SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# letters that have no decomposition
PLAIN = str.maketrans(
    {"ø": "o", "ß": "ss", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n"}
)
ALIKE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))
RESERVED = frozenset(
    """
    about accessibility account accounts admin administrator anonymous api collections community curator
    curators deleted demo digest everyone evidence feed guest health help here host info learning
    learnsocial letters login logout mail mailbox me member members mod moderator moderators new news
    nobody norms notifications official organizer organizers owner people postmaster preferences privacy
    root search security settings signup site staff static styleguide support system tags team
    unanswered user users visitor webmaster welcome you
    """.split()  # noqa: SIM905 (a paragraph reads better than two hundred quotes)
)
MIXED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def skeleton(username: str) -> str:
    """What `username` looks like at a glance; two names with one skeleton are one name."""
    look = username.lower()
    for seen, meant in ALIKE:
        look = look.replace(seen, meant)
    return look


def skeleton_of(column: str) -> models.Expression:
    """The same for a column, as the database works it out."""
    look: models.Expression = Lower(column)
    for seen, meant in ALIKE:
        look = Replace(look, Value(seen), Value(meant))
    return look


def is_well_formed(username: str) -> bool:
    return SHORTEST <= len(username) <= LONGEST and SHAPE.fullmatch(username) is not None


def is_reserved(username: str) -> bool:
    """Names of pages and offices, and whatever could be taken for one at a glance."""
    return skeleton(username) in _RESERVED_LOOKS


def suggestion(name: str) -> str:
    """A username made of a person's name; `member` where none of its letters has a plain form."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(PLAIN)).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", letters)))[:LONGEST].strip("-")
    return words if is_well_formed(words) else "member"


def numbered(base: str, number: int) -> str:
    """`base`, then `base-2`, `base-3`…, never longer than a username may be."""
    if number == 1:
        return base
    tail = f"-{number}"
    return base[: LONGEST - len(tail)].rstrip("-") + tail


def tidy(name: str) -> str:
    """A person's name with single spaces and without signs nobody sees."""
    seen = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", name))
    return " ".join("".join(char for char in seen if char == "\u200d" or unicodedata.category(char)[0] != "C").split())


def is_plausible(name: str) -> bool:
    """A name has a letter, no pile of accents, and no word that mixes alphabets which look alike."""
    return (
        any(char.isalpha() for char in name)
        and not re.search(r"[\u0300-\u036f]{3}", unicodedata.normalize("NFD", name))
        and not any(len(_alphabets(word)) > 1 for word in name.split())
    )


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha())
    return {name for name in names if name in MIXED}


_RESERVED_LOOKS = frozenset(skeleton(name) for name in RESERVED)
