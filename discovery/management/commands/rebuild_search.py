from typing import Any

from django.core.management.base import BaseCommand

from discovery.search import indexing

SLICE_S = 30.0


class Command(BaseCommand):
    help = "Read every discussion and comment into the index of search again. Until it is done, search finds less."

    def handle(self, *args: Any, **options: Any) -> None:
        indexing.rebuild()
        total = 0
        while done := indexing.index_due(seconds=SLICE_S):
            total += done
            self.stdout.write(f"{total} discussions read")
