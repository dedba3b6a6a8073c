"""The organizers' page: for them alone, with every number's base."""

import datetime as dt
import re

from curation.services import SeedPlan, plant_seed
from digests.models import Delivery, State
from kit import clock
from posts.services import release_due
from posts.services.written_down import hide_post
from tests.factories import make_comment, make_member, make_post

HOUR = dt.timedelta(hours=1)


def figure(client, organizer, label: str) -> str:
    """What the page gives for this week."""
    client.force_login(organizer)
    page = client.get("/evidence/").content.decode()
    return re.search(rf"{label}</th><td>([^<]+)</td>", page)[1]


def test_organizers_read_it(client, organizer):
    client.force_login(organizer)
    page = client.get("/evidence/").content.decode()
    assert "0 of" in page
    assert "Nobody is waiting" in page


def test_nobody_else_knows_of_it(client, member, curator):
    for somebody in (member, curator):
        client.force_login(somebody)
        assert client.get("/evidence/").status_code == 404
    client.logout()
    assert "/accounts/login/" in client.get("/evidence/").url


def test_it_costs_the_same_whatever_happened(client, organizer, django_assert_max_num_queries):
    client.force_login(organizer)
    client.get("/evidence/")
    with django_assert_max_num_queries(34):
        client.get("/evidence/")


def test_a_first_discussion_counts_when_its_day_is_over_or_it_was_answered(client, organizer, author, member):
    label = "first discussions of the week answered within a day"
    make_post(author)
    assert figure(client, organizer, label) == "0 of 0"
    make_comment(member, make_post(make_member()))
    assert figure(client, organizer, label) == "1 of 1"
    with clock.at(clock.now() - 30 * HOUR):
        make_post(make_member())
    assert figure(client, organizer, label) == "1 of 2"


def test_the_letters_log_is_in_words(client, organizer, member):
    rows = [(State.SKIPPED, "late"), (State.SENT, "cold_start"), (State.IN_DOUBT, "personal")]
    for week, (state, reason) in enumerate(rows):
        sent_at = clock.now() if state == State.SENT else None
        Delivery.objects.create(
            member=member, kind="member", period=f"2026-W0{week + 1}", state=state, reason=reason, sent_at=sent_at
        )
    client.force_login(organizer)
    page = client.get("/evidence/").content.decode()
    assert "Its hour was more than a day ago" in page
    assert "For somebody of whom little is known yet" in page
    assert f"Members&#x27; letter, 2026-W03, {member.name}" in page
    assert not [word for word in ("cold_start", ">late<", ">member<") if word in page]


def test_the_way_to_the_next_letter_is_open_to_whoever_sees_it(client, organizer, admin):
    for somebody in (organizer, admin):
        client.force_login(somebody)
        address = re.search(r'href="([^"]+kind=organizer)"', client.get("/evidence/").content.decode())[1]
        assert client.get(address).status_code == 200


def test_seeds_that_were_hidden_are_no_part_of_those_that_took(client, organizer, curator, member):
    label = "seeds of the last eight weeks that took"
    plan = SeedPlan(title="A seed to plant", body="What did you try?", tags=("trying",), hypothesis="One answer")
    with clock.at(clock.now() - 2 * HOUR):
        stays, goes = (plant_seed(curator=curator, plan=plan, form_token=token).post for token in ("one", "two"))
    release_due()
    assert figure(client, organizer, label) == "0 of 2"
    hide_post(post_id=goes.pk)
    assert stays.pk != goes.pk
    assert figure(client, organizer, label) == "0 of 1"
