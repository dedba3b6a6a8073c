"""Why an act was refused; views turn each into words on the page it came from."""

from typing import Any

from posts.models import Draft, Post


class Suspended(Exception):
    """The account may read but not write for now."""


class FormTokenSpent(Exception):
    """The form was sent before with other words."""


class NotYours(Exception):
    """Only who wrote it may do this."""


class TooLate(Exception):
    """The take-back is over."""


class DraftChanged(Exception):
    """Another window saved this draft meanwhile; `current` is what it holds now."""

    def __init__(self, current: Draft) -> None:
        super().__init__(f"version {current.version} stands")
        self.current = current


class DraftPublished(Exception):
    """The form that made this draft has become a discussion."""


class TooManyDrafts(Exception):
    """Drafts are kept, but not without end."""


class NoRoom(Exception):
    """A member keeps pictures, but not without end."""


class PublishRefused(Exception):
    """A rule of the house; `field` is where a form shows `message`."""

    def __init__(self, field: str, message: Any) -> None:
        super().__init__(str(message))
        self.field, self.message = field, message


class EditConflict(Exception):
    """Somebody (or the same person elsewhere) saved another version meanwhile; `current` is what stands now."""

    def __init__(self, current: Post) -> None:
        super().__init__(f"version {current.version} stands")
        self.current = current
