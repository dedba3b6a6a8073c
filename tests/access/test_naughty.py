"""Whatever stands in an address or a form, nobody meets an error of ours (S03): each route, each field of any form."""

import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access import routes
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
NAUGHTY = (
    "\x00",
    "%ED%A0%80",  # half of a character, as it would stand in an address
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
    "\ud83d\ude4a".encode("utf-16", "surrogatepass").decode("utf-16") * 30,
    "",
    " \r\n\t ",
)
FIELD = re.compile(rb'<(?:input|textarea|select|button)[^>]* name="([a-z_0-9-]+)"')
TURNS = 4


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
    start = transaction.savepoint()
    try:
        return getattr(client, method)(path, fields)
    finally:
        transaction.savepoint_rollback(start)


@pytest.mark.parametrize("who", ["olive", "admin"])
def test_no_route_breaks(town, who):
    client = Client(raise_request_exception=False)
    client.force_login(town.people[who])
    names = field_names(town, [client])
    assert len(names) > 60
    broken = []
    for turn in range(TURNS):
        for name, pattern in routes.named_routes().items():
            fields = {field: NAUGHTY[(at * 7 + turn * 4) % len(NAUGHTY)] for at, field in enumerate(names)}
            for method in ("get", "post"):
                status = asked(client, method, routes.address(pattern, town), fields).status_code
                if status >= 500 and name != "operations:ready":  # noqa: PLR2004
                    broken.append(f"{method} {name}, turn {turn}: {status}")
    assert broken == []
