"""Notices become mails: soon or in the morning, once, never at night, and never of what may not be told any more."""

import datetime as dt
import re

import pytest
from django.core.mail import EmailMessage

from comments import services as comments
from kit import clock, mail, site
from kit.models import OutboxMail, State
from members.models import Preferences
from notifications.models import Notice, NoticeMail
from notifications.services import mail_due, mailing, mark_seen, regard
from posts import services as posts
from tests.factories import make_comment, make_member, make_post
from tests.notifications.conftest import mails

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def send(moment: dt.datetime) -> None:
    """What the workers do at `moment`."""
    with clock.at(moment):
        mail_due()
        mail.send_due(limit=100, deadline=clock.now() + HOUR)


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


def said_at(moment: dt.datetime, person, post, **said):
    with clock.at(moment):
        return make_comment(person, post, **said)


def test_a_mail_waits_a_little_and_says_what_why_and_how_to_stop(sink, post, author, member):
    said_at(NOON, member, post, body="Read the answers aloud.")
    send(NOON + 4 * MINUTE)
    assert sink.taken() == []
    send(NOON + 6 * MINUTE)
    (letter,) = mails(sink)
    assert letter["To"] == author.email
    assert letter["Subject"].strip() == f"Mo Member replied in your discussion “{post.title}”"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in ("plain", "html"):
        words = letter.get_body((part,)).get_content()
        assert "Read the answers aloud." in words
        assert "because you started the discussion" in words
        assert "/u/n." in words
    send(NOON + 3 * HOUR)
    assert len(sink.taken()) == 1


def test_what_comes_in_time_joins_it(sink, post, author, member, stranger):
    said_at(NOON, member, post)
    said_at(NOON + 3 * MINUTE, stranger, post)
    send(NOON + 6 * MINUTE)
    assert sink.taken() == []
    send(NOON + 9 * MINUTE)
    (letter,) = mails(sink)
    assert letter["Subject"].strip() == f"Stella Stranger and Mo Member replied in your discussion “{post.title}”"


def test_it_waits_no_longer_than_half_an_hour(sink, post, member):
    for number in range(9):
        said_at(NOON + number * 4 * MINUTE, member, post)
        send(NOON + number * 4 * MINUTE + MINUTE)
    assert len(sink.taken()) == 1


def test_what_was_read_on_the_site_is_not_mailed(sink, client, post, author, member):
    comment = said_at(NOON, member, post)
    client.force_login(author)
    assert client.post(f"/d/{post.pk}/seen/", {"ids": str(comment.pk)}).status_code == 204
    send(NOON + HOUR)
    assert sink.taken() == []


def test_read_between_queue_and_server(sink, post, author, member):
    said_at(NOON, member, post)
    with clock.at(NOON + 6 * MINUTE):
        assert mail_due() == 1
        mark_seen(recipient_id=author.pk)
    send(NOON + 7 * MINUTE)
    assert (sink.taken(), OutboxMail.objects.get().state) == ([], State.WITHDRAWN)


def gone(how, post, comment, author, member):
    acts = {
        "hidden": lambda: comments.hide_comment(comment_id=comment.pk),
        "removed": lambda: comments.remove_comment(member=member, comment=comment),
        "discussion removed": lambda: posts.remove_post(member=author, post=post),
        "blocked": lambda: regard(member=author, person=member, level="blocked"),
        "muted": lambda: posts.watch(member=author, post=post, level="muted"),
        "stopped": lambda: Preferences.objects.filter(member=author).update(
            notice_preset="own", notice_choices={"comment": [True, "never"]}
        ),
        "left": lambda: type(author).objects.filter(pk=author.pk).update(is_active=False),
        "speaker left": lambda: type(author).objects.filter(pk=member.pk).update(is_active=False),
    }
    acts[how]()


GONE = ["hidden", "removed", "discussion removed", "blocked", "muted", "stopped", "left", "speaker left"]


@pytest.mark.parametrize("queued", [False, True])
@pytest.mark.parametrize("how", GONE)
def test_what_may_not_be_told_any_more_goes_to_nobody(sink, post, author, member, how, queued):
    comment = said_at(NOON, member, post)
    if queued:
        with clock.at(NOON + 6 * MINUTE):
            assert mail_due() == 1
    gone(how, post, comment, author, member)
    send(NOON + HOUR)
    send(NOON + 2 * HOUR)
    assert sink.taken() == []


def test_the_rest_of_a_mail_that_was_called_back_goes_in_another(sink, post, author, member, stranger):
    comment = said_at(NOON, member, post, body="This goes again.")
    said_at(NOON, stranger, post, body="This stays.")
    with clock.at(NOON + 6 * MINUTE):
        mail_due()
    comments.hide_comment(comment_id=comment.pk)
    send(NOON + 7 * MINUTE)
    send(NOON + 8 * MINUTE)
    (letter,) = mails(sink)
    words = letter.get_body(("plain",)).get_content()
    assert "This stays." in words
    assert "This goes again." not in words


def test_one_discussion_is_mailed_of_once_an_hour(sink, post, member):
    for number in range(50):
        said_at(NOON + number * MINUTE, member, post)
        send(NOON + number * MINUTE)
    for number in range(4):
        send(NOON + HOUR + number * 20 * MINUTE)
    times = list(NoticeMail.objects.order_by("at").values_list("at", flat=True))
    assert len(times) == 2
    assert times[1] - times[0] >= HOUR


