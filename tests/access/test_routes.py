"""Who may open and send what: each route of the site, asked by everyone (Z01, Z04)."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access import routes
from tests.access.people import clients
from tests.town import Town

pytestmark = pytest.mark.django_db
LETTERS = {200: "+", 201: "+", 204: "0", 400: "!", 401: "?", 403: "F", 404: "-", 405: "x", 409: "!", 422: "!"}
# says whether the machine is well, to everyone alike
LETTERS[503] = "+"


def letter(answer: HttpResponse) -> str:
    if 300 <= answer.status_code < 400:
        return "S" if answer["Location"].startswith("/accounts/login/") else ">"
    return LETTERS.get(answer.status_code, f"({answer.status_code})")


def asked(town: Town, method: str) -> dict[str, str]:
    """How everybody is answered at every route; what an answer changed is put back before the next."""
    told, everybody = {}, clients(town)
    for name, pattern in routes.named_routes().items():
        told[name] = ""
        for client in everybody:
            before = transaction.savepoint()
            told[name] += letter(getattr(client, method)(routes.address(pattern, town)))
            transaction.savepoint_rollback(before)
    return told


@pytest.mark.parametrize(("method", "table"), [("get", routes.READ), ("post", routes.SEND)])
def test_everybody_is_answered_as_the_table_says(town, method, table):
    assert asked(town, method) == routes.expected(table)


def test_head_is_answered_as_get_is(town):
    told, wanted = asked(town, "head"), routes.expected(routes.READ)
    # a page that only a reader makes new is nothing to a HEAD
    assert {name: letters for name, letters in told.items() if letters != wanted[name]} == {}


def test_forms_without_their_token_are_refused_but_for_three(town):
    exempt = set()
    for name, pattern in routes.named_routes().items():
        if routes.expected(routes.SEND)[name] == "xxxxxxx":
            continue
        answers = [
            letter(client.post(routes.address(pattern, town))) for client in clients(town, enforce_csrf_checks=True)
        ]
        if set(answers) != {"F"}:
            exempt.add(name)
    assert exempt == {"kit:csp_report", "notifications:stop", "digests:choose"}


def test_the_panel_is_for_staff(town):
    paths = routes.panel()
    assert len(paths) > 50
    for person in (None, town.stella, town.bob, town.olive):
        client = Client()
        if person:
            client.force_login(person)
        assert [path for path in paths if client.get(path).status_code == 200] == []
    client.force_login(town.admin)
    assert sum(client.get(path).status_code == 200 for path in paths) > 10
