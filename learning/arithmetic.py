"""How much a tag or a discussion is one member's matter, as pure functions (digests E.2)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, exp2, fsum
from types import MappingProxyType
from typing import NamedTuple

DAY = 86_400.0

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "goal": 4.0,
        "follow": 3.0,
        "post": 2.0,
        "takeaway": 2.0,
        "saved": 1.5,
        "comment": 1.5,
        "read": 0.3,
        "declined": -2.0,
    }
)


class Sign(NamedTuple):
    """One sign of a member's interest in a tag: an act (a key of WEIGHTS) and when it was done.

    A tag chosen when joining counts as a `follow`. An act on a discussion of three tags is three signs.
    """

    act: str
    tag: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class InterestConfig:
    """The constants of digests E.2, and curation C.6's end of what a declined invitation does. In days."""

    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    half_life: float = 45.0
    declined_for: float = 60.0
    scale: float = 4.0
    cold_below: int = 5


DEFAULT = InterestConfig()


def affinities(signs: Iterable[Sign], *, at: dt.datetime, config: InterestConfig = DEFAULT) -> dict[str, float]:
    """How strongly each tag draws the member at `at`; below zero if declining outweighs. Order plays no part."""
    parts: dict[str, list[float]] = defaultdict(list)
    for act, tag, moment in signs:
        age = (at - moment).total_seconds() / DAY
        if age >= 0 and not (act == "declined" and age >= config.declined_for):
            parts[tag].append(config.weights[act] * exp2(-age / config.half_life))
    return {tag: fsum(sums) for tag, sums in parts.items()}


def interest(tags: Iterable[str], affinity_by_tag: Mapping[str, float], *, config: InterestConfig = DEFAULT) -> float:
    """Interest in a discussion of these tags, 0 to 1: 1 − e^(−max(0, Σ affinity) / 4) (digests E.2)."""
    drawn = fsum(affinity_by_tag.get(tag, 0.0) for tag in set(tags))
    return 1 - exp(-max(0.0, drawn) / config.scale)


def is_cold(signs: Iterable[Sign], *, config: InterestConfig = DEFAULT) -> bool:
    """Whether too little is known of the member for interest to choose by (digests E.5): fewer than five acts.

    An act on several tags counts once; what was declined says nothing of what is liked.
    """
    return len({(act, moment) for act, _tag, moment in signs if act != "declined"}) < config.cold_below
