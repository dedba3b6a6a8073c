"""Which of the texts that match stand first. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping

from discovery.search.tables import Candidate

A_YEAR_D = 365.0
# of what a perfect match weighs: how much youth adds, and how much worth
YOUTH, WORTH = 0.3, 0.3
# a worth of this counts half (discussions have 0 to 1, comments a score without end)
HALF_WORTH = 1.0


def weighed(candidates: Iterable[Candidate], ranks: Mapping[int, float], now: dt.datetime) -> list[int]:
    """Ids, the best first: how well the words fit, times a little for being new and for having been worth reading."""
    best = max(ranks.values(), default=0.0) or 1.0
    weights = {found.id: _fit(found, ranks, best) * _standing(found, now) for found in candidates}
    return sorted(weights, key=lambda pk: (-weights[pk], -pk))


def _fit(found: Candidate, ranks: Mapping[int, float], best: float) -> float:
    return max(ranks.get(found.id, 0.0), 0.0) / best + 0.01


def _standing(found: Candidate, now: dt.datetime) -> float:
    years = max(0.0, (now - found.at).total_seconds() / 86_400 / A_YEAR_D)
    worth = max(found.worth, 0.0)
    return 1 + YOUTH / (1 + years) + WORTH * worth / (worth + HALF_WORTH)
