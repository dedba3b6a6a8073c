"""Why an act was refused; views turn these into sentences."""


class NotHere(Exception):
    """Nothing is kept or marked here: the Hallway, or words that can no longer be read."""


class OwnWords(Exception):
    """One's own words are not marked as useful."""


class Suspended(Exception):
    """The account may read but not write for now."""


class FormTokenSpent(Exception):
    """The form was sent before with other words."""
