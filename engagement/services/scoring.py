"""Which discussions are scored when: changed ones soon, living ones as time passes, all of them at night."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from engagement.models import ScoreDetail
from engagement.selectors import score_config
from engagement.services.batches import score_batch
from engagement.services.checking import check
from kit import clock
from posts.models import Post
from posts.querysets import PostQuerySet

BATCH = 500
SLICE = dt.timedelta(seconds=25)
NIGHT = dt.time(3, 10)

log = logging.getLogger(__name__)
Due = Callable[[int], Sequence[int]]


def score_due(*, limit: int = 5000) -> int:
    """Score discussions whose facts have changed since they were scored; how many were."""
    return _work(lambda after: _ids(Post.objects.due_for_scoring(), after), limit)


def decay_due(*, limit: int = 5000) -> int:
    """Score again those that time has worn, and those made with other constants than the ones in force."""
    now, version = clock.now(), score_config().version
    done = _work(lambda after: _ids(Post.objects.due_for_decay(now), after), limit)
    old = ScoreDetail.objects.exclude(config_version=version).order_by("pk")
    return done + _work(lambda after: list(old.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH]), limit - done)


def rebuild_due(*, limit: int = 100_000) -> int:
    """The nightly rebuild: everything last scored before the night began. What was wrong is told, and made right."""
    night = _last_night(clock.now())

    def batch(after: int) -> Sequence[int]:
        ids = _ids(Post.objects.scored_before(night), after)
        if wrong := check(ids=ids).differ if ids else []:
            log.warning("the scores of %s discussions were not what their facts make them: %s", len(wrong), wrong[:20])
        return ids

    return _work(batch, limit)


def rebuild() -> int:
    """Score everything now, however long it takes."""
    return _work(lambda after: _ids(Post.objects.all(), after), None)


def _ids(due: PostQuerySet, after: int) -> Sequence[int]:
    return list(due.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])


def _work(due: Due, limit: int | None) -> int:
    """Batch by batch, each asked of the database when its turn comes, until none, enough or a slice of time is done."""
    config, until = score_config(), clock.now() + SLICE
    done = after = 0
    while limit is None or (done < limit and clock.now() < until):
        ids = due(after)
        if not ids:
            break
        done += score_batch(ids, config)
        after = ids[-1]
    return done


def _last_night(now: dt.datetime) -> dt.datetime:
    night = dt.datetime.combine(now.date(), NIGHT, tzinfo=dt.UTC)
    return night if night <= now else night - dt.timedelta(days=1)
