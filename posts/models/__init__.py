from posts.models.draft import Draft, DraftSource
from posts.models.post import (
    AnsweredState,
    Certainty,
    Kind,
    Origin,
    Post,
    ResourceFormat,
    ResponseShape,
    Status,
    Visibility,
    Wants,
)
from posts.models.reading import Read, TagFollow
from posts.models.revision import HoldRule, Revision
from posts.models.tag import Tag, TaggedPost

__all__ = [
    "AnsweredState",
    "Certainty",
    "Draft",
    "DraftSource",
    "HoldRule",
    "Kind",
    "Origin",
    "Post",
    "Read",
    "ResourceFormat",
    "ResponseShape",
    "Revision",
    "Status",
    "Tag",
    "TagFollow",
    "TaggedPost",
    "Visibility",
    "Wants",
]
