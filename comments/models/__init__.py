from comments.models.comment import (
    BODY_LENGTH,
    DEPTH_AT_MOST,
    ID_DIGITS,
    Comment,
    CommentStatus,
    Intent,
    IntentSource,
)
from comments.models.draft import ReplyDraft
from comments.models.mark import ReadingMark
from comments.models.resolution import Resolution
from comments.models.revision import CommentRevision

__all__ = [
    "BODY_LENGTH",
    "DEPTH_AT_MOST",
    "ID_DIGITS",
    "Comment",
    "CommentRevision",
    "CommentStatus",
    "Intent",
    "IntentSource",
    "ReadingMark",
    "ReplyDraft",
    "Resolution",
]
