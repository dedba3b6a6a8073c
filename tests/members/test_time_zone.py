"""The admin panel says its moments in the zone of whoever looks."""

import datetime as dt

import pytest
from django.utils import timezone

from members.models import Member
from tests.factories import make_member

MOMENT = dt.datetime(2026, 11, 26, 2, 42, tzinfo=dt.UTC)


@pytest.fixture
def in_berlin(client, db):
    admin = make_member("Ines", is_superuser=True, is_staff=True, time_zone="Europe/Berlin", joined_at=MOMENT)
    client.force_login(admin)
    return admin


def test_times_in_the_admin_are_the_readers_own(client, in_berlin):
    page = client.get("/admin/members/member/").content.decode()
    assert "26 Nov 2026, 03:42" in page
    assert "26 Nov 2026, 03:42" in client.get(f"/admin/members/member/{in_berlin.pk}/change/").content.decode()


def test_the_zone_is_given_back(client, in_berlin):
    client.get("/admin/members/member/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_zone_nobody_knows_is_the_sites(client, in_berlin):
    Member.objects.filter(pk=in_berlin.pk).update(time_zone="Mars/Base")
    assert "26 Nov 2026, 02:42" in client.get("/admin/members/member/").content.decode()
