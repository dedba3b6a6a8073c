from django.contrib.auth.models import Group
from django.db import transaction

from members.models import Member
from members.rules import Role, has_role, may_give_roles

COLUMNS = {Role.CURATOR: "is_curator", Role.ORGANIZER: "is_organizer", Role.ADMIN: "is_superuser"}
# the names that each app's migration grants its own permissions to; an admin needs no group
GROUPS = {Role.CURATOR: "curators", Role.ORGANIZER: "organizers"}


class NotYours(Exception):
    """Only admins give and take roles."""


class LastAdmin(Exception):
    """Somebody else has to be made an admin first."""


@transaction.atomic
def give_role(*, by: Member | None, member: Member, role: Role) -> None:
    """Give `member` a role. Raises NotYours."""
    _set(by, member, Role(role), held=True)


@transaction.atomic
def take_role(*, by: Member | None, member: Member, role: Role) -> None:
    """Take a role from `member`. Raises NotYours, and LastAdmin for the last active admin."""
    if role == Role.ADMIN and has_role(member, Role.ADMIN) and not _another_admin(member):
        raise LastAdmin
    _set(by, member, Role(role), held=False)


def _set(by: Member | None, member: Member, role: Role, *, held: bool) -> None:
    if not may_give_roles(by):
        raise NotYours
    setattr(member, COLUMNS[role], held)
    member.is_staff = member.is_curator or member.is_organizer or member.is_superuser
    member.save(update_fields=[COLUMNS[role], "is_staff"])
    if role in GROUPS:
        group, _made = Group.objects.get_or_create(name=GROUPS[role])
        if held:
            member.groups.add(group)
        else:
            member.groups.remove(group)


def _another_admin(member: Member) -> bool:
    """Asked with the rows locked where the database can, so that two admins cannot remove each other at once."""
    admins = Member.objects.select_for_update().admins()
    return any(pk != member.pk for pk in admins.values_list("pk", flat=True))
