"""Many rows written by one statement."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

ROWS_AT_ONCE = 500


def update_rows(
    model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], *, not_after: str = ""
) -> None:
    """Set `columns` from rows of (id, value, …), 500 rows a statement.

    `not_after` names one of the columns, a number: a row whose stored one is greater already stays as it is.
    """
    for start in range(0, len(rows), ROWS_AT_ONCE):
        _update(model, columns, rows[start : start + ROWS_AT_ONCE], not_after)


def _update(model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], not_after: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    # a VALUES list calls its columns column1, column2, … on both databases
    sets = ", ".join(f"{connection.ops.quote_name(name)} = v.column{at}" for at, name in enumerate(columns, 2))
    values = ", ".join([f"({', '.join(['%s'] * (len(columns) + 1))})"] * len(rows))
    where = f"{table}.id = v.column1"
    if not_after:
        where += f" AND {table}.{connection.ops.quote_name(not_after)} <= v.column{columns.index(not_after) + 2}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM (VALUES {values}) AS v WHERE {where}",  # noqa: S608  names and placeholders
            [_stored(value) for row in rows for value in row],
        )


def _stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value
