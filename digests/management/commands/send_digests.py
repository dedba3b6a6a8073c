from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from digests import services
from digests.models import Delivery, LetterKind, State
from digests.selectors.choosing import Draft
from digests.selectors.recipients import decided_running
from kit import clock
from members.models import Member

AUDIENCES = {"members": LetterKind.MEMBER, "organizers": LetterKind.ORGANIZER}


class Command(BaseCommand):
    help = (
        "Plan this week's letters and hand them over now, whatever the hour. Every other rule holds, and so does what "
        "was decided about this week before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", choices=AUDIENCES, help="only to these; without it, to both")
        parser.add_argument("--dry-run", action="store_true", help="say who would get what, and why not; send nothing")
        parser.add_argument("--again", action="store_true", help="decide again about letters that were skipped")

    def handle(self, *args: Any, to: str | None, dry_run: bool, again: bool, **options: Any) -> None:
        kinds = [AUDIENCES[to]] if to else list(LetterKind)
        plan = services.preview_running if dry_run else services.plan_running_letters
        for kind in kinds:
            self._tell_decided(kind, again=again)
            self._tell(kind, plan(kind=kind, again=again))
        if dry_run:
            self.stdout.write("Nothing was written or sent.")
            return
        services.sweep()
        self.stdout.write(f"Letters sent: {services.send_letters()}.")
        if doubtful := Delivery.objects.in_doubt().count():
            self.stdout.write(f"Letters in doubt, shown in the admin and never sent again by themselves: {doubtful}.")

    def _tell_decided(self, kind: LetterKind, *, again: bool) -> None:
        for row in decided_running(kind, clock.now()):
            if row.member and not (again and row.state == State.SKIPPED):
                decision = f"decided already: {row.state} ({row.reason})"
                self.stdout.write(f"{kind} {row.period}: {_who(row.member)}: {decision}")

    def _tell(self, kind: LetterKind, decisions: Iterable[tuple[Draft, str]]) -> None:
        for draft, period in decisions:
            who = _who(draft.recipient.member)
            if not draft.decision.send:
                self.stdout.write(f"{kind} {period}: no letter to {who}: {draft.decision.reason}")
                continue
            row = Delivery(kind=kind, period=period, items=draft.items, created_at=clock.now())
            letter = services.write(row, draft.recipient.member)
            self.stdout.write(f"{kind} {period}: to {who}: {letter.subject} ({draft.decision.reason})")


def _who(member: Member) -> str:
    return f"{member.name} (@{member.username})"
