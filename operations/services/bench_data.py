"""A large made-up community for measurements: plain rows in bulk, past all services, the same each time.

Its words mean nothing and its people are nobody; a community of people never shares a database with it.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from comments.models import Comment
from comments.services import set_place
from kit import clock, site
from kit.markdown import render
from learning.models import Reaction, ReactionCode, Takeaway
from members.models import Member, Preferences
from operations.services.bench_words import Said, Vocabulary
from posts.models import AnsweredState, Kind, Post, Read, Tag, TaggedPost, Visibility

ROWS_AT_ONCE = 2000
DAYS = 365
TAGS = 40
READS, MARKS, LINES = 0.6, 0.2, 0.1  # for each comment
WORDS = [
    "tide",
    "rope",
    "harbour",
    "lantern",
    "chart",
    "anchor",
    "pilot",
    "mast",
    "signal",
    "ledger",
    "compass",
    "drift",
]
KINDS = (Kind.QUESTION, Kind.RESOURCE, Kind.REFLECTION, Kind.PROMPT)

Progress = Callable[[str], None]
Sayer = Callable[[], Said]


class NotEmpty(Exception):
    """Somebody is here already."""


@dataclass(slots=True)
class Thread:
    """A discussion to be filled: how many comments it gets, and who has spoken in it."""

    post: int
    author: int
    began: dt.datetime
    size: int
    last: dt.datetime
    voices: set[int] = field(default_factory=set)


def make_bench_data(
    *, members: int, discussions: int, comments: int, biggest: int, words: int = 0, tell: Progress
) -> int:
    """Fill an empty database; return how many facts there are for scoring.

    One discussion has `biggest` comments, the next a tenth of that, and so on down to the mean; the others share what
    is left evenly. Everything is open to everyone, released, and waits to be scored. The texts are fifty that come
    again and again; or each its own, out of a vocabulary of so many `words`. Raises NotEmpty.
    """
    if Member.objects.exists():
        raise NotEmpty
    site.put(values={"SITE_NAME": "Bench", "COMMUNITY_VISIBILITY": Visibility.PUBLIC.value}, by_name="make_bench_data")
    dice = random.Random(20_000)  # noqa: S311  the same each time is what is wanted
    say = _sayer(words, dice)
    people = _make_people(members)
    tell(f"{members} members")
    threads = _make_discussions(_sizes(discussions, comments, biggest), people, say, dice)
    tell(f"{discussions} discussions")
    places = _make_comments(threads, people, say, dice)
    tell(f"{len(places)} comments")
    traces = _make_traces(threads, places, people, dice)
    tell(f"{traces} reads, marks and kept lines")
    _count(threads)
    for model in (Member, Post, Comment, Read, Reaction, Takeaway):
        _reset_sequence(model)
    return len(threads) + len(places) + traces


def _sizes(discussions: int, comments: int, biggest: int) -> list[int]:
    mean = max(1, comments // max(1, discussions))
    big: list[int] = []
    while biggest > mean and len(big) < discussions and sum(big) + biggest <= comments:
        big.append(biggest)
        biggest //= 10
    rest = discussions - len(big)
    share, over = divmod(comments - sum(big), rest) if rest else (0, 0)
    return big + [share + (number < over) for number in range(rest)]


def _sayer(words: int, dice: random.Random) -> Sayer:
    if words:
        vocabulary = Vocabulary(words)
        return lambda: vocabulary.said(dice)
    texts = [_said(number, dice) for number in range(50)]
    return lambda: dice.choice(texts)


def _said(number: int, dice: random.Random) -> Said:
    lines = [" ".join(dice.choices(WORDS, k=18)).capitalize() + "." for _ in range(3)]
    body = f"{lines[0]} **{WORDS[number % len(WORDS)]}** {number}.\n\n{lines[1]}\n\n- {lines[2]}\n- `rope {number}`"
    rendered = render(body)
    return Said(body, rendered.html, rendered.excerpt, rendered.version)


def _make_people(members: int) -> Sequence[int]:
    joined = clock.now() - dt.timedelta(days=DAYS)
    first = _next_id(Member)
    _insert(
        Member,
        (
            Member(
                pk=first + number,
                username=f"bench{number}",
                name=f"{WORDS[number % len(WORDS)].capitalize()} {number}",
                email=f"bench{number}@example.org",
                password="!",  # noqa: S106  nobody signs in with one
                joined_at=joined,
            )
            for number in range(members)
        ),
    )
    people = range(first, first + members)
    _insert(Preferences, (Preferences(member_id=person) for person in people))
    return people


def _make_discussions(sizes: list[int], people: Sequence[int], say: Sayer, dice: random.Random) -> list[Thread]:
    tags = Tag.objects.bulk_create(Tag(name=f"{WORDS[n % 12]} {n}", slug=f"tag-{n}") for n in range(TAGS))
    first, now = _next_id(Post), clock.now()
    threads = []
    for number, size in enumerate(sizes):
        # the big ones are old enough for all their answers
        began = now - dt.timedelta(days=DAYS - 1 if size > 500 else dice.uniform(1, DAYS))
        threads.append(Thread(first + number, dice.choice(people), began, size, began))
    _insert(Post, (_post(thread, say()) for thread in threads))
    chosen = ((thread.post, tag.pk) for thread in threads for tag in dice.sample(tags, 2))
    _insert(TaggedPost, (TaggedPost(content_object_id=post, tag_id=tag) for post, tag in chosen))
    return threads


def _post(thread: Thread, said: Said) -> Post:
    kind = KINDS[thread.post % len(KINDS)]
    return Post(
        pk=thread.post,
        author_id=thread.author,
        kind=kind,
        title=f"{said.excerpt[:60]} {thread.post}",
        slug=f"bench-{thread.post}",
        body=said.body,
        html=said.html,
        html_version=said.version,
        excerpt=said.excerpt,
        url="https://example.org/bench" if kind == Kind.RESOURCE else "",
        visibility=Visibility.PUBLIC,
        answered_state=AnsweredState.NOT_ASKED if kind != Kind.QUESTION else _answered(thread.size),
        created_at=thread.began,
        published_at=thread.began,
        released_at=thread.began,
        last_activity_at=thread.began,
        local_day=thread.began.date(),
        thread_version=1,
        signals_version=1,
    )


def _answered(size: int) -> AnsweredState:
    return AnsweredState.ANSWERED if size else AnsweredState.WAITING


def _make_comments(
    threads: list[Thread], people: Sequence[int], say: Sayer, dice: random.Random
) -> list[tuple[int, int, int]]:
    """(post, comment, author) of each."""
    places: list[tuple[int, int, int]] = []

    def rows() -> Iterator[Comment]:
        number = _next_id(Comment)
        for thread in threads:
            step = (clock.now() - thread.began) / (thread.size + 1)
            recent: list[Comment] = []
            for _ in range(thread.size):
                thread.last += step
                comment = _comment(number, thread, recent, dice.choice(people), say(), dice)
                recent = [*recent[-20:], comment]
                thread.voices.add(comment.author_id or 0)
                places.append((thread.post, number, comment.author_id or 0))
                number += 1
                yield comment

    _insert(Comment, rows())
    return places


def _comment(
    number: int, thread: Thread, recent: list[Comment], author: int, said: Said, dice: random.Random
) -> Comment:
    """Two in three answer one of the last twenty; the others answer the discussion itself."""
    parent = dice.choice(recent) if recent and dice.random() < 0.66 else None
    comment = Comment(
        pk=number,
        post_id=thread.post,
        parent_id=parent.pk if parent else None,
        author_id=author,
        body=said.body,
        html=said.html,
        html_version=said.version,
        excerpt=said.excerpt,
        created_at=thread.last,
        released_at=thread.last,
        local_day=thread.last.date(),
    )
    set_place(comment, parent)
    return comment


def _make_traces(
    threads: list[Thread], places: list[tuple[int, int, int]], people: Sequence[int], dice: random.Random
) -> int:
    now = clock.now()

    def reads() -> Iterator[Read]:
        for post, _comment, _author in dice.choices(places, k=int(len(places) * READS)):
            at = now - dt.timedelta(days=dice.uniform(0, DAYS))
            yield Read(
                member_id=dice.choice(people), post_id=post, week=at.date() - dt.timedelta(days=at.weekday()),
                at=at, last_at=at, local_day=at.date(), counts=True,
            )  # fmt: skip

    def others(share: float) -> Iterator[tuple[int, int, int, dt.datetime]]:
        for post, comment, author in dice.choices(places, k=int(len(places) * share)):
            person = dice.choice(people)
            if person != author:
                yield post, comment, person, now - dt.timedelta(days=dice.uniform(0, DAYS))

    marks = (
        Reaction(member_id=who, post_id=post, comment_id=comment, code=ReactionCode.USE, at=at, local_day=at.date())
        for post, comment, who, at in others(MARKS)
    )
    lines = (
        Takeaway(
            member_id=who,
            post_id=post,
            comment_id=comment,
            text="Ask one line at the door.",
            created_at=at,
            local_day=at.date(),
        )  # fmt: skip
        for post, comment, who, at in others(LINES)
    )
    if not places:
        return 0
    for model, rows in ((Read, reads()), (Reaction, marks), (Takeaway, lines)):
        _insert(model, rows, ignore_conflicts=True)
    return sum(model._base_manager.count() for model in (Read, Reaction, Takeaway))


def _count(threads: list[Thread]) -> None:
    marked: Counter[int] = Counter(Reaction.objects.values_list("comment_id", flat=True))
    for start in range(0, len(threads), ROWS_AT_ONCE):
        part = threads[start : start + ROWS_AT_ONCE]
        Post._base_manager.bulk_update(
            [Post(pk=t.post, comment_count=t.size, voice_count=len(t.voices), last_activity_at=t.last) for t in part],
            ["comment_count", "voice_count", "last_activity_at"],
            batch_size=200,
        )
    by_count: dict[int, list[int]] = {}
    for comment, count in marked.items():
        by_count.setdefault(count, []).append(comment)
    for count, ids in by_count.items():
        for start in range(0, len(ids), ROWS_AT_ONCE):
            Comment._base_manager.filter(pk__in=ids[start : start + ROWS_AT_ONCE]).update(use_count=count)


def _insert(model: type[Model], rows: Iterable[Any], *, ignore_conflicts: bool = False) -> None:
    rows = iter(rows)
    while part := list(islice(rows, ROWS_AT_ONCE)):
        model._base_manager.bulk_create(part, ignore_conflicts=ignore_conflicts)


def _next_id(model: type[Model]) -> int:
    return int(model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def _reset_sequence(model: type[Model]) -> None:
    """Ids were given, so PostgreSQL's counter still stands at the beginning."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
