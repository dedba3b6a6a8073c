"""How often anything may be offered to somebody who did not ask for it. Pure: what was shown comes in, a choice out.

There is one budget for all kinds together, and it follows how somebody likes to take part (amendments 1). A kind's
own caps only make it rarer.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromptKind(models.TextChoices):
    """What is offered, in the order in which it goes first when several things wait."""

    PERSON = "person", _("somebody asks you")
    INVITATION = "invitation", _("an invitation to a discussion")
    DUE = "due", _("something of your own that is due")
    TAKEAWAY = "takeaway", _("keeping a line")
    DRAFT = "draft", _("a draft that waits")
    REFLECTION = "reflection", _("looking back on a week")
    NEWCOMER = "newcomer", _("a first look around")
    PULSE = "pulse", _("how it is going here")


class PromptAnswer(models.TextChoices):
    DONE = "done", _("done")
    NOT_NOW = "not_now", _("not now")
    NEVER = "never", _("do not ask")


class Budget(NamedTuple):
    """At most `most` in any stretch of `period`."""

    most: int
    period: dt.timedelta


class Wanted(NamedTuple):
    """Something that would like to be shown. In the Hallway nothing ever is."""

    kind: str
    subject: str
    in_hallway: bool = False


class Shown(NamedTuple):
    """Something that was shown, and what was answered, if anything."""

    kind: str
    at: dt.datetime
    answer: str = ""
    answered_at: dt.datetime | None = None


DAY = dt.timedelta(days=1)
PROMPT_BUDGET = {"read": Budget(1, 14 * DAY), "join": Budget(1, 7 * DAY), "start": Budget(2, 7 * DAY)}
CAPS: dict[str, tuple[Budget, ...]] = {
    PromptKind.TAKEAWAY: (Budget(1, DAY), Budget(3, 7 * DAY)),
    PromptKind.DRAFT: (Budget(1, 7 * DAY),),
}
SNOOZE = 7 * DAY
LOOK_BACK = 14 * DAY  # the longest of these stretches
ORDER = {kind: place for place, kind in enumerate((PromptKind.PERSON, PromptKind.INVITATION, PromptKind.DUE))}
ORDER[PromptKind.TAKEAWAY] = len(ORDER)


def choose(style: str, wanted: Iterable[Wanted], shown: Sequence[Shown], now: dt.datetime) -> Wanted | None:
    """The one thing that may be shown now, or None. `shown` holds at least the last 14 days and every "do not ask"."""
    if not _has_room(PROMPT_BUDGET[style], shown, now):
        return None
    allowed = [one for one in wanted if not one.in_hallway and _may_show(one.kind, shown, now)]
    return min(allowed, key=lambda one: ORDER.get(PromptKind(one.kind), len(ORDER)), default=None)


def _may_show(kind: str, shown: Sequence[Shown], now: dt.datetime) -> bool:
    own = [one for one in shown if one.kind == kind]
    if any(one.answer == PromptAnswer.NEVER or _is_snoozed(one, now) for one in own):
        return False
    return all(_has_room(cap, own, now) for cap in CAPS.get(kind, ()))


def _is_snoozed(one: Shown, now: dt.datetime) -> bool:
    return one.answer == PromptAnswer.NOT_NOW and one.answered_at is not None and one.answered_at > now - SNOOZE


def _has_room(budget: Budget, shown: Iterable[Shown], now: dt.datetime) -> bool:
    return sum(one.at > now - budget.period for one in shown) < budget.most
