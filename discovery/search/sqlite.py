"""Words on SQLite: ordinary FTS5 tables that keep their own copy (deleting needs no triggers then), one with English
endings overlooked and one without, for discussions and for comments. A row's id is the text's own.

FTS5 walks its rows from the newest on and stops when enough are found, so a common word sorts nothing either.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from discovery.models import IndexedComment, IndexedPost
from discovery.search.tables import CANDIDATES, Asked, Candidate, Text, Where, edition, language
from discovery.search.words import START, STOP

TABLES = {
    Where.POSTS: ("discovery_postwords_english", "discovery_postwords_plain"),
    Where.COMMENTS: ("discovery_commentwords_english", "discovery_commentwords_plain"),
}
WORDS_IN_A_SNIPPET = 32


class SqliteWords:
    def claim(self) -> bool:
        """A transaction that writes keeps all others out from its first statement on."""
        return True

    def write(self, where: Where, texts: Sequence[Text]) -> None:
        self._delete(where, [text.id for text in texts])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {_table(where)} (rowid, title, body) VALUES (%s, %s, %s)",  # noqa: S608  names of ours
                [(text.id, text.title, text.body) for text in texts],
            )
        _note(where, texts)

    def erase(self, where: Where, ids: Collection[int]) -> None:
        self._delete(where, ids)
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {where.ledger} WHERE {where.key} = %s", [(pk,) for pk in ids])  # noqa: S608

    def erase_orphans(self, where: Where) -> None:
        """Words of rows that went with their discussion; nothing finds them, and they must not stay."""
        for table in TABLES[where]:
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE rowid NOT IN (SELECT {where.key} FROM {where.ledger})")  # noqa: S608

    def matching(self, where: Where, rows: QuerySet[Any], asked: Asked) -> list[Candidate]:
        """The newest of `rows` that have the words, newest first."""
        table = _table(where)
        matching = rows.filter(indexed__version=F("version")).extra(  # noqa: S610  names of ours
            tables=[table], where=[f"{table}.rowid = {where.rows}.id", f"{table} MATCH %s"], params=[_match(asked)]
        )
        newest = matching.order_by(RawSQL(f"{table}.rowid", []).desc())  # noqa: S611
        return [Candidate(*row) for row in newest.values_list("pk", where.at, where.worth)[:CANDIDATES]]

    def ranks(self, where: Where, ids: Collection[int], asked: Asked) -> dict[int, float]:
        """How well each has the words; a word in a title weighs ten times one in a text."""
        # one walk over the stretch where they stand: FTS5 counts a word's texts anew for every walk, so one for each id
        # would count as often; the plus keeps it from that
        table, stretch = _table(where), "AND rowid BETWEEN %s AND %s AND +rowid IN"
        rows = self._of(where, f"-bm25({table}, 10.0, 1.0)", stretch, [min(ids), max(ids)], ids, asked)
        return {pk: max(rank, 0.0) for pk, rank in rows}

    def marks(self, where: Where, texts: Mapping[int, tuple[str, str]], asked: Asked) -> dict[int, tuple[str, str]]:
        """Title and the telling part of each text, with signs around the found words."""
        table = _table(where)
        signs = f"char({ord(START)}), char({ord(STOP)})"
        columns = f"highlight({table}, 0, {signs}), snippet({table}, 1, {signs}, '…', {WORDS_IN_A_SNIPPET})"
        return {pk: (title, body) for pk, title, body in self._of(where, columns, "AND rowid IN", [], texts, asked)}

    def _of(
        self, where: Where, columns: str, which: str, values: Sequence[int], ids: Collection[int], asked: Asked
    ) -> list[tuple[Any, ...]]:
        table, places = _table(where), ", ".join(["%s"] * len(ids))
        sql = f"SELECT rowid, {columns} FROM {table} WHERE {table} MATCH %s {which} ({places})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [_match(asked), *values, *ids])
            return list(cursor.fetchall())

    def _delete(self, where: Where, ids: Iterable[int]) -> None:
        wanted = [(pk,) for pk in ids]
        for table in TABLES[where]:
            with connection.cursor() as cursor:
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", wanted)  # noqa: S608


def _table(where: Where) -> str:
    english, plain = TABLES[where]
    return english if language() == "english" else plain


def _match(asked: Asked) -> str:
    """Every term in quotes: whatever it is, FTS5 reads it as words."""
    wanted = (" OR " if asked.any_term else " AND ").join(f'"{term}"' for term in asked.terms)
    unwanted = " OR ".join(f'"{term}"' for term in asked.without)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _note(where: Where, texts: Sequence[Text]) -> None:
    model: Any = IndexedPost if where is Where.POSTS else IndexedComment
    model.objects.bulk_create(
        [model(**{where.key: text.id, "version": text.version, "edition": edition()}) for text in texts],
        update_conflicts=True,
        unique_fields=[where.key],
        update_fields=["version", "edition"],
    )
