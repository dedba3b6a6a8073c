"""The numbers that scores are made with (scoring D.2 to D.5); a change is a new version and a full rebuild."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Weight(NamedTuple):
    """What one fact of a verb is worth (scoring D.2).

    `a` and `l` go to the actor, `b` is the credit of whoever it was done for. From the `day_cap`-th fact of one
    actor's day on, further ones weigh nothing; of private ones at most `post_cap` count in one discussion.
    """

    a: float
    l: float  # noqa: E741 - the paper's name
    b: float
    day_cap: int | None = None
    post_cap: int | None = None


WEIGHTS: Mapping[str, Weight] = MappingProxyType(
    {
        "visit_day": Weight(0.2, 0, 0),
        "read": Weight(0.2, 0.3, 0, day_cap=10),
        "react_use": Weight(0.3, 0.5, 1.0),
        "react_new": Weight(0.3, 0.5, 0.7),
        "react_changed": Weight(0.3, 0.5, 2.0),
        "react_same": Weight(0.3, 0, 0.2),
        "react_more": Weight(0.3, 0, 0.2),
        "comment": Weight(2.0, 1.0, 0.5),
        "comment_ack": Weight(0, 1.5, 0),
        "post": Weight(3.0, 1.0, 0),
        "resolved": Weight(0.5, 3.0, 0),  # by whoever helped
        "resolved_note": Weight(0.5, 2.0, 0),  # by the asker, who wrote the closing note
        "takeaway_private": Weight(0, 2.0, 0, post_cap=3),
        "takeaway_shared": Weight(1.0, 2.0, 2.0),
        "tried": Weight(2.0, 5.0, 3.0),
        "tried_private": Weight(0, 5.0, 0),
        "revisit": Weight(0, 0.5, 0, day_cap=5),
        "checkin": Weight(0, 0.5, 0),
        "reflection": Weight(0, 1.0, 0),
        "goal_closed": Weight(0, 2.0, 0),
        "harvest": Weight(2.0, 3.0, 0.5),
        "path_step": Weight(0.5, 1.0, 0),
        "invite_sent": Weight(0, 0, 0),
        "moderation": Weight(0, 0, 0),
    }
)


@dataclass(frozen=True, slots=True)
class ScoreConfig:
    """Every constant of scoring D.2 to D.5. Half-lives and windows are in days."""

    version: int = 1
    weights: Mapping[str, Weight] = field(default_factory=lambda: WEIGHTS)
    # A sum of reads tells nobody what anyone read, so they need no crowd to hide in.
    crowd_exempt: frozenset[str] = frozenset({"read"})
    private_min_people: int = 3

    day_factor: float = 0.7
    staff_factor: float = 0.3
    trust_factor: float = 0.25
    hallway_a: float = 0.5
    hallway_l: float = 0.0
    hallway_b: float = 0.0
    imported_a: float = 0.0
    imported_l: float = 1.0
    author_factor: float = 0.5

    half_life_a: float = 3.0
    half_life_l: float = 30.0
    half_life_member_a: float = 14.0
    half_life_member_l: float = 60.0

    kappa_a: float = 4.0
    kappa_l: float = 6.0
    worth_l: float = 0.45
    worth_a: float = 0.25
    settled_below: float = 0.05  # from here on a score is stored as 0 and no longer decayed

    credit_window: float = 30.0
    trade_factor: float = 0.5  # for a giver who gives mostly to someone who gives back
    trade_share: float = 0.5
    trade_min: int = 3


DEFAULT = ScoreConfig()
