"""A batch of discussions: read, scored, written."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction

from comments.services import write_comment_scores
from engagement.arithmetic import FactRow, ScoreConfig, Scores, comment_scores, score_rows
from engagement.models import ScoreDetail
from engagement.selectors import CommentFacts, Subject, comment_facts, facts_of, same_days, subjects, trusted_from
from kit import clock
from posts.models import Post
from posts.services.thread import mark_for_scoring
from posts.services.written_down import ScoreRow, write_scores

ALL_LEFT_OUT = -1
COMMENTS_DAILY = dt.timedelta(days=1)
UNCHANGED = 1e-9


@dataclass(slots=True)
class Made:
    """What is to be written about one discussion."""

    subject: Subject
    scores: Scores
    left_out: int
    comments_at: dt.datetime | None
    comments: list[tuple[int, float]] = field(default_factory=list)

    @property
    def shifts_days(self) -> bool:
        """Whether some of its facts came back or went out of sight, and with them their places in their days."""
        return self.subject.left_out not in (None, self.left_out)


def score_batch(ids: Collection[int], config: ScoreConfig) -> int:
    """Score these discussions in a constant number of statements for each slice; how many were written."""
    chosen = subjects(ids)
    # after the versions, before the facts: nothing that a version covers may seem to lie ahead
    now = clock.now()
    facts = facts_of([subject.post for subject in chosen if subject.visible])
    made = []
    for subject in chosen:
        scores = scores_of(subject, facts.by_post.get(subject.post, ()), now, config)
        left_out = facts.left_out.get(subject.post, 0) if subject.visible else ALL_LEFT_OUT
        made.append(Made(subject, scores, left_out, subject.comments_at))
    _add_comments(made, now, config)
    return sum(_write(part, now, config) for part in _slices(made))


def scores_of(subject: Subject, rows: Collection[FactRow], at: dt.datetime, config: ScoreConfig) -> Scores:
    """Whoever planted a seed speaks as staff inside it."""
    owner = subject.seed_owner
    told = rows if owner is None else [(*r[:5], r[5] or r[2] == owner, *r[6:]) for r in rows]
    return score_rows(told, author=subject.author, hallway=subject.hallway, at=at, config=config)


def scores_of_comments(
    subject: Subject, told: list[CommentFacts], trusted: dict[int, float], at: dt.datetime, config: ScoreConfig
) -> Iterator[tuple[int, float, float]]:
    """Each comment with its stored score and the one that its facts make at `at`."""
    now = at.timestamp()
    for comment, author, stored, given in told:
        rows = [(comment, verb, actor, when, trusted.get(actor, 0.0) <= now, 1.0) for verb, actor, when in given]
        place = {comment: (author, subject.hallway)}
        yield comment, stored, dict(comment_scores(rows, place, at=at, config=config)).get(comment, 0.0)


def _add_comments(made: list[Made], now: dt.datetime, config: ScoreConfig) -> None:
    """Comments order a page and nothing else: theirs are made again when facts change, and daily while it is alive."""
    wanted = [one for one in made if one.subject.visible and _wants_comments(one, now)]
    told = comment_facts([one.subject.post for one in wanted])
    trusted = trusted_from(now) if told else {}
    for one in wanted:
        one.comments_at = now
        for comment, stored, score in scores_of_comments(
            one.subject, told.get(one.subject.post, []), trusted, now, config
        ):
            if abs(stored - score) > UNCHANGED:
                one.comments.append((comment, score))


def _wants_comments(one: Made, now: dt.datetime) -> bool:
    last = one.comments_at
    if one.subject.is_due or last is None or one.subject.config_version is None:
        return True
    return one.scores.a > 0 and last <= now - COMMENTS_DAILY


def rows_at_once() -> int:
    """SQLite lets one write at a time: whoever is typing must not wait for a long transaction."""
    return 500 if connection.vendor == "sqlite" else 5000


def _slices(made: list[Made]) -> Iterator[tuple[list[Made], list[tuple[int, int, float]]]]:
    """Discussions to finish, with (post, comment, score) rows of theirs or, where one has too many, ahead of it."""
    bound = rows_at_once()
    finish: list[Made] = []
    rows: list[tuple[int, int, float]] = []
    for one in made:
        told = [(one.subject.post, comment, score) for comment, score in one.comments]
        while len(told) >= bound:
            yield [], told[:bound]
            told = told[bound:]
        if len(finish) * 2 + len(rows) + len(told) + 2 > bound and finish:
            yield finish, rows
            finish, rows = [], []
        finish.append(one)
        rows.extend(told)
    if finish:
        yield finish, rows


@transaction.atomic
def _write(part: tuple[list[Made], list[tuple[int, int, float]]], now: dt.datetime, config: ScoreConfig) -> int:
    """A discussion in which somebody is writing at this moment is passed over: it stays due, and nobody waits."""
    finish, rows = part
    posts = {one.subject.post for one in finish} | {post for post, _, _ in rows}
    locked = Post.objects.numbers_of(posts).select_for_update(skip_locked=True).order_by("pk")
    free = set(locked.values_list("pk", flat=True))
    write_comment_scores(rows=[(comment, score) for post, comment, score in rows if post in free])
    done = [one for one in finish if one.subject.post in free]
    write_scores(rows=[_row(one, now) for one in done])
    ScoreDetail.objects.bulk_create(
        [_detail(one, config) for one in done],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["config_version", "people", "explain", "comments_at", "left_out"],
    )
    shifted = [one.subject.post for one in done if one.shifts_days]
    if shifted:
        mark_for_scoring(post_ids=sorted(same_days(shifted)))
    return len(done)


def _row(one: Made, now: dt.datetime) -> ScoreRow:
    scores = one.scores
    return ScoreRow(
        post_id=one.subject.post,
        a=scores.a,
        l=scores.l,
        worth=scores.worth,
        scored_at=now,
        scored_version=one.subject.signals_version,
    )


def _detail(one: Made, config: ScoreConfig) -> ScoreDetail:
    return ScoreDetail(
        post_id=one.subject.post,
        config_version=config.version,
        people=one.scores.people,
        explain=dict(one.scores.explain),
        comments_at=one.comments_at,
        left_out=one.left_out,
    )
