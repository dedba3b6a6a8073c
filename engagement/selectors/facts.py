"""Scoring's table of events, read as a view of facts (scoring D.2): every act stands in its own table.

Each source says which rows of a table are facts of one verb. `nth` counts a person's facts of one verb on one local
day over all discussions: only the days on which somebody acted in the batch are read, whole, by their index.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.fields.tuple_lookups import TupleIn
from django.db.models.functions import Cast, Coalesce, RowNumber

from comments.models import Comment, Intent, Resolution
from engagement.arithmetic import FactRow
from engagement.selectors.expressions import Seconds, minus
from learning.models import Reaction, ReactionCode, Takeaway, TakeawayVisibility
from posts.models import Post, Read

ACKNOWLEDGED = (Intent.ANSWER, Intent.BUILD, Intent.CONNECT, Intent.SUMMARISE)
LEFT_OUT = "left out"

Rows = QuerySet[Any, Any]
ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Source:
    """`person` and `day` are the columns by which facts are counted, `at` says when; the rest is told of each fact."""

    verb: str
    rows: Callable[[], Rows]
    person: str
    at: str
    post: str = "post_id"
    actor: Any = None
    staff: Any = field(default_factory=lambda: F("by_staff"))
    private: bool = False
    imported: Any = field(default_factory=lambda: Value(False))


def _seen_posts() -> Rows:
    return Post.objects.facts_for_scoring().values("pk")


def _posts(author: str) -> Rows:
    return Post.objects.facts_for_scoring().filter(**{f"{author}__isnull": False})


def _comments(author: str) -> Rows:
    return Comment.objects.facts_for_scoring().filter(post__in=_seen_posts(), **{f"{author}__isnull": False})


def _acknowledged() -> Rows:
    """Comments that took the talk further and that somebody else took up."""
    other = Q(author__isnull=True) | ~Q(author=OuterRef("author"))
    reply = Comment.objects.facts_for_scoring().filter(other, parent=OuterRef("pk"))
    mark = Reaction.objects.filter(comment=OuterRef("pk")).exclude(member=OuterRef("author"))
    return _comments("author").filter(Exists(reply) | Exists(mark), intent__in=ACKNOWLEDGED)


ON_SEEN_WORDS = Q(comment__isnull=True) | Q(comment__status="published", comment__released_at__isnull=False)


def _reactions(code: str) -> Rows:
    return Reaction.objects.filter(ON_SEEN_WORDS, code=code, post__in=_seen_posts())


def _takeaways(wanted: Q) -> Rows:
    return Takeaway.objects.facts_for_scoring().filter(ON_SEEN_WORDS, wanted, post__in=_seen_posts())


def _reads() -> Rows:
    return Read.objects.filter(counts=True, post__in=_seen_posts())


def _resolutions() -> Rows:
    return Resolution.objects.in_force().filter(post__in=_seen_posts(), post__author__isnull=False)


def _helped() -> Rows:
    """Questions that somebody else's comment answered."""
    helped = _resolutions().filter(comment__author__isnull=False)  # in force: read there, or where it grew to
    return helped.filter(comment__released_at__isnull=False).exclude(comment__author=F("post__author"))


IMPORTED = ExpressionWrapper(Q(origin="imported"), output_field=BooleanField())
BYLINE = Coalesce("byline__claimed_by_id", minus("byline_id"))
PRIVATE = Q(visibility=TakeawayVisibility.PRIVATE)

