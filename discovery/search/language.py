"""What somebody typed into the search box, taken apart. Pure; one pass over a bounded text; it never fails."""

import datetime as dt
import re
from dataclasses import dataclass

QUERY_LENGTH = 400
TERMS_AT_MOST = 12
WORDS_IN_A_PHRASE = 12

STATES = ("unanswered", "answered", "resolved")
# a minus, a name with a colon, and words in quotes or up to the next space; an open quote ends with the text
_PART = re.compile(r'(-?)(?:([a-z]{2,10}):)?(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@dataclass(frozen=True, slots=True)
class Query:
    """`terms` must all stand in a text, none of `without` may; a term of several words is a phrase.

    Tags, authors and kinds are as typed, in small letters; `is_` is one of STATES. Dates are the reader's own days.
    """

    typed: str = ""
    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    not_authors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    is_: tuple[str, ...] = ()
    before: dt.date | None = None
    after: dt.date | None = None
    was_cut: bool = False

    @property
    def is_about_few(self) -> bool:
        """Whether only some people's texts or some tags' discussions are meant."""
        return bool(self.tags or self.authors)

    @property
    def has_filters(self) -> bool:
        sets = (self.tags, self.not_tags, self.authors, self.not_authors, self.kinds, self.not_kinds, self.is_)
        return any(sets) or self.before is not None or self.after is not None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.terms or self.has_filters)

    @property
    def as_title(self) -> str:
        """What it could be called as a question of somebody's own."""
        return self.words if self.has_filters or self.without else self.typed

    @property
    def words(self) -> str:
        """The words without operators, for names and tags."""
        return " ".join(self.terms)


def words_of(text: str) -> list[str]:
    """The words of a text as the index sees them: letters and digits, everything else parts them."""
    return _WORD.findall(text)


def parse(text: str, *, kinds: tuple[str, ...] = ()) -> Query:
    """Take a query apart. Operators that nobody knows, and known ones with a value that says nothing, are words.

    `kinds` are the kinds that there are. At most QUERY_LENGTH characters and TERMS_AT_MOST terms count.
    """
    tidy = " ".join(text[: 4 * QUERY_LENGTH].replace("\x00", " ").split())
    typed = tidy[:QUERY_LENGTH]
    found = _Parts(kinds)
    for match in _PART.finditer(typed):
        minus, name, quoted, bare = match.groups()
        value = quoted if quoted is not None else bare
        if not (name and found.operator(bool(minus), name, value)):
            found.term(bool(minus), f"{name} {value}" if name else value)
    return found.query(typed, was_cut=len(text) > 4 * QUERY_LENGTH or len(tidy) > QUERY_LENGTH)


class _Parts:
    """What was read so far."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._lists: dict[str, list[str]] = {}
        self._dates: dict[str, dt.date] = {}

    def operator(self, negated: bool, name: str, value: str) -> bool:
        """Whether this is an operator with a value that means something; then it is kept."""
        value = value.strip().casefold()
        if name in ("before", "after") and not negated:
            return self._date(name, value)
        if name == "is" and value in STATES and not negated:
            return self._add("is_", value)
        if name == "kind" and value in self._kinds:
            return self._add("not_kinds" if negated else "kinds", value)
        if name in ("tag", "author") and value.lstrip("#@"):
            return self._add(f"not_{name}s" if negated else f"{name}s", value.lstrip("#@"))
        return False

    def term(self, negated: bool, value: str) -> None:
        words = words_of(value)[:WORDS_IN_A_PHRASE]
        if words:
            self._add("without" if negated else "terms", " ".join(words))

    def query(self, typed: str, *, was_cut: bool) -> Query:
        lists = {name: tuple(dict.fromkeys(values)) for name, values in self._lists.items()}
        return Query(typed=typed, was_cut=was_cut, **lists, **self._dates)  # type: ignore[arg-type]

    def _add(self, name: str, value: str) -> bool:
        values = self._lists.setdefault(name, [])
        if len(values) < TERMS_AT_MOST:
            values.append(value)
        return True

    def _date(self, name: str, value: str) -> bool:
        match = _DATE.match(value)
        if not match:
            return False
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            self._dates[name] = dt.date(year, month, day)
        except ValueError:
            return False
        return True
