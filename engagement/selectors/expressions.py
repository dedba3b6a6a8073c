"""What two databases say differently."""

from typing import Any

from django.db.models import BigIntegerField, Expression, ExpressionWrapper, F, FloatField, Func, Value

# exact: whole microseconds, divided once, as Python does it
SQLITE_SECONDS = (
    "((CAST(strftime('%%%%s', {0}) AS INTEGER) * 1000000"
    " + CAST(substr(substr({0}, 21) || '000000', 1, 6) AS INTEGER)) / 1000000.0)"
)


class Seconds(Func):
    """A moment as seconds since 1970: the very bits of Python's `timestamp()`, on both databases."""

    arity = 1
    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="date_part('epoch', %(expressions)s)", **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.get_source_expressions()[0])
        return SQLITE_SECONDS.format(column).replace("%%%%", "%%"), [*params, *params]


def minus(column: str) -> Expression:
    """A number of its own for each byline, none of which is a member's."""
    return ExpressionWrapper(F(column) * Value(-1), output_field=BigIntegerField())