SOURCES: tuple[Source, ...] = (
    Source("post", lambda: _posts("author"), "author_id", "published_at", "pk", imported=IMPORTED),
    Source("post", lambda: _posts("byline"), "byline_id", "published_at", "pk", actor=BYLINE, imported=IMPORTED),
    Source("comment", lambda: _comments("author"), "author_id", "created_at", imported=IMPORTED),
    Source("comment", lambda: _comments("byline"), "byline_id", "created_at", actor=BYLINE, imported=IMPORTED),
    Source("comment_ack", _acknowledged, "author_id", "created_at", imported=IMPORTED),
    *(Source(f"react_{code}", partial(_reactions, code), "member_id", "at") for code in ReactionCode.values),
    Source("takeaway_private", lambda: _takeaways(PRIVATE), "member_id", "created_at", private=True),
    Source("takeaway_shared", lambda: _takeaways(~PRIVATE), "member_id", "created_at"),
    Source("read", _reads, "member_id", "at", private=True),
    Source("resolved", _helped, "comment__author_id", "at", staff=F("comment__by_staff")),
    Source(
        "resolved_note", lambda: _resolutions().exclude(note=""), "post__author_id", "at", staff=F("post__by_staff")
    ),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by discussion, as the arithmetic reads them, and `left_out` as ScoreDetail keeps it."""

    by_post: dict[int, list[FactRow]]
    left_out: dict[int, int]


def facts_of(ids: Collection[int]) -> Facts:
    """All facts of these discussions that count, in one statement."""
    by_post: dict[int, list[FactRow]] = defaultdict(list)
    left_out: dict[int, int] = defaultdict(int)
    for row in _read([*(_numbered(source, ids) for source in SOURCES), *_unseen(ids)], ids) if ids else ():
        if row[1] == LEFT_OUT:
            left_out[row[0]] += int(row[3])
        else:
            by_post[row[0]].append(row)
    return Facts(by_post, left_out)


def _on_days_of(rows: Rows, person: str, here: Rows) -> Rows:
    """Rows of the days on which the people of `here` did something of the kind."""
    days = here.order_by().values(person, "local_day")
    return rows.filter(TupleIn((F(person), F("local_day")), days.query))


def _numbered(source: Source, ids: Collection[int]) -> Rows:
    """Rows of the days in question, each with its place in its day."""
    rows = source.rows()
    order = [F(source.at).asc(), F("pk").asc()]
    return _told(
        _on_days_of(rows, source.person, rows.filter(**{f"{source.post}__in": ids})),
        post=F(source.post),
        verb=Value(source.verb),
        actor=source.actor or F(source.person),
        at=Seconds(source.at),
        nth=Window(RowNumber(), partition_by=[F(source.person), F("local_day")], order_by=order),
        staff=source.staff,
        private=Value(source.private),
        imported=source.imported,
    )


def _unseen(ids: Collection[int]) -> Iterator[Rows]:
    """What waits because its comment cannot be read; the id stands where others have their moment."""
    for rows in (Reaction.objects.all(), Takeaway.objects.facts_for_scoring()):
        yield _told(
            rows.filter(~ON_SEEN_WORDS, post_id__in=ids),
            post=F("post_id"),
            verb=Value(LEFT_OUT),
            actor=F("member_id"),
            at=Cast("pk", FloatField()),
            nth=Value(1),
            staff=F("by_staff"),
            private=Value(True),
            imported=Value(False),
        )


def _told(rows: Rows, **columns: Any) -> Rows:
    """The columns of a FactRow, in its order, under names that no table has."""
    named = {f"fact_{name}": column for name, column in columns.items()}
    told: Rows = rows.order_by().annotate(**named).values_list(*named)
    return told


def _read(parts: list[Rows], ids: Collection[int]) -> Iterator[FactRow]:
    """One statement for all parts. Only here, counted, may the rows of other discussions be left behind."""
    compiled = [part.query.sql_with_params() for part in parts]
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS f{number}" for number, (sql, _) in enumerate(compiled))  # noqa: S608
    wanted = ",".join(str(int(post)) for post in ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({union}) AS facts WHERE fact_post IN ({wanted})",  # noqa: S608  numbers, and our own SQL
            [param for _, params in compiled for param in params],
        )
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def same_days(ids: Collection[int]) -> set[int]:
    """Discussions whose facts stand in a day together with any act in these, whether that may be seen or not."""
    found: set[int] = set()
    for source in SOURCES:
        model = source.rows().model
        here = model._default_manager.filter(**{f"{source.post}__in": ids, f"{source.person}__isnull": False})
        rows = _on_days_of(source.rows(), source.person, here)
        found.update(rows.order_by().values_list(source.post, flat=True))
    return found - set(ids)
