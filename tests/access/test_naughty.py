"""Whatever stands in an address or a form, nobody meets an error of ours (S03): each route, each field of any form."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access import routes
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
HALF = "half-a-character"  # goes out as the bytes of one half of a pair, which no text can hold
NAUGHTY = (
    "\x00",
    HALF,
    "9" * 40,
    "-1",
    "\u00b2",  # a digit for Python, and no number
    "\u0663\uff12",
    "\u202egnirts\u200b\ufeff",
    "e" + "\u0301" * 400,
    "x" * 70_000,
    "%s %(a)s {0} {a.b}",
    "1e309",
    "NaN",
    "2026-02-30",
    "0000-00-00T25:61",
    "../../etc/passwd",
    "' OR 1=1; --",
    '{"a": [1]}',
    "\U0001f64a" * 30,
    "",
    " \r\n\t ",
)
FIELD = re.compile(rb'<(?:input|textarea|select|button)[^>]* name="([a-z_0-9-]+)"')
TURNS = 4
EVERYWHERE = ("\x00", HALF, "\u00b2", "9" * 40)


def field_names(town: Town, clients: list[Client]) -> list[str]:
    """Every name that a field of any page has, and what addresses are asked with."""
    found = {"q", "after", "page", "at", "sort", "open", "tag", "to", "about", "kind", "next", "draft", "quote", "here"}
    for client in clients:
        for pattern in routes.named_routes().values():
            answer = client.get(routes.address(pattern, town))
            found |= {name.decode() for name in FIELD.findall(answer.getvalue())}
    return sorted(found - {"csrfmiddlewaretoken"})


def asked(client: Client, method: str, path: str, fields: dict[str, str]) -> HttpResponse:
    cache.clear()  # nobody is told to wait
    raw = urlencode(fields).replace(HALF, "%ED%A0%80")
    start = transaction.savepoint()
    try:
        if method == "get":
            return client.get(f"{path}?{raw}")
        return client.post(path, raw, content_type="application/x-www-form-urlencoded")
    finally:
        transaction.savepoint_rollback(start)


def filled(names: list[str]) -> Iterator[dict[str, str]]:
    """Forms with something naughty in each field: of each sort in turn, and the worst in all at once."""
    for turn in range(TURNS):
        yield {name: NAUGHTY[(at * 7 + turn * 4) % len(NAUGHTY)] for at, name in enumerate(names)}
    for words in EVERYWHERE:
        yield dict.fromkeys(names, words)


@pytest.mark.parametrize("who", ["olive", "admin"])
def test_no_route_breaks(town, who):
    client = Client(raise_request_exception=False)
    client.force_login(town.people[who])
    names = field_names(town, [client])
    assert len(names) > 60
    broken = []
    for number, fields in enumerate(filled(names)):
        for name, pattern in routes.named_routes().items():
            for method in ("get", "post"):
                status = asked(client, method, routes.address(pattern, town), fields).status_code
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR and name != "operations:ready":
                    broken.append(f"{method} {name}, form {number}: {status}")
    assert broken == []
