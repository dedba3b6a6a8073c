"""Activity and learning of a discussion, credit of a comment, sums of a tag (scoring D.3 and D.4).

Sums are exact (`fsum`), so the order in which facts come cannot move a score by even the last bit. A stored score
cannot be decayed by itself, being a sum of logarithms: the job makes it again from the facts.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby
from math import exp, exp2, fsum, log1p
from operator import itemgetter

from engagement.arithmetic.config import DEFAULT, ScoreConfig
from engagement.arithmetic.facts import Fact

# What a score needs of a fact, in the order in which a query can hand it over without making a record of it:
# post, verb, actor, at, nth, by_staff, private, imported. Moments are seconds since 1970: a number is read
# and subtracted much faster than a date.
FactRow = tuple[int, str, int, float, int, bool, bool, bool]
# comment, verb, actor, at, trusted, share
CreditRow = tuple[int, str, int, float, bool, float]

DAY = 86_400.0
HOUR = dt.timedelta(hours=1)
EXPLAINED = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """A discussion's numbers: `worth` orders the feed; `people` have done something that others may see.

    `explain` says what the learning is mostly made of, as counts by verb of visible facts, largest first.
    """

    a: float
    l: float  # noqa: E741 - the paper's name
    worth: float
    people: int
    explain: Mapping[str, int]


# What each person's facts come to: learning and activity of each.
Parts = dict[int, list[tuple[float, float]]]
# Private facts wait by actor and verb until it is known whether there is a crowd to hide in.
Hidden = dict[tuple[int, str], list[tuple[float, float]]]


def discussion_scores(
    facts: Iterable[Fact], *, author: int | None, hallway: bool, at: dt.datetime, config: ScoreConfig = DEFAULT
) -> Scores:
    """Scores of one discussion at `at` from its numbered facts, each key counted once (scoring D.4)."""
    once = {fact.key: fact for fact in facts}.values()
    rows = ((0, f.verb, f.actor, f.at.timestamp(), f.nth, f.by_staff, f.private, f.imported) for f in once)
    return score_rows(rows, author=author, hallway=hallway, at=at, config=config)


def post_scores(
    rows: Iterable[FactRow],
    posts: Mapping[int, tuple[int | None, bool]],
    *,
    at: dt.datetime,
    config: ScoreConfig = DEFAULT,
) -> Iterator[tuple[int, Scores]]:
    """Scores of many discussions from rows that come grouped by post, in one pass.

    `posts` says author and Hallway of each. A post without rows yields nothing: its scores are 0.
    """
    for post, group in groupby(rows, key=itemgetter(0)):
        author, hallway = posts[post]
        yield post, score_rows(group, author=author, hallway=hallway, at=at, config=config)


# Longer than the house's habit: this is the loop that runs a million times, and a call costs more than its sums.
def score_rows(
    rows: Iterable[FactRow], *, author: int | None, hallway: bool, at: dt.datetime, config: ScoreConfig = DEFAULT
) -> Scores:
    """Scores of one discussion from plain rows (scoring D.3, D.4). What lies after `at` has not happened yet.

    Errors: ValueError for a row that was never numbered, KeyError for an unknown verb.
    """
    place_a, place_l = (config.hallway_a, config.hallway_l) if hallway else (1.0, 1.0)
    weights, exempt, day, staff = config.weights, config.crowd_exempt, config.day_factor, config.staff_factor
    rate_a, rate_l = -1 / (config.half_life_a * DAY), -1 / (config.half_life_l * DAY)
    now = at.timestamp()
    parts: Parts = defaultdict(list)
    hidden: Hidden = defaultdict(list)
    seen: list[str] = []
    people: set[int] = set()
    for _, verb, actor, moment, nth, by_staff, private, imported in rows:
        age = now - moment
        if age < 0:
            continue
        a, learned, _b, day_cap, _post_cap = weights[verb]
        if nth != 1:
            if nth < 1:
                raise ValueError(f"a fact of {actor} was never numbered")
            factor = day ** (nth - 1) if day_cap is None or nth <= day_cap else 0.0
            a *= factor
            learned *= factor
        if by_staff:
            a *= staff
            learned *= staff
        if imported:
            a *= config.imported_a
            learned *= config.imported_l
        a *= place_a * exp2(age * rate_a)
        learned *= place_l * exp2(age * rate_l)
        if verb in exempt:
            parts[actor].append((learned, a))
        elif private:
            hidden[actor, verb].append((learned, a))
        else:
            parts[actor].append((learned, a))
            seen.append(verb)
            people.add(actor)
    if hidden:
        _add_hidden(hidden, parts, config)
    a_total, l_total = _breadth(parts, author, config)
    return Scores(a_total, l_total, worth(a_total, l_total, config), len(people), _explain(seen, config))


def _add_hidden(hidden: Hidden, parts: Parts, config: ScoreConfig) -> None:
    """Let private facts count where three people have some, so that no one's can be read off the score."""
    crowd = {actor for actor, verb in hidden if config.weights[verb].l > 0}
    if len(crowd) < config.private_min_people:
        return
    for (actor, verb), pairs in hidden.items():
        cap = config.weights[verb].post_cap
        parts[actor] += pairs if cap is None else nlargest(cap, pairs)


