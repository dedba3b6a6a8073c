"""Every list that belongs to one person costs the same for three rows as for fifteen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation import services as curation
from digests.models import Delivery
from kit import clock
from learning.services import keep_line
from members.models import Member
from posts.models import Draft
from tests.factories import make_comment, make_member, make_post

LISTS = ("/people/{name}/", "/notifications/", "/learning/", "/drafts/", "/letters/", "/actions/", "/evidence/")


@pytest.fixture
def person(db) -> Member:
    return make_member("Pia Person", is_organizer=True, is_staff=True)


def a_row_more_everywhere(person: Member, curator: Member, number: int) -> None:
    """One discussion, comment, notice, kept line, draft, letter and curator's act more."""
    post = make_post(person, title=f"Said at the door {number}", kind="question")
    other = make_post(make_member(), title=f"Heard at the door {number}", kind="question")
    make_comment(make_member(), post)
    make_comment(person, other)
    keep_line(member=person, post=other, text=f"Line number {number} to keep")
    Draft.objects.create(member=person, kind="reflection", title=f"Half {number}", form_token=f"t{number}")
    week = {"period": f"2026-W{number + 10}", "reason": "worth", "items": []}
    Delivery.objects.create(member=person, kind="member", state="sent", sent_at=clock.now(), **week)
    curation.hide(curator=curator, post=make_post(person, title=f"Taken out {number}"), reason="It names a patient.")


@pytest.mark.parametrize("address", LISTS)
def test_a_list_of_ones_own_costs_the_same_whatever_its_length(client, person, curator, address):
    client.force_login(person)
    address, counted = address.format(name=person.username), []
    for rows in (range(3), range(3, 15)):
        for number in rows:
            a_row_more_everywhere(person, curator, number)
        client.get(address)  # cards are drawn, the visit is noted
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
