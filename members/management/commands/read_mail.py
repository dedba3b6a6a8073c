from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kit.mail import local_mailbox, read_local


class Command(BaseCommand):
    help = "Print the newest mails that are kept here because no mail server is configured."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", nargs="?", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        found = local_mailbox(max(1, options["count"]))
        if not found:
            self.stdout.write("No mail yet. It arrives some seconds after it was asked for, while the site runs.")
        for row in found:
            mail = read_local(row.key) or row
            self.stdout.write(f"To: {mail.to}\nSubject: {mail.subject}\n\n{mail.text.strip()}\n")
