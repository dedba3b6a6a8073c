from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations import services
from operations.services.due import DueFailed


class Command(BaseCommand):
    help = "Do once everything that beat would have woken, then exit."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            names = services.wake_everything()
        except DueFailed as error:
            raise CommandError(f"These tasks failed, the others were done: {error}. The log says why.") from error
        self.stdout.write(f"{len(names)} tasks were done.")
