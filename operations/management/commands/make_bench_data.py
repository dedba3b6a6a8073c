from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.services.bench_data import NotEmpty, make_bench_data


class Command(BaseCommand):
    help = "Fill an empty database with a large made-up community, for measurements. Open to everyone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=500)
        parser.add_argument("--discussions", type=int, default=1000)
        parser.add_argument("--comments", type=int, default=20_000)
        parser.add_argument("--biggest", type=int, default=1000, help="comments in the biggest discussion")

    def handle(
        self, *args: Any, members: int, discussions: int, comments: int, biggest: int, verbosity: int, **options: Any
    ) -> None:
        if min(members, discussions) < 1 or min(comments, biggest) < 0:
            raise CommandError("There must be a member and a discussion at least, and no number below zero.")
        tell = self.stdout.write if verbosity else _say_nothing
        try:
            facts = make_bench_data(
                members=members, discussions=discussions, comments=comments, biggest=biggest, tell=tell
            )
        except NotEmpty as error:
            raise CommandError("There are people here. Make measurements in an empty database.") from error
        tell(f"{facts} facts to score.")


def _say_nothing(line: str) -> None:
    """For --verbosity 0."""
