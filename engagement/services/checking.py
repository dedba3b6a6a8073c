"""Are the stored scores what their facts make them? Each is made again at the moment at which it was made."""

from collections.abc import Collection
from dataclasses import dataclass, field

from engagement.arithmetic import ScoreConfig
from engagement.selectors import Subject, comment_facts, facts_of, score_config, subjects, trusted_from
from engagement.services.batches import scores_of, scores_of_comments
from posts.models import Post

BATCH = 500
TOLERANCE = 1e-6


@dataclass(slots=True)
class Check:
    """`waiting` are due anyway; `differ` names discussions that are wrong, by themselves or in a comment's score."""

    examined: int = 0
    waiting: int = 0
    differ: list[int] = field(default_factory=list)


def check(*, ids: Collection[int] | None = None) -> Check:
    """Compare, and write nothing. All discussions, unless `ids` names some."""
    found, config, after = Check(), score_config(), 0
    while batch := _next(ids, after):
        _compare(subjects(batch), config, found)
        after = batch[-1]
    return found


def _next(ids: Collection[int] | None, after: int) -> list[int]:
    if ids is not None:
        return sorted(one for one in ids if one > after)[:BATCH]
    return list(Post.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])


def _compare(batch: list[Subject], config: ScoreConfig, found: Check) -> None:
    settled = [one for one in batch if not _waits(one, config)]
    found.examined += len(settled)
    found.waiting += len(batch) - len(settled)
    visible = [one.post for one in settled if one.visible]
    facts, told = facts_of(visible), comment_facts(visible)
    moments = [one.comments_at for one in settled if one.comments_at]
    trusted = trusted_from(min(moments)) if moments else {}
    for one in settled:
        if one.scored_at is None:
            wrong = one.visible
        else:
            scores = scores_of(one, facts.by_post.get(one.post, ()), one.scored_at, config)
            wrong = not _close((one.a, scores.a), (one.l, scores.l), (one.worth, scores.worth))
        if not wrong and one.comments_at:
            pairs = scores_of_comments(one, told.get(one.post, []), trusted, one.comments_at, config)
            wrong = not _close(*((stored, score) for _, stored, score in pairs))
        if wrong:
            found.differ.append(one.post)


def _waits(one: Subject, config: ScoreConfig) -> bool:
    return one.is_due or (one.scored_at is not None and one.config_version != config.version)


def _close(*pairs: tuple[float, float]) -> bool:
    return all(abs(stored - made) <= TOLERANCE for stored, made in pairs)
