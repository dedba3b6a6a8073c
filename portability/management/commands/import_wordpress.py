from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portability.services import ImportRefused, import_wordpress
from posts.models import Visibility


class Command(BaseCommand):
    help = "Bring in a WordPress export (WXR): posts become discussions, with their comments, under bylines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the .xml file that WordPress's Tools, Export made")
        parser.add_argument("--dry-run", action="store_true", help="do everything, report, and undo it")
        parser.add_argument(
            "--visibility",
            choices=Visibility.values,
            default="",
            help="who may read it (unset: whoever reads this site)",
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, visibility: str, verbosity: int, **options: Any) -> None:
        progress = self.stderr.write if verbosity else None
        try:
            report = import_wordpress(path=file, visibility=visibility, dry_run=dry_run, progress=progress)
        except ImportRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Tried, nothing was changed:" if dry_run else "Imported:")
        self.stdout.write("\n".join(f"  {line}" for line in report.lines()))
