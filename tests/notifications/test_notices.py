"""What a member was told: merged while unread, withdrawn with its cause, seen by its reader alone."""

import datetime as dt

import pytest

from kit import clock
from notifications import selectors, services
from notifications.models import Notice
from notifications.services import Message, notify, withdraw

LINE = Message(
    kind="reply",
    text="Mo Member answered you",
    url="/c/12/",
    subject="comment:12",
    thread="post:7",
    quote="At the door",
)


@pytest.fixture
def told(author, member) -> Notice:
    notify(recipients=[author.pk], message=LINE, actor=member)
    return Notice.objects.get(recipient=author)


def test_the_page_shows_what_happened_and_leads_there(client, author, told):
    client.force_login(author)
    page = client.get("/notifications/").content.decode()
    assert LINE.text in page
    assert LINE.quote in page
    assert client.get(f"/notifications/{told.pk}/").url == "/c/12/"
    told.refresh_from_db()
    assert told.seen_at is not None


def test_an_empty_page_teaches(client, author):
    client.force_login(author)
    assert "/unanswered/" in client.get("/notifications/").content.decode()


def test_visitors_are_asked_to_sign_in(client, told):
    for address in ("/notifications/", f"/notifications/{told.pk}/"):
        assert "/accounts/login/" in client.get(address).url


def test_nobody_else_may_follow_a_notice(client, stranger, told):
    client.force_login(stranger)
    assert client.get(f"/notifications/{told.pk}/").status_code == 404
    told.refresh_from_db()
    assert told.seen_at is None


def test_nobody_is_told_of_their_own_act(author):
    assert notify(recipients=[author.pk], message=LINE, actor=author) == 0
    assert not Notice.objects.exists()


def test_a_closed_account_is_told_nothing(author, member):
    author.is_active = False
    author.save()
    assert notify(recipients=[author.pk], message=LINE, actor=member) == 0


def test_unread_notices_of_one_thing_become_one(author, member, stranger, told):
    notify(recipients=[author.pk], message=LINE, actor=stranger)
    assert list(Notice.objects.values_list("people", "actor_name")) == [(2, stranger.name)]


def test_after_reading_the_next_one_is_new(client, author, member, told):
    client.force_login(author)
    client.post("/notifications/seen/")
    notify(recipients=[author.pk], message=LINE, actor=member)
    assert Notice.objects.filter(seen_at__isnull=True).count() == 1
    assert Notice.objects.count() == 2


def test_reading_all_is_an_act_of_its_own(client, author, told):
    client.force_login(author)
    client.get("/notifications/")
    assert selectors.unread_people(author.pk) == [LINE.text]
    assert client.post("/notifications/seen/").status_code == 303
    assert selectors.unread_people(author.pk) == []


@pytest.mark.parametrize("gone", [{"subjects": ["comment:12"]}, {"threads": ["post:7"]}])
def test_a_notice_goes_with_its_cause(told, gone):
    withdraw(**gone)
    assert not Notice.objects.exists()


def test_what_is_about_something_else_stays(told):
    withdraw(subjects=["comment:1"], threads=["post:12"])
    assert Notice.objects.exists()


def test_read_notices_are_forgotten_after_half_a_year(author, told):
    services.mark_seen(recipient_id=author.pk)
    assert services.sweep() == 0
    with clock.at(clock.now() + dt.timedelta(days=181)):
        assert services.sweep() == 1


def test_the_page_costs_the_same_for_one_notice_and_for_thirty(client, author, member, django_assert_max_num_queries):
    client.force_login(author)
    for number in range(30):
        message = Message(kind="reply", text="answered", url="/", subject=f"comment:{number}")
        notify(recipients=[author.pk], message=message, actor=member)
    client.get("/notifications/")
    with django_assert_max_num_queries(6):
        client.get("/notifications/")
