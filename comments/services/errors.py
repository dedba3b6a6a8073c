"""Why an act was refused; views turn these into sentences."""

from comments.models import Comment
from kit.markdown import TooDeep

__all__ = ["CommentsClosed", "EditConflict", "FormTokenSpent", "NotTheirs", "ParentGone", "Suspended", "TooDeep"]


class CommentsClosed(Exception):
    """The discussion takes no more replies."""


class ParentGone(Exception):
    """The comment to be answered was removed or hidden, or stands in another discussion."""


class Suspended(Exception):
    """The account may read but not write for now."""


class FormTokenSpent(Exception):
    """The form was sent before with other words."""


class NotTheirs(Exception):
    """Somebody else's comment, or one in a state in which it cannot be changed."""


class EditConflict(Exception):
    """The comment was changed since the editor began; `current` is what it says now."""

    def __init__(self, current: Comment) -> None:
        super().__init__()
        self.current = current
