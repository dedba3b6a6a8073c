"""Why an act was refused; views turn these into sentences."""

from comments.models import Comment, ReplyDraft
from kit.markdown import TooDeep
from posts.rules import NoComment

__all__ = [
    "CommentsClosed",
    "DraftChanged",
    "DraftPublished",
    "EditConflict",
    "FormTokenSpent",
    "NotTheirs",
    "ParentGone",
    "Suspended",
    "TooDeep",
    "TooManyDrafts",
]


class CommentsClosed(Exception):
    """The discussion takes no reply; `why` says what stands in the way."""

    def __init__(self, why: NoComment) -> None:
        super().__init__(why.reason.value)
        self.why = why


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


class DraftChanged(Exception):
    """Another window saved this draft meanwhile; `current` is what it holds now."""

    def __init__(self, current: ReplyDraft) -> None:
        super().__init__()
        self.current = current


class DraftPublished(Exception):
    """The form that made this draft has become a comment."""


class TooManyDrafts(Exception):
    """Unfinished replies are kept, but not without end."""
