"""Pages by cursor: the next page starts behind the last row seen, however many rows there are."""

import base64
import binascii
import datetime as dt
import json
import math
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import DateTimeField, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
CURSOR_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`next` is the cursor of the page behind this one, '' on the last."""

    items: list[M]
    next: str
    is_first: bool


def cursor_page(queryset: QuerySet[M], *, by: str, after: str, size: int, rising: bool = False) -> Page[M]:
    """Rows of `queryset` in descending (or `rising`) order of (`by`, id), from behind the cursor `after` on.

    A cursor that is damaged or of another list gives the first page.
    """
    position = _of_column(queryset, by, _read(after))
    rows = queryset.order_by(by, "pk") if rising else queryset.order_by(f"-{by}", "-pk")
    behind = "gt" if rising else "lt"
    if position:
        value, pk = position
        rows = rows.filter(Q(**{f"{by}__{behind}": value}) | Q(**{by: value, f"pk__{behind}": pk}))
    found = list(rows[: size + 1])
    items = found[:size]
    following = _write(getattr(items[-1], by), items[-1].pk) if len(found) > size else ""
    return Page(items, following, position is None)


def _of_column(queryset: QuerySet[M], by: str, position: tuple[Any, int] | None) -> tuple[Any, int] | None:
    """The position, if its value is one that the column can be compared with."""
    is_moment = isinstance(queryset.model._meta.get_field(by), DateTimeField)
    return position if position and isinstance(position[0], dt.datetime) == is_moment else None


def _write(value: Any, pk: int) -> str:
    if isinstance(value, dt.datetime):
        value = value.isoformat()
    return base64.urlsafe_b64encode(json.dumps([value, pk]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[Any, int] | None:
    if not cursor or len(cursor) > CURSOR_LENGTH:
        return None
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value)
            if value.tzinfo is None:
                return None
        elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        return (value, pk) if isinstance(pk, int) and not isinstance(pk, bool) and 0 <= pk < 2**63 else None
    except (ValueError, binascii.Error, TypeError, OverflowError, RecursionError):
        return None
