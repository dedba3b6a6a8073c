"""What tests of moving compare: whole rows of everything that hangs on a tree."""

from typing import Any

from django.db.models import Model

from comments.models import Comment, CommentRevision, ReadingMark, ReplyDraft, Resolution
from curation.models import ModeratorAction, Report
from learning.models import Reaction, Takeaway
from notifications.models import Cause, Notice
from posts.models import Post, Watch

# these only ever rise, or say when something was last done
RISE = {"thread_version", "signals_version", "scored_version", "scored_at", "indexed_version"}
KEPT: tuple[type[Model], ...] = (
    Comment, CommentRevision, Resolution, ReplyDraft, ReadingMark, Reaction, Takeaway, Cause, Notice, Watch, Report,
    ModeratorAction,
)  # fmt: skip


def rows(*posts: Post) -> dict[str, dict[int, dict[str, Any]]]:
    """Every row as it is stored, by table and id."""
    found = {model.__name__: {row["id"]: row for row in model._default_manager.values()} for model in KEPT}
    ids = [post.pk for post in posts]
    found["Post"] = {
        row["id"]: {k: v for k, v in row.items() if k not in RISE} for row in Post.objects.numbers_of(ids).values()
    }
    return found


def differences(before: dict[str, dict[int, dict[str, Any]]], after: dict[str, dict[int, dict[str, Any]]]) -> list[str]:
    """Rows of before that are gone or other now, and in what."""
    found = []
    for table, stored in before.items():
        for pk, row in stored.items():
            now = after[table].get(pk, {})
            if other := {name: (value, now.get(name)) for name, value in row.items() if now.get(name) != value}:
                found.append(f"{table} {pk}: {other}")
    return found
