import subprocess
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Member
from members.rules import Role
from members.services import LastAdmin, NotYours, give_role, take_role


@pytest.mark.parametrize(
    ("role", "group"), [(Role.CURATOR, "curators"), (Role.ORGANIZER, "organizers"), (Role.ADMIN, None)]
)
def test_a_role_and_its_group_come_and_go_together(admin, member, role, group):
    give_role(by=admin, member=member, role=role)
    assert member.is_staff
    assert [found.name for found in member.groups.all()] == ([group] if group else [])
    take_role(by=admin, member=member, role=role)
    assert not member.is_staff
    assert not member.groups.exists()


def test_whoever_keeps_another_role_may_still_open_the_admin(admin, member):
    for role in (Role.CURATOR, Role.ORGANIZER):
        give_role(by=admin, member=member, role=role)
    take_role(by=admin, member=member, role=Role.CURATOR)
    assert member.is_staff
    assert member.is_organizer


@pytest.mark.parametrize("cast", ["member", "curator", "organizer"])
def test_only_admins_give_roles(request, cast, stranger):
    with pytest.raises(NotYours):
        give_role(by=request.getfixturevalue(cast), member=stranger, role=Role.ADMIN)


def test_the_last_admin_stays(admin, member):
    with pytest.raises(LastAdmin):
        take_role(by=admin, member=admin, role=Role.ADMIN)
    give_role(by=admin, member=member, role=Role.ADMIN)
    take_role(by=admin, member=admin, role=Role.ADMIN)
    assert not admin.is_superuser


def make_admin(*args: str) -> str:
    out = StringIO()
    call_command("make_admin", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_make_admin_makes_an_account_that_signs_in_by_code(client, mailoutbox):
    said = make_admin("Helen@Example.org", "--name", "Helen Brandt")
    helen = Member.objects.get()
    assert (helen.name, helen.email, helen.is_superuser, helen.is_staff) == (
        "Helen Brandt",
        "helen@example.org",
        True,
        True,
    )
    assert helen.emailaddress_set.get().verified
    assert not helen.has_usable_password()
    assert "/accounts/login/code/" in said


def test_make_admin_twice_changes_nothing(member):
    make_admin(member.email)
    make_admin(member.email)
    member.refresh_from_db()
    assert (member.is_superuser, Member.objects.count(), member.emailaddress_set.count()) == (True, 1, 1)


@pytest.mark.django_db
def test_make_admin_wants_an_address():
    with pytest.raises(CommandError):
        make_admin("helen")


@pytest.mark.django_db
def test_make_admin_says_lines_that_can_be_typed_as_they_stand(settings):
    settings.PORT, settings.SITE_URL = 8123, "http://localhost:8123"
    said = make_admin("helen@example.org")
    assert "http://localhost:8123/accounts/login/code/" in said
    (line,) = [line.strip() for line in said.splitlines() if "read_mail" in line]
    assert line.startswith(f"PORT=8123 DATA_DIR={settings.DATA_DIR} ")
    done = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=60)  # noqa: S602 (our own words)
    assert "No such file" not in done.stderr
    assert "Permission denied" not in done.stderr
