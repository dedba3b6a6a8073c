"""Write, draft, publish, edit and remove discussions.

Promises: what is published is safe HTML made at write; the same form sent twice is one discussion; nobody is told
of it before its take-back is over; no discussion is wider than its community; what an edit replaced is kept; a
discussion that somebody replied to leaves a tombstone, never a hole.
"""

from kit.markdown import TooDeep
from posts.services.drafts import discard_draft, save_draft
from posts.services.editing import edit_post
from posts.services.errors import (
    EditConflict,
    FormTokenSpent,
    NotYours,
    PublishRefused,
    Suspended,
    TooLate,
    TooManyDrafts,
)
from posts.services.importing import publish_imported
from posts.services.publishing import publish_post
from posts.services.reading import follow_tag, note_read, unfollow_tag
from posts.services.release import release_due
from posts.services.removing import remove_post, take_back

__all__ = [
    "EditConflict",
    "FormTokenSpent",
    "NotYours",
    "PublishRefused",
    "Suspended",
    "TooDeep",
    "TooLate",
    "TooManyDrafts",
    "discard_draft",
    "edit_post",
    "follow_tag",
    "note_read",
    "publish_imported",
    "publish_post",
    "release_due",
    "remove_post",
    "save_draft",
    "take_back",
    "unfollow_tag",
]
