"""Write, draft, publish, edit and remove discussions.

Promises: what is published is safe HTML made at write; the same form sent twice is one discussion; nobody is told
of it before its take-back is over; no discussion is wider than its community; what an edit replaced is kept; a
discussion that somebody replied to leaves a tombstone, never a hole.
"""

from kit.markdown import TooDeep
from posts.services.draft_care import ask_one_person, end_drafts, nudge_drafts, think_aloud
from posts.services.drafts import answer_nudge, discard_draft, part_draft, restore_draft, save_draft
from posts.services.editing import edit_post, set_comment_order, take_off_new_here
from posts.services.errors import (
    DraftChanged,
    DraftPublished,
    EditConflict,
    FormTokenSpent,
    NoRoom,
    NotYours,
    PublishRefused,
    Suspended,
    TooLate,
    TooManyDrafts,
)
from posts.services.following import follow_tag, set_tag_level, unfollow_tag, watch, watch_by_writing
from posts.services.importing import publish_imported
from posts.services.pictures import bring_picture, delete_pictures_of, sweep_pictures
from posts.services.publishing import publish_post
from posts.services.reading import note_read
from posts.services.release import release_due
from posts.services.removing import remove_post, take_back
from posts.services.tagging import describe_tag

__all__ = [
    "DraftChanged",
    "DraftPublished",
    "EditConflict",
    "FormTokenSpent",
    "NoRoom",
    "NotYours",
    "PublishRefused",
    "Suspended",
    "TooDeep",
    "TooLate",
    "TooManyDrafts",
    "bring_picture",
    "delete_pictures_of",
    "answer_nudge",
    "ask_one_person",
    "describe_tag",
    "discard_draft",
    "edit_post",
    "end_drafts",
    "follow_tag",
    "note_read",
    "nudge_drafts",
    "part_draft",
    "publish_imported",
    "publish_post",
    "release_due",
    "remove_post",
    "restore_draft",
    "save_draft",
    "set_comment_order",
    "sweep_pictures",
    "set_tag_level",
    "take_back",
    "take_off_new_here",
    "think_aloud",
    "unfollow_tag",
    "watch",
    "watch_by_writing",
]
