"""`manage.py migrate`, as long as the rows of a large community need."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

LIMITS = ("statement_timeout", "idle_in_transaction_session_timeout")


class Command(Migrate):
    """Django's own; the limits that are meant for pages do not end it. The one on waiting for a lock stays, so that
    nobody's page hangs behind a migration."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        with connection.cursor() as cursor:
            for limit in LIMITS:
                cursor.execute(f"SET {limit} = 0")
        try:
            super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                for limit in LIMITS:
                    cursor.execute(f"RESET {limit}")
