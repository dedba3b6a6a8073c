"""What a member was told: merged while unread, withdrawn with its cause, seen by its reader alone."""

import datetime as dt

import pytest

from kit import clock
from members.models import Preferences
from notifications import selectors, services
from notifications.models import Notice
from notifications.selectors.lines import lines
from notifications.services import Message, notify, withdraw

LINE = Message(
    kind="reply",
    title="The corridor",
    url="/c/12/",
    subject="word:12",
    thread="thread:7",
    quote="At the door",
    branch="word:3",
)
WORDS = "Mo Member replied to you in “The corridor”"


@pytest.fixture
def told(author, member) -> Notice:
    notify(recipients=[author.pk], message=LINE, actor=member)
    return Notice.objects.get(recipient=author)


def test_the_page_shows_what_happened_and_leads_there(client, author, told):
    client.force_login(author)
    page = client.get("/notifications/").content.decode()
    assert WORDS in page
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
    (line,) = lines(Notice.objects.all())
    assert line.text == "Stella Stranger and Mo Member replied to you in “The corridor”"


def test_after_reading_the_next_one_is_new(client, author, member, told):
    client.force_login(author)
    client.post("/notifications/seen/")
    notify(recipients=[author.pk], message=LINE, actor=member)
    assert Notice.objects.filter(seen_at__isnull=True).count() == 1
    assert Notice.objects.count() == 2


def test_reading_all_is_an_act_of_its_own(client, author, told):
    client.force_login(author)
    client.get("/notifications/")
    assert selectors.unread_words(author.pk) == ["Mo Member answered you"]
    assert client.post("/notifications/seen/").status_code == 303
    assert selectors.unread_words(author.pk) == []


@pytest.mark.parametrize("gone", [{"subjects": ["word:12"]}, {"threads": ["thread:7"]}])
def test_a_notice_goes_with_its_cause(told, gone):
    withdraw(**gone)
    assert not Notice.objects.exists()


def test_what_is_about_something_else_stays(told):
    withdraw(subjects=["word:1"], threads=["thread:12"])
    assert Notice.objects.exists()


def test_read_notices_are_forgotten_after_half_a_year(author, told):
    services.mark_seen(recipient_id=author.pk)
    assert services.sweep() == 0
    with clock.at(clock.now() + dt.timedelta(days=181)):
        assert services.sweep() == 1


def test_the_page_costs_the_same_for_one_notice_and_for_thirty(client, author, member, django_assert_max_num_queries):
    client.force_login(author)
    for number in range(30):
        message = Message(kind="reply", url="/", subject=f"word:{number}")
        notify(recipients=[author.pk], message=message, actor=member)
    client.get("/notifications/")
    with django_assert_max_num_queries(8):
        client.get("/notifications/")


def test_counting_all_as_read_can_be_undone(client, author, told):
    client.force_login(author)
    page = client.get(client.post("/notifications/seen/").url)
    moment = page.context["undo"]
    assert client.post("/notifications/unseen/", {"at": moment}).status_code == 303
    assert selectors.unread_words(author.pk) == ["Mo Member answered you"]
    assert client.post("/notifications/unseen/", {"at": "yesterday"}).status_code == 303


def test_what_went_on_meanwhile_stays_one_line(client, author, stranger, told):
    client.force_login(author)
    moment = client.get(client.post("/notifications/seen/").url).context["undo"]
    notify(recipients=[author.pk], message=LINE, actor=stranger)
    client.post("/notifications/unseen/", {"at": moment})
    assert Notice.objects.filter(seen_at__isnull=True).count() == 1


@pytest.mark.parametrize("act", ["seen", "unseen"])
def test_one_line_is_read_and_unread_again(client, author, told, act):
    client.force_login(author)
    client.post(f"/notifications/{told.pk}/change/", {"act": "seen"})
    if act == "unseen":
        client.post(f"/notifications/{told.pk}/change/", {"act": "unseen"})
    told.refresh_from_db()
    assert (told.seen_at is None) == (act == "unseen")


def test_a_kind_is_stopped_from_its_line(client, author, told):
    client.force_login(author)
    client.post(f"/notifications/{told.pk}/change/", {"act": "stop"})
    assert Preferences.objects.get(member=author).notice_choices["reply"] == [True, "never"]


def test_nobody_changes_somebody_elses_line(client, stranger, told):
    client.force_login(stranger)
    assert client.post(f"/notifications/{told.pk}/change/", {"act": "seen"}).status_code == 404
    told.refresh_from_db()
    assert told.seen_at is None


def test_lines_stand_under_their_days_the_unread_first(client, author, member, stranger):
    now = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    for day, word in ((0, "a"), (0, "b"), (1, "c")):
        with clock.at(now + day * dt.timedelta(days=1, minutes=1)):
            message = Message(kind="reply", title=word, url="/", subject=f"word:{word}")
            notify(recipients=[author.pk], message=message, actor=member)
    services.mark_seen(recipient_id=author.pk, subjects=["word:b"])
    client.force_login(author)
    days = client.get("/notifications/").context["days"]
    assert [(str(day), [line.subject for line in said]) for day, said in days] == [
        ("2026-03-11", ["word:c"]),
        ("2026-03-10", ["word:a", "word:b"]),
    ]


def test_a_page_costs_one_query_for_its_words(client, author, told, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert selectors.unread_words(author.pk) == ["Mo Member answered you"]
