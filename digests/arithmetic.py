"""Which discussions a letter names, and whether it is sent at all, as pure functions (digests E.4 to E.6)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from math import exp2


@dataclass(frozen=True, slots=True)
class LetterConfig:
    """The constants of digests E.3 to E.6."""

    interest: float = 0.35
    learning: float = 0.25
    fresh: float = 0.15
    social: float = 0.10
    need: float = 0.10
    rand: float = 0.05
    fresh_half_life: float = 4.0  # days

    shown_factor: float = 0.5
    shown_most: int = 2
    size: int = 4
    likeness: float = 0.25
    same_author: float = 0.5
    one_seed_in: int = 4
    per_author: int = 2
    per_tag: int = 2
    kinds_from: int = 3
    voice_posts: int = 3
    voice_min: float = 0.25

    cold_top: int = 20
    cold_days: float = 60.0
    cold_harvests: int = 3
    cold_items: int = 2
    note_items: int = 1

    strong: float = 0.30
    strong_items: int = 3
    ask_interest: float = 0.6
    recent_visit: dt.timedelta = dt.timedelta(hours=24)
    gap: dt.timedelta = dt.timedelta(days=6, hours=12)
    away: dt.timedelta = dt.timedelta(days=180)
    bounces: int = 3
    first_after: dt.timedelta = dt.timedelta(hours=72)


DEFAULT = LetterConfig()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One discussion as one reader's letter weighs it. `learning` is the ranking value n(L); `age` is in days.

    `social`: someone the reader has exchanged replies with took part. `need`: an unanswered question. `shown`: how many
    of the reader's letters named it without a visit or read of it afterwards. `declined`: invited, and said no.
    `author` is any name that stands for one person, `author_posts` how many posts that person has written.
    """

    post: int
    author: int | str
    kind: str
    tags: tuple[str, ...]
    interest: float
    learning: float
    age: float
    rand: float
    social: bool = False
    need: bool = False
    is_seed: bool = False
    author_posts: int = 100
    shown: int = 0
    declined: bool = False
    harvested: bool = False
    ritual: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Which weights can apply to this reader: has the reader a history of interest, has anyone exchanged replies
    with the reader."""

    history: bool = True
    ties: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """A discussion the letter names, and its `s` of digests E.4."""

    candidate: Candidate
    s: float


def stable_rand(member: int, post: int, week: str) -> float:
    """A number from 0 up to 1 that is the same whenever it is asked for (digests E.4)."""
    digest = blake2b(f"{member}/{post}/{week}".encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def score(candidate: Candidate, reader: Reader | None = None, config: LetterConfig = DEFAULT) -> float:
    """The `s` of digests E.4, divided by the weights that can apply to the reader; 0 means out of the question."""
    reader = reader or Reader()
    if candidate.declined or candidate.shown >= config.shown_most:
        return 0.0
    parts = [
        (config.interest, candidate.interest, reader.history),
        (config.learning, candidate.learning, True),
        (config.fresh, exp2(-max(0.0, candidate.age) / config.fresh_half_life), True),
        (config.social, float(candidate.social), reader.ties),
        (config.need, float(candidate.need), True),
        (config.rand, candidate.rand, True),
    ]
    applied = [(weight, value) for weight, value, applies in parts if applies]
    total = sum(weight * value for weight, value in applied) / sum(weight for weight, _value in applied)
    return total * config.shown_factor**candidate.shown


def likeness(one: Candidate, other: Candidate, config: LetterConfig = DEFAULT) -> float:
    """How much two discussions repeat each other: shared tags (Jaccard), and half as much again for one author."""
    ours, theirs = set(one.tags), set(other.tags)
    shared = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
    return shared + (config.same_author if one.author == other.author else 0.0)


def seed_cap(candidates: Sequence[Candidate], size: int, config: LetterConfig = DEFAULT) -> int:
    """How many of `size` may be seeds: one in four, or the share of seeds on offer if that is more."""
    seeds = sum(candidate.is_seed for candidate in candidates)
    by_share = size * seeds // len(candidates) if candidates else 0
    return max(size // config.one_seed_in, by_share)


def choose(
    candidates: Iterable[Candidate],
    *,
    reader: Reader | None = None,
    config: LetterConfig = DEFAULT,
) -> list[Chosen]:
    """The letter's discussions, best first, unlike each other (digests E.4). Whatever order candidates come in.

    Hard caps: seeds, two per author, two per first tag. From three items on two kinds, and one place for a new voice
    if its `s` is at least 0.25, wherever candidates allow.
    """
    offered = [Chosen(candidate, score(candidate, reader, config)) for candidate in candidates]
    offered = sorted((each for each in offered if each.s > 0), key=lambda each: (-each.s, each.candidate.post))
    size = min(config.size, len(offered))
    seeds = seed_cap([each.candidate for each in offered], size, config)
    chosen: list[Chosen] = []
    while len(chosen) < size:
        left = [each for each in offered if each not in chosen and _fits(each.candidate, chosen, seeds, config)]
        if not left:
            break
        pool = _owed(left, chosen, size, config)
        chosen.append(max(pool, key=lambda each: (_gain(each, chosen, config), each.s, -each.candidate.post)))
    return chosen


def _fits(candidate: Candidate, chosen: list[Chosen], seeds: int, config: LetterConfig) -> bool:
    """Whether the hard caps let it in beside what is chosen."""
    taken = [each.candidate for each in chosen]
    if candidate.is_seed and sum(each.is_seed for each in taken) >= seeds:
        return False
    if sum(each.author == candidate.author for each in taken) >= config.per_author:
        return False
    return not candidate.tags or sum(each.tags[:1] == candidate.tags[:1] for each in taken) < config.per_tag


def _owed(left: list[Chosen], chosen: list[Chosen], size: int, config: LetterConfig) -> list[Chosen]:
    """Narrows the pool when the places left are needed for another kind (first) and for a new voice."""
    kinds = {each.candidate.kind for each in chosen}
    others = [each for each in left if each.candidate.kind not in kinds]
    voices = [each for each in left if _is_new_voice(each, config)]
    owed = []
    if len(kinds) == 1 and size >= config.kinds_from and others:
        owed.append(others)
    if voices and not any(_is_new_voice(each, config) for each in chosen):
        owed.append(voices)
    places = size - len(chosen)
    if not owed or places > len(owed):
        return left
    both = [each for each in owed[0] if each in owed[-1]]
    if places < len(owed):
        return both or owed[0]
    return [each for each in left if any(each in pool for pool in owed)]


def _is_new_voice(each: Chosen, config: LetterConfig) -> bool:
    return each.candidate.author_posts <= config.voice_posts and each.s >= config.voice_min


def _gain(each: Chosen, chosen: list[Chosen], config: LetterConfig) -> float:
    nearest = max((likeness(each.candidate, other.candidate, config) for other in chosen), default=0.0)
    return (1 - config.likeness) * each.s - config.likeness * nearest


def cold_start(candidates: Iterable[Candidate], *, has_tags: bool, config: LetterConfig = DEFAULT) -> list[Candidate]:
    """What to choose from for a reader of whom little is known (digests E.5).

    With tags: the twenty best of sixty days, a newcomer's thread and a harvest. Without: three harvests and the current
    ritual; where a community has too few of those to fill a letter, its best fill up.
    """
    ranked = sorted(candidates, key=lambda each: (-each.learning, each.age, each.post))
    best = [each for each in ranked if each.age <= config.cold_days]
    harvests = [each for each in ranked if each.harvested]
    if has_tags:
        voices = [each for each in best if each.author_posts <= config.voice_posts]
        return _distinct(best[: config.cold_top] + voices[:1] + harvests[:1])
    rituals = sorted((each for each in ranked if each.ritual), key=lambda each: (each.age, each.post))
    picked = _distinct(harvests[: config.cold_harvests] + rituals[:1])
    return picked if len(picked) >= config.size else _distinct(picked + best)[: config.size]


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    return list({each.post: each for each in candidates}.values())


class Reason(StrEnum):
    """Why a letter was sent, or was not (digests E.6)."""

    PERSONAL = "personal"  # sent: something happened to the reader
    WORTH = "worth"  # sent: enough that is worth the time
    ASKED = "asked"  # sent: a question that the reader may be able to answer
    NOTE = "note"  # sent: a curator wrote something
    COLD_START = "cold_start"  # sent: a new reader's letter
    WEEKLY = "weekly"  # sent: organizers get theirs whatever happened
    STOPPED = "stopped"
    CLOSED = "closed"  # the account is closed
    SUSPENDED = "suspended"
    UNVERIFIED = "unverified"  # nobody has confirmed the address
    LATE = "late"  # nobody was there to send it within a day
    HOLDOUT = "holdout"
    PAUSED = "paused"
    BOUNCED = "bounced"
    AWAY = "away"
    NEW = "new"
    TOO_SOON = "too_soon"
    VISITED = "visited"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a recipient apart from the letter's content. `gap` is how far letters stay apart:
    6.5 days for weekly ones."""

    joined_at: dt.datetime
    seen_at: dt.datetime | None = None
    last_sent_at: dt.datetime | None = None
    paused_until: dt.datetime | None = None
    stopped: bool = False
    holdout: bool = False
    bounces: int = 0
    gap: dt.timedelta = DEFAULT.gap


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter would hold: items of section 1, the `s` of each item of section 3, interest of section 2's."""

    personal: int = 0
    worth: tuple[float, ...] = ()
    asked: float | None = None
    note: bool = False
    cold: bool = False

    @property
    def items(self) -> int:
        """Items of all sections together."""
        return self.personal + len(self.worth) + (self.asked is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the letter goes, and why."""

    send: bool
    reason: Reason


def decide(content: Content, standing: Standing, *, at: dt.datetime, config: LetterConfig = DEFAULT) -> Decision:
    """Whether a letter is worth sending, and may be sent, at `at` (digests E.6)."""
    refusal = refuse(standing, at=at, config=config)
    if refusal:
        return Decision(send=False, reason=refusal)
    worthy = _worthy(content, config)
    if worthy is None:
        return Decision(send=False, reason=Reason.NOTHING)
    visited = standing.seen_at is not None and at - standing.seen_at < config.recent_visit
    if visited and not content.personal:
        return Decision(send=False, reason=Reason.VISITED)
    return Decision(send=True, reason=worthy)


def refuse(standing: Standing, *, at: dt.datetime, config: LetterConfig = DEFAULT) -> Reason | None:
    """Why this recipient gets no letter now whatever it holds, before any is composed; None if nothing stands
    against it."""
    refusals = (
        (standing.stopped, Reason.STOPPED),
        (standing.holdout, Reason.HOLDOUT),
        (standing.paused_until is not None and at < standing.paused_until, Reason.PAUSED),
        (standing.bounces >= config.bounces, Reason.BOUNCED),
        (at - (standing.seen_at or standing.joined_at) >= config.away, Reason.AWAY),
        (at - standing.joined_at < config.first_after, Reason.NEW),
        (standing.last_sent_at is not None and at - standing.last_sent_at < standing.gap, Reason.TOO_SOON),
    )
    return next((reason for holds, reason in refusals if holds), None)


def _worthy(content: Content, config: LetterConfig) -> Reason | None:
    """What makes the letter worth sending, strongest reason first; None if nothing does."""
    strong = sum(s >= config.strong for s in content.worth)
    grounds = (
        (content.personal >= 1, Reason.PERSONAL),
        (strong >= config.strong_items, Reason.WORTH),
        (content.asked is not None and content.asked >= config.ask_interest, Reason.ASKED),
        (content.note and content.items >= config.note_items, Reason.NOTE),
        (content.cold and content.items >= config.cold_items, Reason.COLD_START),
    )
    return next((reason for holds, reason in grounds if holds), None)
