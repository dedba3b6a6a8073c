"""What search asks of a database, and which of the two answers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models import QuerySet

from discovery.search.postgres import PostgresWords
from discovery.search.sqlite import SqliteWords
from discovery.search.tables import Asked, Candidate, Text, Where


class Engine(Protocol):
    """`write` and `erase` belong into a transaction that began with `claim`; the rest only reads.

    `matching` gives at most CANDIDATES of `rows` (a queryset that has asked for rights), newest first; `ranks`
    and `marks` are asked of those that it gave. At least one term is needed everywhere.
    """

    def claim(self) -> bool: ...
    def write(self, where: Where, texts: Sequence[Text]) -> None: ...
    def erase(self, where: Where, ids: Collection[int]) -> None: ...
    def erase_orphans(self, where: Where) -> None: ...
    def matching(self, where: Where, rows: QuerySet[Any], asked: Asked) -> list[Candidate]: ...
    def ranks(self, where: Where, ids: Collection[int], asked: Asked) -> dict[int, float]: ...
    def marks(self, where: Where, texts: Mapping[int, tuple[str, str]], asked: Asked) -> dict[int, tuple[str, str]]: ...


def engine() -> Engine:
    """Of the database that this process talks to."""
    return PostgresWords() if connection.vendor == "postgresql" else SqliteWords()
