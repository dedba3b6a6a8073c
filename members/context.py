from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.selectors import viewer_of


def viewer(request: HttpRequest) -> dict[str, Any]:
    """`viewer` in every template; looked up only where it is used."""
    return {"viewer": SimpleLazyObject(lambda: viewer_of(request))}
