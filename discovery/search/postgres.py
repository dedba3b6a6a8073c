"""Words on PostgreSQL: a weighted tsvector beside the ledger's row, under a GIN index without a pending list.

Each vector also bears the day of its text, and the 8, 64 and 512 days around it, as words of their own
(`discovery.search.days`). So the index itself answers "what of the last so many days has this word", and how far back
is worth looking PostgreSQL's own statistics tell: a word that stands in half a million comments costs as little as a
rare one.
"""

import datetime as dt
import json
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.models import F, QuerySet

from discovery.search import days
from discovery.search.tables import CANDIDATES, Asked, Candidate, Text, Where, edition, language
from discovery.search.words import START, STOP, folded
from kit import clock

log = logging.getLogger(__name__)
# a look that takes longer ends, and what nearer looks found is the answer: the sooner where that fills a page
LOOK_MS, ANOTHER_LOOK_MS = 1000, 50
A_PAGE = 20
# texts that a look should meet: more than are weighed, for not all of them may be shown to everyone
A_LOOK = 2 * CANDIDATES
# with so many found nobody looks further back
ENOUGH = CANDIDATES // 2
# so many texts that have the words are looked through whatever their days
FEW = 2000
FURTHER = 8
FIRST_DAY_S = 3600
ONE_INDEXER = 7_302_114
MARK = f"StartSel={START}, StopSel={STOP}"
SNIPPET = f'{MARK}, MaxFragments=2, MaxWords=22, MinWords=10, FragmentDelimiter=" … "'

WRITE = """
    INSERT INTO {ledger} ({key}, version, edition, words)
    SELECT t.id, t.version, %s,
        setweight(to_tsvector(%s::regconfig, t.title), 'A') || setweight(to_tsvector(%s::regconfig, t.body), 'D')
        || array_to_tsvector(string_to_array(t.days, ' '))
    FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[]) AS t(id, version, title, body, days)
    ON CONFLICT ({key}) DO UPDATE
        SET version = excluded.version, edition = excluded.edition, words = excluded.words
"""
MARKS = """
    SELECT t.id, ts_headline(%s::regconfig, t.title, q, %s), ts_headline(%s::regconfig, t.body, q, %s)
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS t(id, title, body), (SELECT {any_word} AS q) AS wanted
"""


class PostgresWords:
    def claim(self) -> bool:
        """One indexer at a time, until the transaction ends: so none writes what another has read later."""
        return bool(_row("SELECT pg_try_advisory_xact_lock(%s)", [ONE_INDEXER])[0])

    def write(self, where: Where, texts: Sequence[Text]) -> None:
        name = language()
        columns = [
            list(column)
            for column in zip(
                *((t.id, t.version, folded(t.title), folded(t.body), " ".join(days.words(t.at.date()))) for t in texts),
                strict=True,
            )
        ]
        _run(WRITE.format(ledger=where.ledger, key=where.key), [edition(), name, name, *columns])

    def erase(self, where: Where, ids: Collection[int]) -> None:
        _run(f"DELETE FROM {where.ledger} WHERE {where.key} = ANY(%s)", [list(ids)])  # noqa: S608  names of ours

    def erase_orphans(self, where: Where) -> None:
        """None can be: words and ledger are one row."""

    def matching(self, where: Where, rows: QuerySet[Any], asked: Asked) -> list[Candidate]:
        """The newest of `rows` that have the words, newest first."""
        words = _tsquery(language(), asked)
        if not words:
            return []
        current = rows.filter(indexed__version=F("version"))
        found: list[Candidate] = []
        try:
            with transaction.atomic():
                for span, most in _looks(where, asked, words):
                    _run("SET LOCAL statement_timeout = %s", [LOOK_MS if len(found) < A_PAGE else ANOTHER_LOOK_MS])
                    found = _look(where, current, words, span, most)
                    if len(found) >= ENOUGH:
                        break
        except OperationalError:
            log.info("a search looked no further back than it had time for")
            if not connection.in_atomic_block:
                connection.close()  # whatever was cut off, the next statement begins afresh
        return found

    def ranks(self, where: Where, ids: Collection[int], asked: Asked) -> dict[int, float]:
        """How well each has the words; a word in a title weighs most, and long texts gain nothing by their length."""
        sql = f"SELECT {where.key}, ts_rank(words, %s::tsquery, 1) FROM {where.ledger} WHERE {where.key} = ANY(%s)"  # noqa: S608
        return dict(_rows(sql, [_tsquery(language(), asked), list(ids)]))

    def marks(self, where: Where, texts: Mapping[int, tuple[str, str]], asked: Asked) -> dict[int, tuple[str, str]]:
        """Title and the telling part of each text, with signs around the found words."""
        titles, bodies = zip(*texts.values(), strict=True)
        name, words = language(), list(dict.fromkeys(form for term in asked.terms for form in (term, folded(term))))
        any_word = " || ".join(["phraseto_tsquery(%s::regconfig, %s)"] * len(words))
        values = [name, f"{MARK}, HighlightAll=true", name, SNIPPET, list(texts), list(titles), list(bodies)]
        values += [part for word in words for part in (name, word)]
        return {pk: (title, body) for pk, title, body in _rows(MARKS.format(any_word=any_word), values)}


