"""Columns that hold what the database must be able to promise: bytewise order, and a length for every text."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Length

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class ByteOrderedField(Text):
    """Text that sorts by bytes whatever the database's language: C collation on PostgreSQL, SQLite's own BINARY."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def bounded(table: str, **limits: int) -> list[models.BaseConstraint]:
    """One check constraint a column, so that no path into the table can store a longer text (in characters)."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{column}__length__lte": limit}), name=f"{table}_{column}_bounded"
        )
        for column, limit in limits.items()
    ]


def one_of(table: str, **choices: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """One check constraint a column, so that a state nobody defined cannot be stored."""
    return [
        models.CheckConstraint(condition=models.Q(**{f"{column}__in": values.values}), name=f"{table}_{column}_known")
        for column, values in choices.items()
    ]
