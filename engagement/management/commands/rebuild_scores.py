from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagement.services import check, rebuild


class Command(BaseCommand):
    help = "Make every score again from the facts, or (--check) say how many differ from what their facts make them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if any score differs")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild()} discussions scored")
            return
        found = check()
        self.stdout.write(
            f"{found.examined} discussions compared, {len(found.differ)} differ, {found.waiting} wait to be scored"
        )
        if found.differ:
            raise CommandError("different: " + ", ".join(map(str, found.differ[:50])))
