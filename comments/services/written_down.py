"""Columns of a comment that higher floors fill."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from comments.models import Comment
from comments.outline import Spot, in_order
from posts.services.thread import thread_changed

SLICE = 500


@transaction.atomic
def set_reaction_count(*, comment_id: int, use_count: int) -> None:
    """How many can use it. The discussion's row is written first, as everywhere."""
    post_id = Comment.objects.values_list("post_id", flat=True).get(pk=comment_id)
    thread_changed(post_id=post_id)
    Comment.objects.filter(pk=comment_id).update(use_count=use_count)


def acknowledge(*, comment_id: int, at: dt.datetime) -> None:
    """Somebody else answered it or could use it; only the first time is kept."""
    Comment.objects.filter(pk=comment_id, acknowledged_at__isnull=True).update(acknowledged_at=at)


@transaction.atomic
def write_comment_scores(*, rows: Iterable[tuple[int, float]]) -> None:
    """Store scores. A discussion's kept pages are made anew only where the order of its comments changes."""
    scores = dict(rows)
    changed: dict[int, list[Comment]] = defaultdict(list)
    for comment in Comment.objects.filter(pk__in=list(scores)).only("pk", "post_id", "score"):
        if comment.score != scores[comment.pk]:
            comment.score = scores[comment.pk]
            changed[comment.post_id].append(comment)
    for post_id in sorted(changed):
        if _order_changes(post_id, scores):
            thread_changed(post_id=post_id)
    everything = [comment for comments in changed.values() for comment in comments]
    Comment.objects.bulk_update(everything, ["score"], batch_size=SLICE)


def _order_changes(post_id: int, scores: dict[int, float]) -> bool:
    rows = Comment.objects.filter(post_id=post_id).in_reading_order().values_list("pk", "path", "score")
    before = [Spot(pk, path, score) for pk, path, score in rows]
    after = [Spot(spot.id, spot.path, scores.get(spot.id, spot.score)) for spot in before]
    return [spot.id for spot in in_order(before, "best")] != [spot.id for spot in in_order(after, "best")]
