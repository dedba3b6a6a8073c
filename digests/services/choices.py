"""What a reader decides about their letters; it holds from the moment it is said, for planned letters too."""

import datetime as dt

from django.db import transaction

from digests.arithmetic import Reason
from digests.models import Delivery, LetterKind
from digests.querysets import DeliveryQuerySet
from kit import clock
from members.models import LetterFrequency, Member, Preferences

PAUSE = dt.timedelta(weeks=4)
FEWER = {
    LetterFrequency.WEEKLY: LetterFrequency.FORTNIGHTLY,
    LetterFrequency.FORTNIGHTLY: LetterFrequency.MONTHLY,
}


@transaction.atomic
def stop_letters(*, member_id: int, kind: str) -> None:
    """No more letters of this kind. Saying it twice is saying it once; it is true of whoever has left, too."""
    if _choose(member_id, **_stopped(kind)):
        _waiting(member_id, kind).call_off(Reason.STOPPED)


@transaction.atomic
def fewer_letters(*, member_id: int) -> str:
    """One step rarer, down to once a month; returns the frequency that holds now."""
    choices = Preferences.objects.filter(member_id=member_id).first() or Preferences(member_id=member_id)
    frequency = FEWER.get(LetterFrequency(choices.letter_frequency), choices.letter_frequency)
    if frequency != choices.letter_frequency:
        _choose(member_id, letter_frequency=frequency)
    return frequency


@transaction.atomic
def pause_letters(*, member_id: int) -> dt.date | None:
    """None for four weeks; returns the day from which they come again."""
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        return None
    until = clock.local_day(clock.now() + PAUSE, member.time_zone)
    _choose(member_id, letter_paused_until=until)
    _waiting(member_id, LetterKind.MEMBER).call_off(Reason.PAUSED)
    return until


@transaction.atomic
def resume_letters(*, member_id: int, kind: str) -> None:
    """Letters again: every week where they were stopped, as often as before where they were paused."""
    if kind == LetterKind.ORGANIZER:
        _choose(member_id, organizer_letter=True)
        return
    _choose(member_id, letter_paused_until=None)
    stopped = Preferences.objects.filter(member_id=member_id, letter_frequency=LetterFrequency.NEVER)
    stopped.update(letter_frequency=LetterFrequency.WEEKLY)


@transaction.atomic
def undo_choice(*, member_id: int, kind: str, act: str, frequency: str, paused_until: dt.date | None) -> None:
    """Take back "stop", "fewer" or "pause": what it changed is as it was before, and nothing else."""
    if kind == LetterKind.ORGANIZER:
        _choose(member_id, organizer_letter=True)
    elif act == "pause":
        _choose(member_id, letter_paused_until=paused_until)
    else:
        _choose(member_id, letter_frequency=frequency)


def _stopped(kind: str) -> dict[str, object]:
    return {"organizer_letter": False} if kind == LetterKind.ORGANIZER else {"letter_frequency": LetterFrequency.NEVER}


def _waiting(member_id: int, kind: str) -> DeliveryQuerySet:
    return Delivery.objects.filter(member_id=member_id, kind=kind)


def _choose(member_id: int, **changed: object) -> bool:
    """Whether there is such a member, who has now chosen this."""
    if not Member.objects.filter(pk=member_id).exists():
        return False
    Preferences.objects.update_or_create(member_id=member_id, defaults=changed)
    return True
