"""Comments as something two people may write to each other about."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from comments import rules
from comments.models import Comment
from members.rules import Viewer
from notifications.services import Subject
from posts.rules import may_read_text


def comments_as_subjects(viewer: Viewer, ids: Collection[int]) -> dict[int, Subject]:
    """Those of these comments whose words the viewer may read now."""
    people = ("author", "byline", "post", "post__byline")
    heavy = ("body", "html", "post__body", "post__html")
    found = Comment.objects.visible_to(viewer).filter(pk__in=ids).select_related(*people).defer(*heavy)
    return {comment.pk: _subject(viewer, comment) for comment in found if rules.may_read_text(viewer, comment)}


def _subject(viewer: Viewer, comment: Comment) -> Subject:
    title = comment.post.title if may_read_text(viewer, comment.post) else _("a discussion that was taken away")
    claimed = comment.byline.claimed_by_id if comment.byline else None
    return Subject(
        name=f"comment:{comment.pk}",
        title=_("a comment by %(name)s in “%(title)s”") % {"name": comment.author_name, "title": title},
        url=comment.get_absolute_url(),
        person_id=comment.author_id or claimed,
    )