def test_five_mails_a_day_and_the_rest_in_the_morning(sink, author, member):
    for number in range(8):
        moment = NOON + number * HOUR / 2
        said_at(moment, member, make_post(author, title=f"Said at the door {number}"))
        send(moment + 6 * MINUTE)
    assert len(sink.taken()) == site.get("NOTICE_MAILS_A_DAY")
    send(dt.datetime(2026, 3, 11, 6, 59, tzinfo=dt.UTC))
    assert len(sink.taken()) == 5
    send(dt.datetime(2026, 3, 11, 7, 1, tzinfo=dt.UTC))
    assert len(sink.taken()) == 6
    assert "2 things more" in mails(sink)[-1]["Subject"]


def test_nothing_at_night(sink, post, author, member):
    said_at(NOON + 10 * HOUR, member, post)
    send(NOON + 11 * HOUR)
    assert sink.taken() == []
    send(NOON + 19 * HOUR)
    assert len(sink.taken()) == 1


def test_quiet_hours_that_began_meanwhile(sink, post, author, member):
    said_at(NOON, member, post)
    Preferences.objects.filter(member=author).update(quiet_from=12, quiet_until=14)
    send(NOON + HOUR)
    assert sink.taken() == []
    send(NOON + 2 * HOUR)
    assert len(sink.taken()) == 1


def test_conversations_come_in_the_morning_merged(sink, post, author, member, stranger):
    said_at(NOON, member, post, body="My own first words.")
    said_at(NOON + MINUTE, stranger, post)
    said_at(NOON + 2 * MINUTE, author, post)
    send(NOON + 3 * HOUR)
    assert member.email not in [letter["To"] for letter in mails(sink)]
    send(NOON + 20 * HOUR)
    (letter,) = [one for one in mails(sink) if one["To"] == member.email]
    assert letter["Subject"].strip() == f"Ada Author and Stella Stranger wrote in “{post.title}”"
    assert "because you follow this discussion" in letter.get_body(("plain",)).get_content()


def test_an_address_that_nobody_confirmed_gets_nothing(sink, post, author, member):
    author.emailaddress_set.update(verified=False)
    said_at(NOON, member, post)
    send(NOON + HOUR)
    assert (sink.taken(), Notice.objects.get(recipient=author).mail_at) == ([], None)


def test_a_sender_that_died_with_a_mail_in_hand_leaves_it_to_the_next(sink, post, member):
    said_at(NOON, member, post)
    with clock.at(NOON + 6 * MINUTE):
        mail_due()
        assert OutboxMail.objects.claim()
    with clock.at(NOON + HOUR):
        mail.sweep()
    send(NOON + HOUR)
    send(NOON + 2 * HOUR)
    assert len(sink.taken()) == 1


def test_somebody_whose_mail_cannot_be_made_keeps_nobody_waiting(sink, member, monkeypatch):
    one, other = make_member("One"), make_member("Other")
    for person in (one, other):
        said_at(NOON, member, make_post(person))
    real = "notifications.services.mailing.message"
    whole = mailing.message

    def broken(reader, said, row):
        if reader.pk == one.pk:
            raise ValueError("no words")
        return whole(reader, said, row)

    monkeypatch.setattr(real, broken)
    send(NOON + 6 * MINUTE)
    assert [letter["To"] for letter in mails(sink)] == [other.email]
    monkeypatch.setattr(real, whole)
    send(NOON + 2 * HOUR)
    assert sorted(letter["To"] for letter in mails(sink)) == sorted([one.email, other.email])


def test_the_link_stops_the_kind_without_a_sign_in(sink, client, post, author, member):
    said_at(NOON, member, post)
    send(NOON + 6 * MINUTE)
    link = mails(sink)[0]["List-Unsubscribe"].strip(" <>")
    path = re.sub(r"^https?://[^/]+", "", link)
    assert client.get(path).status_code == 200
    assert Preferences.objects.get(member=author).notice_preset == "steady"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    said_at(NOON + 2 * HOUR, member, post)
    send(NOON + 3 * HOUR)
    assert len(sink.taken()) == 1
    client.post(path, {"act": "resume"})
    said_at(NOON + 4 * HOUR, member, post)
    send(NOON + 5 * HOUR)
    assert len(sink.taken()) == 2
    assert client.get(path[:-2] + "xx").status_code == 404


def test_what_needs_its_reader_stands_first(sink, post, author, member, stranger):
    said_at(NOON + 10 * HOUR, stranger, make_post(member, title="My door"))
    make_comment(member, post)
    said_at(NOON + 10 * HOUR + MINUTE, stranger, post)
    send(NOON + 20 * HOUR)
    (letter,) = [one for one in mails(sink) if one["To"] == member.email]
    assert letter["Subject"].strip() == "Stella Stranger replied in your discussion “My door”, and one thing more"


def test_an_address_that_sends_everything_back_gets_no_more_until_it_takes_one(sink, post, author, member):
    sink.script["rcpt"] = "550 no such person"
    for day in range(5):
        moment = NOON + day * 24 * HOUR
        said_at(moment, member, make_post(author))
        send(moment + HOUR)
    assert OutboxMail.objects.filter(to=author.email).count() == mail.TOO_MANY
    assert Notice.objects.filter(recipient=author, seen_at=None).count() == 5
    sink.script.clear()
    mail.queue(EmailMessage("A code", "It was asked for.", to=[author.email]))
    send(NOON + 5 * 24 * HOUR)
    said_at(NOON + 5 * 24 * HOUR, member, make_post(author))
    send(NOON + 5 * 24 * HOUR + HOUR)
    assert len(sink.taken()) == 2
