"""Why an act of curation did not happen."""

from curation.models import Seed


class NotACurator(Exception):
    """Only curators and admins do this."""


class StillBlank(Exception):
    """A blank of the template was not filled; `names` says which."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class FormTokenSpent(Exception):
    """The form was sent before with other words."""


class MomentPassed(Exception):
    """A seed cannot be planted in the past."""


class AlreadyPlanted(Exception):
    """What is planted is a discussion and is edited there."""


class SeedConflict(Exception):
    """Another curator changed the seed meanwhile; `current` is what waits now."""

    def __init__(self, current: Seed) -> None:
        super().__init__(f"version {current.version} waits")
        self.current = current


class ReasonMissing(Exception):
    """Every act that concerns somebody has a reason that they can read."""


class NotThisAccount(Exception):
    """Staff, and oneself, are not removed as spammers."""


class NotYours(Exception):
    """Only the person concerned answers."""


class NotMovable(Exception):
    """It cannot go there; `message` says why, in words for whoever asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CannotUndo(NotMovable):
    """It cannot be put back as it was."""
