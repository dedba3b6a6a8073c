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
from comments.services.draft_ends import end_reply_drafts
from comments.services.drafts import let_reply_draft_go, save_reply_draft
from comments.services.errors import (
    CommentsClosed,
    DraftChanged,
    DraftPublished,
    EditConflict,
    FormTokenSpent,
    NotTheirs,
    ParentGone,
    Suspended,
    TooDeep,
    TooManyDrafts,
)
from comments.services.moving import fold_thread, lift_comment, move_branch, put_back_comment, unfold_thread
from comments.services.publishing import publish_comment, publish_imported_comment, sent_before, set_place
from comments.services.reading import catch_up, note_page_seen, note_seen, set_folded, undo_catch_up
from comments.services.release import release_comments, release_due
from comments.services.resolving import reopen_question, resolve_question
from comments.services.written_down import acknowledge, set_reaction_count, write_comment_scores

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
    "acknowledge",
    "catch_up",
    "edit_comment",
    "end_reply_drafts",
    "fold_thread",
    "hide_comment",
    "let_reply_draft_go",
    "lift_comment",
    "move_branch",
    "note_page_seen",
    "note_seen",
    "publish_comment",
    "publish_imported_comment",
    "put_back_comment",
    "release_comments",
    "release_due",
    "remove_comment",
    "reopen_question",
    "resolve_question",
    "restore_comment",
    "save_reply_draft",
    "sent_before",
    "set_folded",
    "set_place",
    "set_reaction_count",
    "take_back_comment",
    "undo_catch_up",
    "unfold_thread",
    "write_comment_scores",
]