def _breadth(parts: Parts, author: int | None, config: ScoreConfig) -> tuple[float, float]:
    """Activity and learning: many people outweigh one busy one; the author's own part counts half."""
    a_logs, l_logs = [], []
    for actor, pairs in parts.items():
        if len(pairs) == 1:
            learned, a = pairs[0]
        else:
            learned, a = map(fsum, zip(*pairs, strict=True))
        half = config.author_factor if actor == author else 1.0
        a_logs.append(log1p(a) * half)
        l_logs.append(log1p(learned) * half)
    return settled(fsum(a_logs), config), settled(fsum(l_logs), config)


def _explain(seen: list[str], config: ScoreConfig) -> dict[str, int]:
    counts = Counter(seen)
    by_part = sorted(counts, key=lambda verb: (-counts[verb] * config.weights[verb].l, verb))
    return {verb: counts[verb] for verb in by_part[:EXPLAINED]}


def settled(score: float, config: ScoreConfig = DEFAULT) -> float:
    """The score as it is stored: nothing, once it is too small to be worth decaying."""
    return score if score > config.settled_below else 0.0


def decay_due(scores: Scores) -> dt.timedelta | None:
    """How long these scores may stand before they are made again; None when there is nothing left to decay."""
    if scores.a > 0:
        return HOUR
    return dt.timedelta(days=1) if scores.l > 0 else None


def ranking(score: float, kappa: float) -> float:
    """A score between 0 and 1 in which the first steps count most: n(S) = 1 − e^(−S/κ) (scoring D.4)."""
    return 1 - exp(-score / kappa)


def worth(a: float, learned: float, config: ScoreConfig = DEFAULT) -> float:
    """What orders the feed for everybody: 0.45·n(L) + 0.25·n(A); interest is added for each reader later."""
    return config.worth_l * ranking(learned, config.kappa_l) + config.worth_a * ranking(a, config.kappa_a)


def comment_score(
    facts: Iterable[Fact], *, author: int | None, hallway: bool, at: dt.datetime, config: ScoreConfig = DEFAULT
) -> float:
    """What others gave to one comment: L_c = Σ_b ln(1 + Σ credits from b), half-life 30 days (scoring D.4).

    The facts are its replies, reactions, kept lines and trials; the author's own give nothing.
    """
    once = {fact.key: fact for fact in facts}.values()
    rows = ((0, f.verb, f.actor, f.at.timestamp(), f.trusted, f.share) for f in once)
    return _credit(rows, author, hallway, at, config)


def comment_scores(
    rows: Iterable[CreditRow],
    comments: Mapping[int, tuple[int | None, bool]],
    *,
    at: dt.datetime,
    config: ScoreConfig = DEFAULT,
) -> Iterator[tuple[int, float]]:
    """Scores of many comments from rows that come grouped by comment; `comments` says author and Hallway of each."""
    for comment, group in groupby(rows, key=itemgetter(0)):
        author, hallway = comments[comment]
        yield comment, _credit(group, author, hallway, at, config)


def _credit(
    rows: Iterable[CreditRow], author: int | None, hallway: bool, at: dt.datetime, config: ScoreConfig
) -> float:
    place, rate, now = config.hallway_b if hallway else 1.0, -1 / (config.half_life_l * DAY), at.timestamp()
    parts: dict[int, list[float]] = defaultdict(list)
    for _, verb, actor, moment, trusted, share in rows:
        age = now - moment
        if age >= 0 and actor != author:
            trust = 1.0 if trusted else config.trust_factor
            parts[actor].append(config.weights[verb].b * share * trust * place * exp2(age * rate))
    return fsum(log1p(fsum(sums)) for sums in parts.values())


def tag_score(scores: Iterable[Scores], config: ScoreConfig = DEFAULT) -> tuple[float, float]:
    """Activity and learning of a tag: the sums of its discussions' ranking values (scoring D.4)."""
    listed = list(scores)
    return (
        fsum(ranking(s.a, config.kappa_a) for s in listed),
        fsum(ranking(s.l, config.kappa_l) for s in listed),
    )
