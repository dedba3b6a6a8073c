"""Discussions and drafts as something two people may write to each other about."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from members.rules import Viewer
from notifications.services import Subject
from posts import rules
from posts.models import Draft, Post
from posts.selectors.drafts import drafts_to_read


def posts_as_subjects(viewer: Viewer, ids: Collection[int]) -> dict[int, Subject]:
    """Those of these discussions whose words the viewer may read now."""
    found = Post.objects.visible_to(viewer).filter(pk__in=ids).select_related("author", "byline").defer("body", "html")
    return {post.pk: _subject(post) for post in found if rules.may_read_text(viewer, post)}


def _subject(post: Post) -> Subject:
    claimed = post.byline.claimed_by_id if post.byline else None
    return Subject(
        name=f"post:{post.pk}", title=post.title, url=post.get_absolute_url(), person_id=post.author_id or claimed
    )


def drafts_as_subjects(viewer: Viewer, ids: Collection[int]) -> dict[int, Subject]:
    """Those of these drafts that the viewer wrote, or was asked to read and still may."""
    return {draft.pk: _draft_subject(viewer, draft) for draft in drafts_to_read(viewer, ids)}


def _draft_subject(viewer: Viewer, draft: Draft) -> Subject:
    other = draft.reader_id if viewer.id == draft.member_id else draft.member_id
    title = _("the draft “%(title)s”") % {"title": draft}
    return Subject(name=f"draft:{draft.pk}", title=title, url=f"/drafts/{draft.pk}/", person_id=other)
