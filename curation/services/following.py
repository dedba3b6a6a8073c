"""What hangs on comments goes where they go. Called inside the caller's transaction, with both discussions claimed."""

from collections.abc import Collection

from comments.models import Comment
from curation.models import ModeratorAction, Move, MoveKind, Report
from learning.services import follow_branch, follow_words
from notifications.services import rehome, rename
from posts.models import Post
from posts.services.following import watches_follow

Words = tuple[Post, Comment | None]


def branch_follows(source: Post, target: Post) -> None:
    """Comments came from `source` into `target`: kept lines, marks, reports, the log and notices say so."""
    if source.pk == target.pk:
        return
    follow_branch(source=source.pk, target=target.pk)
    for rows in (Report.objects, ModeratorAction.objects):
        rows.filter(post=source, comment__post=target).update(post=target)
    here = Comment.objects.filter(post=target).values_list("pk", flat=True)
    rehome(subjects=[f"comment:{pk}" for pk in here], source=f"post:{source.pk}", target=f"post:{target.pk}")


def readers_follow(move: Move, writers: Collection[int]) -> None:
    """Whoever was in it, or had chosen to hear of it, hears of it where it is now."""
    if move.source_id != move.target_id:
        watches_follow(
            source=move.source_id,
            target=move.target_id,
            writers=writers,
            everyone=move.kind != MoveKind.MOVE,
            at=move.at,
        )


def words_follow(source: Words, target: Words) -> None:
    """Words that were a comment are an opening now, or the other way round."""
    follow_words(source=source, target=target)
    rename(source=_name(source), target=_name(target), thread=f"post:{target[0].pk}")


def _name(words: Words) -> str:
    post, comment = words
    return f"comment:{comment.pk}" if comment else f"post:{post.pk}"
