"""A migration of many rows is not ended by the limit that is meant for pages."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db


def limit() -> str:
    if connection.vendor != "postgresql":
        return "none"
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def test_while_migrations_run_a_statement_has_no_limit_and_afterwards_has_it_again(monkeypatch):
    seen: list[str] = []
    migrate = MigrationExecutor.migrate

    def looking(*args: object, **options: object) -> object:
        seen.append(limit())
        return migrate(*args, **options)

    monkeypatch.setattr(MigrationExecutor, "migrate", looking)
    before = limit()
    call_command("migrate", verbosity=0, interactive=False)
    assert seen == ["0" if connection.vendor == "postgresql" else "none"]
    assert limit() == before
