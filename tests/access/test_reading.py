"""Reading changes nothing (Z04), and every answer carries its headers (S05, Z05): asked of each route."""

import hashlib

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.access import routes
from tests.access.people import clients

pytestmark = pytest.mark.django_db
# that somebody came by is written down whatever they do: their sessions, and the day on which they were last here
OF_COMING_BY = {"django_session", "usersessions_usersession"}
# Opening clears what was told of it, and must do so for readers without scripts too: a notice that is followed, a
# conversation, and a picture of one dot that only they ask for. Nothing that looks ahead of its reader does it.
BY_DESIGN = {
    "comments:seen_image": {"comments_readingmark", "notifications_notice"},
    "notifications:follow": {"notifications_notice"},
    "notifications:private_talk": {"notifications_notice", "notifications_privateseat"},
}
SANDBOX = "default-src 'none'; sandbox"


def database() -> dict[str, str]:
    """What stands in each table, as a digest."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - OF_COMING_BY)
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            found[table] = hashlib.blake2b(repr(cursor.fetchall()).encode()).hexdigest()
    return found


@pytest.mark.parametrize(("method", "writes"), [("get", BY_DESIGN), ("head", {})])
def test_reading_changes_nothing(town, method, writes):
    everybody, changed = clients(town), {}
    for client in everybody:
        client.get("/")
    before = database()
    for name, pattern in routes.named_routes().items():
        start = transaction.savepoint()
        for client in everybody:
            getattr(client, method)(routes.address(pattern, town))
        after = database()
        if after != before:
            changed[name] = {table for table in after if after[table] != before[table]}
            transaction.savepoint_rollback(start)
    assert changed == writes


def test_every_answer_carries_its_headers(town):
    faults = set()
    for who, client in zip(town.people, clients(town), strict=True):
        for name, pattern in routes.named_routes().items():
            answer = client.get(routes.address(pattern, town))
            policy, kept = answer["Content-Security-Policy"], answer.get("Cache-Control", "")
            says = {
                "a strict policy": ("script-src 'self';" in policy and "unsafe" not in policy) or policy == SANDBOX,
                "what it is": answer["X-Content-Type-Options"] == "nosniff",
                "no frames": answer["X-Frame-Options"] == "DENY",
                "no powers": "camera=()" in answer["Permissions-Policy"],
                "whose it is": "Cookie" in answer["Vary"],
                "kept by nobody": who == "anyone" or kept == "private, no-store" or _is_ones_own(kept, name),
                "no cookie for everybody": not answer.cookies or "no-store" in kept,
            }
            faults |= {(name, who, what) for what, holds in says.items() if not holds}
    assert faults == set()


def _is_ones_own(kept: str, name: str) -> bool:
    return name == "posts:picture" and kept.startswith("private, max-age=")
