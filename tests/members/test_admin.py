"""People in the admin panel: found, given a role in two clicks, never without an admin."""

import pytest

from tests.factories import make_member


def save(client, somebody, **form: object):
    return client.post(f"/admin/members/member/{somebody.pk}/change/", form)


def test_somebody_is_found_and_made_a_curator(client, admin, member):
    client.force_login(admin)
    assert member.name in client.get(f"/admin/members/member/?q={member.username}").content.decode()
    assert client.get(f"/admin/members/member/{member.pk}/change/").status_code == 200
    assert save(client, member, roles=["curator"], held="on").status_code == 302
    member.refresh_from_db()
    assert (member.is_curator, member.is_staff, member.held) == (True, True, True)
    save(client, member, roles=[])
    member.refresh_from_db()
    assert (member.is_curator, member.is_staff, member.held) == (False, False, False)


def test_the_last_admin_stays(client, admin):
    client.force_login(admin)
    answer = save(client, admin, roles=[])
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "The last admin stays one" in said
    assert "changed successfully" not in client.get("/admin/members/member/").content.decode()
    admin.refresh_from_db()
    assert admin.is_superuser
    make_member(is_superuser=True, is_staff=True)
    save(client, admin, roles=[])
    admin.refresh_from_db()
    assert not admin.is_superuser


@pytest.mark.parametrize("role", ["curator", "organizer"])
def test_others_do_not_open_it(client, request, member, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get("/admin/members/member/").status_code == 403
    assert save(client, member, roles=["admin"]).status_code == 403
    member.refresh_from_db()
    assert not member.is_superuser
