"""What becomes of a seed, as a pure function of what happened to it (curation C.2)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

SPROUT_LATE = dt.timedelta(hours=72)


class State(StrEnum):
    """The states of a seed that follow from facts, up to sprouting and fading."""

    SCHEDULED = "scheduled"
    PLANTED = "planted"
    SPROUTING = "sprouting"
    FADED = "faded"


@dataclass(frozen=True, slots=True)
class SeedConfig:
    """The constants of curation C.2."""

    fade_planted: dt.timedelta = dt.timedelta(days=7)
    root_within: dt.timedelta = dt.timedelta(days=21)
    quiet: dt.timedelta = dt.timedelta(days=7)


DEFAULT = SeedConfig()


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """A seed as it stands. A voice is a released comment by someone who neither planted the seed nor counts as staff.

    `planned_for` matters while scheduled, `planted_at` from then on, `faded_at` once faded. `voices` is the paper's P,
    how many people; `last_voice_at` is when the newest of their comments came, None while there is none.
    """

    state: State
    planned_for: dt.datetime | None = None
    planted_at: dt.datetime | None = None
    faded_at: dt.datetime | None = None
    voices: int = 0
    last_voice_at: dt.datetime | None = None


def next_state(seed: SeedFacts, *, at: dt.datetime, config: SeedConfig = DEFAULT) -> State:
    """The state that follows at `at`, one step at most; the same state if nothing follows (curation C.2).

    Whether a scheduled seed may be planted now is asked elsewhere: here only its time counts.
    """
    match seed.state:
        case State.SCHEDULED:
            ripe = seed.planned_for is not None and seed.planned_for <= at
            return State.PLANTED if ripe else seed.state
        case State.PLANTED:
            if seed.voices:
                return State.SPROUTING
            return State.FADED if _passed(seed.planted_at, config.fade_planted, at) else seed.state
        case State.SPROUTING:
            old = _passed(seed.planted_at, config.root_within, at)
            return State.FADED if old and _passed(seed.last_voice_at, config.quiet, at) else seed.state
        case State.FADED:
            return State.SPROUTING if _second_spring(seed, at, config) else seed.state


def _passed(since: dt.datetime | None, wait: dt.timedelta, at: dt.datetime) -> bool:
    """Whether the wait is over; what has no beginning has been waited for long enough."""
    return since is None or at - since >= wait


def _second_spring(seed: SeedFacts, at: dt.datetime, config: SeedConfig) -> bool:
    """A voice after the fading, unless it is so long ago that the seed would fade again at once."""
    if seed.last_voice_at is None or (seed.faded_at is not None and seed.last_voice_at <= seed.faded_at):
        return False
    return not _passed(seed.last_voice_at, config.quiet, at) or not _passed(seed.planted_at, config.root_within, at)


def sprouted_late(planted_at: dt.datetime, first_voice_at: dt.datetime, late: dt.timedelta = SPROUT_LATE) -> bool:
    """Whether the first voice took more than three days, or has been awaited for longer."""
    return first_voice_at - planted_at > late
