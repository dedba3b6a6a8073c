"""Pages by cursor: the next page starts behind the last row seen, however many rows there are."""

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
CURSOR_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """`next` is the cursor of the page behind this one, '' on the last."""

    items: list[M]
    next: str
    is_first: bool


def cursor_page(queryset: QuerySet[M], *, by: str, after: str, size: int) -> Page[M]:
    """Rows of `queryset` in descending order of (`by`, id), from behind the cursor `after` on.

    A cursor that is damaged or of another list gives the first page.
    """
    position = _read(after)
    rows = queryset.order_by(f"-{by}", "-pk")
    if position:
        value, pk = position
        rows = rows.filter(Q(**{f"{by}__lt": value}) | Q(**{by: value, "pk__lt": pk}))
    found = list(rows[: size + 1])
    items = found[:size]
    following = _write(getattr(items[-1], by), items[-1].pk) if len(found) > size else ""
    return Page(items, following, position is None)


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
        elif isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return (value, pk) if isinstance(pk, int) and not isinstance(pk, bool) and 0 <= pk < 2**63 else None
    except (ValueError, binascii.Error, TypeError):
        return None
