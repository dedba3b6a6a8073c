"""Columns of a comment that higher floors fill."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from comments.models import Comment
from kit.bulk import update_rows
from posts.services.thread import thread_changed, threads_changed


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
    wanted = dict(rows)
    known = Comment.objects.filter(pk__in=list(wanted)).values_list("pk", "post_id", "score")
    posts = {pk: post for pk, post, score in known if score != wanted[pk]}
    scores = {pk: wanted[pk] for pk in posts}
    threads_changed(post_ids=sorted(_reordered(set(posts.values()), scores)))
    update_rows(Comment, ["score"], list(scores.items()))


def _reordered(posts: Collection[int], scores: Mapping[int, float]) -> set[int]:
    """The discussions in which a comment passes one of its siblings; nothing else moves in a tree."""
    siblings: dict[tuple[int, int | None], list[tuple[float, int]]] = defaultdict(list)
    for post, parent, pk, score in Comment.objects.filter(post_id__in=posts).values_list(
        "post_id", "parent_id", "pk", "score"
    ):
        siblings[post, parent].append((-score, pk))
    moved = set()
    for (post, _parent), before in siblings.items():
        if len(before) > 1 and post not in moved:
            after = [(-scores.get(pk, -score), pk) for score, pk in sorted(before)]
            if after != sorted(after):
                moved.add(post)
    return moved
