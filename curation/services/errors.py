"""Why an act of curation did not happen."""


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


class ReasonMissing(Exception):
    """Every act that concerns somebody has a reason that they can read."""


class NotThisAccount(Exception):
    """Staff, and oneself, are not removed as spammers."""


class NotYours(Exception):
    """Only the person concerned answers."""
