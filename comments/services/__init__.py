"""Talk under a discussion.

Promises: one form makes one comment, whoever sends it how often; a comment's path, the discussion's counters and its
kept pages change in the same transaction; the discussion's row is written first, so acts on one discussion happen in
one order; nobody is told of a comment before its take-back is over, and nobody keeps a notice of one that went; a
comment with replies never leaves the tree, only its words do.
"""

from comments.services.changing import (
    edit_comment,
    hide_comment,
    remove_comment,
    restore_comment,
    take_back_comment,
)
from comments.services.errors import (
    CommentsClosed,
    EditConflict,
    FormTokenSpent,
    NotTheirs,
    ParentGone,
    Suspended,
    TooDeep,
)
from comments.services.publishing import publish_comment, publish_imported_comment, sent_before, set_place
from comments.services.release import release_comments, release_due
from comments.services.resolving import reopen_question, resolve_question
from comments.services.written_down import acknowledge, set_reaction_count, write_comment_scores

__all__ = [
    "CommentsClosed",
    "EditConflict",
    "FormTokenSpent",
    "NotTheirs",
    "ParentGone",
    "Suspended",
    "TooDeep",
    "acknowledge",
    "edit_comment",
    "hide_comment",
    "publish_comment",
    "publish_imported_comment",
    "release_comments",
    "release_due",
    "remove_comment",
    "reopen_question",
    "resolve_question",
    "restore_comment",
    "sent_before",
    "set_place",
    "set_reaction_count",
    "take_back_comment",
    "write_comment_scores",
]
