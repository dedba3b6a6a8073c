from posts.models.draft import Draft, DraftSource, NudgeState
from posts.models.picture import Picture, PictureState
from posts.models.post import (
    AnsweredState,
    Certainty,
    CommentsShown,
    Kind,
    Origin,
    Post,
    ResourceFormat,
    ResponseShape,
    Status,
    Visibility,
    Wants,
)
from posts.models.reading import Read, TagFollow, TagMute, Watch, WatchLevel
from posts.models.revision import HoldRule, Revision
from posts.models.tag import Tag, TaggedPost

__all__ = [
    "AnsweredState",
    "Certainty",
    "CommentsShown",
    "Draft",
    "DraftSource",
    "HoldRule",
    "Kind",
    "NudgeState",
    "Origin",
    "Picture",
    "PictureState",
    "Post",
    "Read",
    "ResourceFormat",
    "ResponseShape",
    "Revision",
    "Status",
    "Tag",
    "TagFollow",
    "TagMute",
    "TaggedPost",
    "Visibility",
    "Wants",
    "Watch",
    "WatchLevel",
]
