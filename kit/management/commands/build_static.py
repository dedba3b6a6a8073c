from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kit import bundle


class Command(BaseCommand):
    help = "Put the site's stylesheet and sprites together from their small files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail when a built file is out of date."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stale = {path: text for path, text in bundle.built_files().items() if _stale(path, text)}
        if options["check"] and stale:
            names = ", ".join(path.name for path in stale)
            raise CommandError(f"Out of date: {names}. Run manage.py build_static.")
        for path, text in stale.items():
            path.write_text(text)
            self.stdout.write(f"wrote {path.relative_to(bundle.STATIC)}")


def _stale(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text() != text
