"""The words that both databases share: which texts, what is stored of one, and what is asked."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from kit import site

# raise it when the same text is cut into other words
LAYOUT = 2
# so many of the newest texts that match are weighed against each other; a word that stands in every text sorts no more
CANDIDATES = 500


class Where(Enum):
    """Discussions or comments: the ledger and its key, the table of the living rows, and their moment and worth."""

    POSTS = ("discovery_indexedpost", "post_id", "posts_post", "published_at", "worth")
    COMMENTS = ("discovery_indexedcomment", "comment_id", "comments_comment", "created_at", "score")

    def __init__(self, ledger: str, key: str, rows: str, at: str, worth: str) -> None:
        self.ledger, self.key, self.rows, self.at, self.worth = ledger, key, rows, at, worth


class Candidate(NamedTuple):
    """A text that matches, when it was written, and what it is worth."""

    id: int
    at: dt.datetime
    worth: float


@dataclass(frozen=True, slots=True)
class Text:
    """What is stored of one discussion or comment."""

    id: int
    version: int
    title: str
    body: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """All of `terms` (or any, where `any_term`) and none of `without`; a term of several words is a phrase.

    `before`, `after` and `among_few` (the rows are few, by somebody or under a tag) help to look at less; they are not
    asked of the rows here.
    """

    terms: tuple[str, ...]
    without: tuple[str, ...] = ()
    any_term: bool = False
    before: dt.date | None = None
    after: dt.date | None = None
    among_few: bool = False


def language() -> str:
    """The language whose endings are overlooked, by PostgreSQL's name; `simple` for none."""
    return str(site.get("SEARCH_LANGUAGE"))


def edition() -> str:
    """How words are cut now. Texts of another edition are due to be indexed again."""
    return f"{LAYOUT}:{language()}"
