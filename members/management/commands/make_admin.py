from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from kit import typed
from members.models import Member
from members.rules import Role
from members.services import give_role, register, set_verified


class Command(BaseCommand):
    help = "Make somebody an admin; their address counts as verified. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="their address; an account is made if nobody has it")
        parser.add_argument("--name", default="", help="how they are called (default: the address before the @)")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address.") from error
        member = _owner_of(email)
        if member is None:
            member = register(name=options["name"] or email.partition("@")[0], email=email, roles=(Role.ADMIN,))
        else:
            set_verified(member=member, email=email)
            give_role(by=None, member=member, role=Role.ADMIN)
        self.stdout.write(f"{member.name} ({email}) is an admin.")
        self._way_in()

    def _way_in(self) -> None:
        self.stdout.write(f"Sign in by emailed code: {settings.SITE_URL}{reverse('account_request_login_code')}")
        if not settings.EMAIL_URL:
            self.stdout.write(f"Mail is kept in {typed.near(settings.DATA_DIR / 'mail')}; read the newest one with:")
            self.stdout.write(f"  {typed.command('read_mail')}")
        self.stdout.write(f"A password can be set afterwards at {settings.SITE_URL}{reverse('account_set_password')}")


def _owner_of(email: str) -> Member | None:
    proven: Member | None = Member.objects.filter(emailaddress__email__iexact=email).first()
    return proven or Member.objects.filter(email__iexact=email).first()
