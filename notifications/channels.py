"""By which channels a kind of notice reaches somebody. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from members.models import NoticePreset
from notifications.kinds import Mailed, kind_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether it stands on the site, and when it is mailed."""

    on_site: bool
    mail: str

    @property
    def nothing(self) -> bool:
        return not self.on_site and self.mail == Mailed.NEVER


def wanted(code: str, preset: str, choices: Mapping[str, Any]) -> Wanted:
    """What a member wants of a kind: their own mix, or what the preset says."""
    kind = kind_of(code)
    own = choices.get(code) if preset == NoticePreset.OWN else None
    on_site, mail = (own[0], own[1]) if _is_choice(own) and own else (True, kind.mailed_with(preset))
    return Wanted(bool(on_site) or kind.fixed, str(mail))


def less(want: Wanted) -> Wanted:
    """The same from somebody of whom the reader wants to hear once a day at most."""
    return Wanted(want.on_site, Mailed.DAILY if want.mail == Mailed.SOON else want.mail)


def _is_choice(own: Any) -> bool:
    return isinstance(own, list | tuple) and len(own) == 2 and own[1] in Mailed.values
