from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.services.bench_data import NotEmpty, make_bench_data
from operations.services.bench_words import WORDS_AT_MOST


class Command(BaseCommand):
    help = "Fill an empty database with a large made-up community, for measurements. Open to everyone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=500)
        parser.add_argument("--discussions", type=int, default=1000)
        parser.add_argument("--comments", type=int, default=20_000)
        parser.add_argument("--biggest", type=int, default=1000, help="comments in the biggest discussion")
        parser.add_argument("--words", type=int, default=0, help="each text its own, out of so many words")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        sizes = {name: options[name] for name in ("members", "discussions", "comments", "biggest", "words")}
        if min(sizes["members"], sizes["discussions"]) < 1 or min(sizes.values()) < 0:
            raise CommandError("There must be a member and a discussion at least, and no number below zero.")
        if sizes["words"] > WORDS_AT_MOST:
            raise CommandError(f"There are {WORDS_AT_MOST} words at most.")
        tell = self.stdout.write if verbosity else _say_nothing
        try:
            facts = make_bench_data(**sizes, tell=tell)
        except NotEmpty as error:
            raise CommandError("There are people here. Make measurements in an empty database.") from error
        tell(f"{facts} facts to score.")


def _say_nothing(line: str) -> None:
    """For --verbosity 0."""
