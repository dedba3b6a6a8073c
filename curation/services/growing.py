"""What becomes of planted seeds: their states follow from what members did, asked again every few minutes."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q
from django.utils.translation import gettext as _

from comments.models import Comment
from curation.arithmetic import SeedConfig, SeedFacts, State, next_state
from curation.models import Seed, SeedState
from curation.services.planting import tell_owner
from kit import clock, site
from posts.models import Origin
from posts.rules import READABLE

AGAIN_AFTER = dt.timedelta(minutes=5)
GROWING = (SeedState.PLANTED, SeedState.SPROUTING, SeedState.FADED)


@dataclass(frozen=True, slots=True)
class Voices:
    """Who spoke in a discussion, besides its planter and staff."""

    people: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None


def evaluate_seeds(*, limit: int = 200) -> int:
    """Bring seeds to the state that their facts give, the longest unasked first; returns how many changed.

    Each seed is a transaction of its own and asking twice changes nothing, so a run may be ended anywhere.
    """
    now = clock.now()
    asked_before = Q(evaluated_at__isnull=True) | Q(evaluated_at__lte=now - AGAIN_AFTER)
    due = Seed.objects.filter(asked_before, state__in=GROWING, post__status__in=READABLE).defer("body")
    seeds = list(due.order_by(F("evaluated_at").asc(nulls_first=True), "pk")[:limit])
    voices = _voices([seed.post_id for seed in seeds if seed.post_id])
    config = SeedConfig(fade_planted=dt.timedelta(days=site.get("FADE_PLANTED_D")))
    return sum(_evaluate(seed, voices.get(seed.post_id or 0, Voices()), config, now) for seed in seeds)


def _voices(post_ids: list[int]) -> dict[int, Voices]:
    """One query for all: released comments by people who neither planted the seed nor speak for the organization."""
    spoken = Comment.objects.facts_for_scoring().filter(
        post_id__in=post_ids, by_staff=False, origin=Origin.NATIVE, author__isnull=False
    )
    rows = spoken.exclude(author=F("post__author")).order_by().values("post_id")
    found = rows.annotate(people=Count("author", distinct=True), first=Min("created_at"), last=Max("created_at"))
    return {row["post_id"]: Voices(row["people"], row["first"], row["last"]) for row in found}


@transaction.atomic
def _evaluate(seed: Seed, voices: Voices, config: SeedConfig, now: dt.datetime) -> bool:
    """One step from the state that was read; if somebody else moved the seed meanwhile, nothing."""
    state = next_state(_facts(seed, voices), at=now, config=config)
    changes = {"evaluated_at": now, "voices": voices.people, "state": state.value}
    if state == State.SPROUTING and seed.state != State.SPROUTING:
        changes["sprouted_at"] = seed.sprouted_at or voices.first
    if state == State.FADED and seed.state != State.FADED:
        changes["faded_at"] = now
    moved = Seed.objects.filter(pk=seed.pk, state=seed.state).update(**changes)
    if not moved or state.value == seed.state:
        return False
    if state == State.FADED:
        tell_owner(seed, _("The seed “%(title)s” faded: what did we learn?") % {"title": seed.title})
    return True


def _facts(seed: Seed, voices: Voices) -> SeedFacts:
    # a voice written just before the fading was not released then: it counts as one after it
    unheard = dt.timedelta(minutes=site.get("TAKE_BACK_MIN"))
    return SeedFacts(
        state=State(seed.state),
        planted_at=seed.planted_at,
        faded_at=seed.faded_at - unheard if seed.faded_at else None,
        voices=voices.people,
        last_voice_at=voices.last,
    )
