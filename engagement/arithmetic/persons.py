"""A member's own numbers, which nobody else sees (scoring D.5)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp2, fsum

from engagement.arithmetic.config import DEFAULT, ScoreConfig
from engagement.arithmetic.facts import Fact, in_time_order

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class MemberScores:
    """`activity` (half-life 14 days), own `learning` and what was `given` to others (60 days)."""

    activity: float
    learning: float
    given: float


def member_scores(
    facts: Iterable[Fact], *, member: int, at: dt.datetime, config: ScoreConfig = DEFAULT
) -> MemberScores:
    """One member's scores at `at`, from numbered facts (scoring D.5).

    Wants all facts of the member, all that benefit the member, and everything that those givers gave to anyone:
    without the last, a giver seems to give to the member alone.
    """
    known = {fact.key: fact for fact in facts if fact.at <= at}.values()
    own = [fact for fact in known if fact.actor == member]
    activity, learning = [], []
    for fact in own:
        age, factor = _days(at, fact.at), day_factor(fact, config)
        weight = config.weights[fact.verb]
        a = weight.a * (config.hallway_a if fact.hallway else 1.0) * (config.imported_a if fact.imported else 1.0)
        learned = weight.l * (config.hallway_l if fact.hallway else 1.0) * (config.imported_l if fact.imported else 1.0)
        activity.append(a * factor * exp2(-age / config.half_life_member_a))
        learning.append(learned * factor * exp2(-age / config.half_life_member_l))
    return MemberScores(fsum(activity), fsum(learning), _given(list(known), member, at, config))


def day_factor(fact: Fact, config: ScoreConfig) -> float:
    """0.7 to the power of how many of the kind came before on that day (scoring D.3). Error: never numbered."""
    if fact.nth < 1:
        raise ValueError(f"fact {fact.key} was never numbered")
    cap = config.weights[fact.verb].day_cap
    return 0.0 if cap is not None and fact.nth > cap else config.day_factor ** (fact.nth - 1)


def _days(later: dt.datetime, earlier: dt.datetime) -> float:
    return (later - earlier).total_seconds() / DAY


def _given(known: list[Fact], member: int, at: dt.datetime, config: ScoreConfig) -> float:
    """Credits received, each giver's next one in a month counting less, and half from those who merely trade."""
    credits = [f for f in known if f.beneficiary not in (None, f.actor) and credit(f, config) > 0]
    by_giver: dict[int, list[Fact]] = defaultdict(list)
    for fact in credits:
        if fact.beneficiary == member:
            by_giver[fact.actor].append(fact)
    sent = Counter(fact.actor for fact in credits)
    returned = Counter(f.beneficiary for f in credits if f.actor == member and _days(at, f.at) <= config.credit_window)
    parts = []
    for giver, got in by_giver.items():
        trades = len(got) > config.trade_share * sent[giver] and returned[giver] >= config.trade_min
        factor = config.trade_factor if trades else 1.0
        for fact, place in _places(got, config):
            decay = exp2(-_days(at, fact.at) / config.half_life_member_l)
            parts.append(credit(fact, config) / place * factor * decay)
    return fsum(parts)


def _places(got: list[Fact], config: ScoreConfig) -> Iterable[tuple[Fact, int]]:
    """Each credit of one giver with its place among those of the 30 days after it, the newest being the first."""
    newest_first = sorted(got, key=in_time_order, reverse=True)
    start = 0
    for index, fact in enumerate(newest_first):
        while _days(newest_first[start].at, fact.at) > config.credit_window:
            start += 1
        yield fact, index - start + 1


def credit(fact: Fact, config: ScoreConfig) -> float:
    """What a fact gives to whoever it was done for, before decay: weight × trust × place (scoring D.3)."""
    trust = 1.0 if fact.trusted else config.trust_factor
    place = config.hallway_b if fact.hallway else 1.0
    return config.weights[fact.verb].b * fact.share * trust * place
