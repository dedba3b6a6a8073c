import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.demo.building import NAME, NotEmpty, load


def moment(text: str) -> dt.datetime:
    """An ISO moment with its zone; without one it is UTC."""
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


class Command(BaseCommand):
    help = f"Build the demo community, {NAME}, in an empty database. What is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", type=moment, help="the moment that counts as now, such as 2026-09-01T08:00")

    def handle(self, *args: Any, anchor: dt.datetime | None, verbosity: int, **options: Any) -> None:
        try:
            is_new = load(anchor=anchor)
        except NotEmpty as error:
            raise CommandError(
                "This community has people of its own. Invented people are not mixed with real ones: "
                "load the demo into an empty database (another DATA_DIR or DATABASE_URL)."
            ) from error
        if verbosity:
            self.stdout.write(f"{NAME} is built." if is_new else f"{NAME} is here already; nothing was changed.")
