from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from digests import services
from digests.models import Delivery, LetterKind
from digests.selectors.choosing import Draft
from kit import clock

AUDIENCES = {"members": LetterKind.MEMBER, "organizers": LetterKind.ORGANIZER}


class Command(BaseCommand):
    help = "Plan this week's letters and hand them over now, whatever the hour. Every other rule holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", choices=AUDIENCES, help="only to these; without it, to both")
        parser.add_argument("--dry-run", action="store_true", help="say who would get what, and why not; send nothing")

    def handle(self, *args: Any, to: str | None, dry_run: bool, **options: Any) -> None:
        kinds = [AUDIENCES[to]] if to else list(LetterKind)
        plan = services.preview_running if dry_run else services.plan_running_letters
        for kind in kinds:
            self._tell(kind, plan(kind=kind))
        if dry_run:
            self.stdout.write("Nothing was written or sent.")
            return
        services.sweep()
        self.stdout.write(f"Letters sent: {services.send_letters()}.")
        if doubtful := Delivery.objects.in_doubt().count():
            self.stdout.write(f"Letters in doubt, shown in the admin and never sent again by themselves: {doubtful}.")

    def _tell(self, kind: LetterKind, decisions: Iterable[tuple[Draft, str]]) -> None:
        for draft, period in decisions:
            who = f"{draft.recipient.member.name} (@{draft.recipient.member.username})"
            if not draft.decision.send:
                self.stdout.write(f"{kind} {period}: no letter to {who}: {draft.decision.reason}")
                continue
            row = Delivery(kind=kind, period=period, items=draft.items, created_at=clock.now())
            letter = services.write(row, draft.recipient.member)
            self.stdout.write(f"{kind} {period}: to {who}: {letter.subject} ({draft.decision.reason})")