def _look(where: Where, rows: QuerySet[Any], words: str, span: str, most: int) -> list[Candidate]:
    """The newest of `rows` among the `most` last texts of `span`; with no span, of all, as the planner thinks best."""
    has, values = f'"{where.ledger}"."words" @@ %s::tsquery', [words]
    if span:
        # the ids by the index first, whatever the planner thinks of the order
        ids = f"SELECT {where.key} FROM {where.ledger} WHERE words @@ %s::tsquery ORDER BY {where.key} DESC LIMIT %s"  # noqa: S608
        has = f'"{where.rows}"."id" = ANY(ARRAY({ids}))'
        values = [words if span == days.EVER else f"({words}) & ({span})", str(most)]
    newest = rows.extra(where=[has], params=values)  # noqa: S610  names of ours
    newest = newest.order_by(f"-{where.at}", "-pk").values_list("pk", where.at, where.worth)
    return [Candidate(*row) for row in newest[:CANDIDATES]]


def _looks(where: Where, asked: Asked, words: str) -> Iterator[tuple[str, int]]:
    """The days to look at, nearest first, and how many texts: at first as many days as should hold A_LOOK of them."""
    expected = _expected(where, words)
    if expected <= FEW:
        yield days.EVER, FEW * FURTHER
        return
    last, most = min(asked.before or dt.date.max, clock.now().date()), A_LOOK
    age = max((last - _first_day(where)).days, 1)
    back = max(2, age * A_LOOK // expected)
    while back < age:
        yield days.span(last, back), most
        if asked.after and last - dt.timedelta(days=back) < asked.after:
            return
        if asked.among_few:
            break
        back, most = back * FURTHER, most * FURTHER
    yield "", 0


def _expected(where: Where, words: str) -> int:
    """How many texts have the words, as PostgreSQL guesses from its statistics."""
    plan = _row(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {where.ledger} WHERE words @@ %s::tsquery", [words])[0]  # noqa: S608
    told = json.loads(plan) if isinstance(plan, str) else plan
    return int(told[0]["Plan"]["Plan Rows"])


def _first_day(where: Where) -> dt.date:
    """About when people began to write here."""
    key = f"search:first:{where.name}"
    day: dt.date | None = cache.get(key)
    if day is None:
        rows = _rows(f"SELECT {where.at} FROM {where.rows} WHERE {where.at} IS NOT NULL ORDER BY id LIMIT 1", [])  # noqa: S608
        day = rows[0][0].date() if rows else clock.now().date()
        cache.set(key, day, FIRST_DAY_S)
    return day


@lru_cache(maxsize=256)
def _tsquery(name: str, asked: Asked) -> str:
    """As PostgreSQL writes it; '' where nothing is left (the commonest words of a language are not in the index)."""
    terms = (" || " if asked.any_term else " && ").join(["phraseto_tsquery(%s::regconfig, %s)"] * len(asked.terms))
    without = "".join([" && !!phraseto_tsquery(%s::regconfig, %s)"] * len(asked.without))
    wanted = [part for term in asked.terms for part in (name, folded(term))]
    unwanted = [part for term in asked.without for part in (name, folded(term))]
    alone, whole = _row(f"SELECT ({terms})::text, (({terms}){without})::text", [*wanted, *wanted, *unwanted])
    return str(whole) if alone else ""


def _run(sql: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _row(sql: str, values: Sequence[Any]) -> tuple[Any, ...]:
    return _rows(sql, values)[0]
