import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from kit import clock
from kit.visitors import names_changed
from members import names
from members.models import FormerUsername, Member, Preferences
from members.rules import Role
from members.selectors import free_username, is_free
from members.services.roles import give_role

OLD_NAME_KEPT = dt.timedelta(days=90)
RENAMES_A_MONTH = 3
MONTH = dt.timedelta(days=30)


class NameNotAllowed(Exception):
    """This username has the wrong form or is reserved."""


class NameTaken(Exception):
    """Somebody has, or had a short while ago, a username that looks the same."""


class WaitToRename(Exception):
    """Each name given up is kept for 90 days: nobody may collect them."""


@transaction.atomic
def register(
    *,
    name: str,
    email: str,
    password: str | None = None,
    username: str = "",
    roles: tuple[Role, ...] = (),
    **columns: Any,
) -> Member:
    """A new member whose address counts as verified; without a password they sign in by emailed code.

    Raises NameNotAllowed, NameTaken for a `username` that was asked for.
    """
    if username:
        _check_name(username)
    member = Member(username=username or free_username(name), name=names.tidy(name), email=email.lower(), **columns)
    member.set_password(password)
    _saved(member)
    complete_account(member=member)
    set_verified(member=member, email=member.email)
    for role in roles:
        give_role(by=None, member=member, role=role)
    return member


def complete_account(*, member: Member) -> None:
    """What every account has besides its own row."""
    Preferences.objects.get_or_create(member=member)


@transaction.atomic
def note_kept(*, member_id: int) -> None:
    """From now on *What I keep* stands in this member's menu."""
    Member.objects.filter(pk=member_id, has_kept=False).update(has_kept=True)


def set_verified(*, member: Member, email: str) -> None:
    """Count `email` as the member's own, proven address."""
    EmailAddress.objects.filter(user=member, primary=True).exclude(email__iexact=email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=member, email=email.lower(), defaults={"verified": True, "primary": True}
    )


def change_username(*, member: Member, username: str) -> None:
    """Give the member another name; the old one leads to them for 90 days and is nobody else's in that time.

    Raises NameNotAllowed, NameTaken, WaitToRename.
    """
    _rename(member, username)
    names_changed()


@transaction.atomic
def _rename(member: Member, username: str) -> None:
    if username == member.username:
        return
    _check_name(username, member)
    now = clock.now()
    lately = member.former_usernames.filter(until__gt=now + OLD_NAME_KEPT - MONTH)
    if lately.count() >= RENAMES_A_MONTH:
        raise WaitToRename
    _forget_former(member.username)
    _forget_former(username)
    FormerUsername.objects.create(username=member.username, member=member, until=now + OLD_NAME_KEPT)
    member.username = username
    _saved(member, ["username"])


def save_profile(*, member: Member, name: str, bio: str, time_zone: str, username: str) -> None:
    """What others see of the member. Raises what change_username raises; then nothing is saved."""
    with transaction.atomic():
        _rename(member, username)
        member.name, member.bio, member.time_zone = names.tidy(name), bio, time_zone
        member.save(update_fields=["name", "bio", "time_zone"])
    # after the commit: nobody may keep a page with the old name under the new version
    names_changed()


def save_preferences(*, member: Member, values: dict[str, Any]) -> None:
    """The member's own choices, by the columns' names."""
    Preferences.objects.update_or_create(member=member, defaults=values)


def _check_name(username: str, member: Member | None = None) -> None:
    if not names.is_well_formed(username) or names.is_reserved(username):
        raise NameNotAllowed
    if not is_free(username, for_member=member):
        raise NameTaken


def _forget_former(username: str) -> None:
    """Rows that ended, or were this member's own: is_free has let nobody else's through."""
    look = names.skeleton(username)
    FormerUsername.objects.alias(look=names.skeleton_of("username")).filter(look=look).delete()


def _saved(member: Member, columns: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            member.save(update_fields=columns)
    except IntegrityError as error:  # somebody took the name in this very moment
        raise NameTaken from error


def hold_member(*, member: Member, held: bool) -> None:
    """From here on what the member writes waits for a curator, or no longer does; what stands already stays."""
    member.held = held
    _saved(member, ["held"])
