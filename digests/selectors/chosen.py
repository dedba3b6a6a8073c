"""What a reader has decided about a kind of letter, as the link at its foot shows it."""

import datetime as dt
from dataclasses import dataclass

from digests.models import LetterKind
from kit import clock
from members.models import LetterFrequency, Member, Preferences


@dataclass(frozen=True, slots=True)
class Chosen:
    """`frequency` holds while nothing is stopped; `paused_until` is the day from which letters come again, None if they
    are not paused now. `may_resume`: there is somebody who could get this kind of letter."""

    frequency: str = LetterFrequency.NEVER
    stopped: bool = True
    paused_until: dt.date | None = None
    may_resume: bool = False

    @property
    def how_often(self) -> str:
        return str(LetterFrequency(self.frequency).label)

    @property
    def may_be_fewer(self) -> bool:
        return self.frequency in (LetterFrequency.WEEKLY, LetterFrequency.FORTNIGHTLY)


def chosen(member_id: int, kind: str) -> Chosen:
    """What holds now; of somebody who has left, that no letter comes."""
    member = Member.objects.active().select_related("preferences").filter(pk=member_id).first()
    if member is None:
        return Chosen()
    choices: Preferences = getattr(member, "preferences", Preferences())
    if kind == LetterKind.ORGANIZER:
        gets = member.is_organizer and choices.organizer_letter
        return Chosen(LetterFrequency.WEEKLY, stopped=not gets, may_resume=member.is_organizer)
    until = choices.letter_paused_until
    return Chosen(
        frequency=choices.letter_frequency,
        stopped=choices.letter_frequency == LetterFrequency.NEVER,
        paused_until=until if until and until > clock.local_day(clock.now(), member.time_zone) else None,
        may_resume=True,
    )
