"""Whose comments show a picture, for `posts.selectors.pictures`: rights are asked of the words, never copied."""

from collections.abc import Collection

from comments.models import Comment, CommentStatus, ReplyDraft
from members.rules import Viewer
from posts.models import Picture
from posts.selectors.pictures import Words, named_in, with_pictures


def shows(viewer: Viewer, picture: Picture) -> bool:
    """`comments.rules.may_read_text` in SQL; hidden and held words are shown to curators (and are their author's)."""
    readable = Comment.objects.visible_to(viewer).filter(pictures=picture)
    if viewer.sees_hidden:
        return readable.exclude(status=CommentStatus.REMOVED).exists()
    return readable.filter(status=CommentStatus.PUBLISHED).exists()


def holds(pictures: Collection[Picture]) -> set[int]:
    """Those in a comment that is not removed, or in a reply that is not finished."""
    uses = Comment.pictures.through.objects.filter(picture__in=pictures)
    standing = uses.exclude(comment__status=CommentStatus.REMOVED).values_list("picture_id", flat=True)
    drafts = ReplyDraft.objects.filter(with_pictures(), member__in={picture.owner_id for picture in pictures})
    return set(standing) | named_in(drafts.values_list("member_id", "body"), pictures)


COMMENTS = Words(shows, holds)
