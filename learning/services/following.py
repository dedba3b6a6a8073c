"""Marks and kept lines go along with the words they are about. Called inside the caller's transaction, in which both
discussions are claimed and marked for scoring."""

from comments.models import Comment
from learning.models import Reaction, Takeaway
from learning.services.keeping import count_marks, count_shared, subject_of
from notifications.services import rehome
from posts.models import Post


def follow_branch(*, source: int, target: int) -> None:
    """Comments came from the discussion `source` into `target`: what is about them says so. Two statements, however
    many there are."""
    lines = Takeaway.objects.filter(post=source, comment__post=target)
    subjects = [subject_of(pk) for pk in lines.values_list("pk", flat=True)]
    rehome(subjects=subjects, source=f"post:{source}", target=f"post:{target}")
    lines.update(post=target)
    Reaction.objects.filter(post=source, comment__post=target).update(post=target)
    for post_id in (source, target):
        count_shared(post_id)


def follow_words(*, source: tuple[Post, Comment | None], target: tuple[Post, Comment | None]) -> None:
    """Words that were an opening are a comment now, or the other way round; what was marked and kept of them comes
    along."""
    (from_post, from_comment), (to_post, to_comment) = source, target
    lines = Takeaway.objects.filter(post=from_post, comment=from_comment)
    subjects = [subject_of(pk) for pk in lines.values_list("pk", flat=True)]
    rehome(subjects=subjects, source=f"post:{from_post.pk}", target=f"post:{to_post.pk}")
    lines.update(post=to_post, comment=to_comment)
    Reaction.objects.filter(post=from_post, comment=from_comment).update(post=to_post, comment=to_comment)
    for post, comment in (source, target):
        count_marks(post, comment)
        count_shared(post.pk)
