"""The record that all scores are made of."""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple


class Fact(NamedTuple):
    """One thing that somebody did, as its own table tells it (scoring D.2, read as a view of facts).

    `actor` is any number that stands for one person; imported people without an account need numbers of their own.
    `key` is unique and settles the order of two facts of one moment. `nth` says the how-manieth of its verb this is on
    the actor's local day, over all discussions; 0 is "not counted yet" (see `numbered`). `share` is the part of the
    credit that goes this way: a trial that names two origins gives each of them a half.
    """

    verb: str
    actor: int
    at: dt.datetime
    local_day: dt.date
    key: str
    by_staff: bool = False
    beneficiary: int | None = None
    private: bool = False
    imported: bool = False
    trusted: bool = True
    hallway: bool = False
    share: float = 1.0
    nth: int = 0


in_time_order = attrgetter("at", "key")


def numbered(facts: Iterable[Fact]) -> list[Fact]:
    """The facts in time order, each key once, with `nth` set (scoring D.3).

    Wants every fact of the actors' days, not of one discussion alone.
    """
    counts: dict[tuple[int, str, dt.date], int] = {}
    out = []
    for fact in sorted({fact.key: fact for fact in facts}.values(), key=in_time_order):
        day = (fact.actor, fact.verb, fact.local_day)
        counts[day] = counts.get(day, 0) + 1
        out.append(fact._replace(nth=counts[day]))
    return out
