"""Short ways to write facts down, in days before one fixed moment."""

import datetime as dt
from itertools import count

from engagement.arithmetic import Fact, Scores, discussion_scores, numbered

AT = dt.datetime(2025, 3, 12, 23, 0, tzinfo=dt.UTC)
_serial = count()


def fact(verb: str, actor: int, days: float, **more: object) -> Fact:
    """A fact of `days` before AT."""
    moment = AT - dt.timedelta(days=days)
    private = verb in {"read", "takeaway_private", "tried_private"}
    fields = {"key": f"{verb}:{next(_serial)}", "local_day": moment.date(), "private": private} | more
    return Fact(verb=verb, actor=actor, at=moment, **fields)


def scored(facts: list[Fact], *, author: int | None = 1, hallway: bool = False, at: dt.datetime = AT) -> Scores:
    """The scores of a discussion all of whose facts are these."""
    return discussion_scores(numbered(facts), author=author, hallway=hallway, at=at)
