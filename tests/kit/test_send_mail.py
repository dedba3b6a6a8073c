import datetime as dt

import pytest
from django.core.mail import EmailMessage

from kit import clock, mail
from kit.mail import sending
from kit.models import OutboxMail, State
from kit.querysets import TRIES_MAX, ClaimLost, retry_delay

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def queue(to="a@example.org", body="Text", **guard):
    return mail.queue(EmailMessage("Hello", body, "us@example.org", [to]), **guard)[0]


def send(limit=10):
    return mail.send_due(limit=limit, deadline=clock.now() + dt.timedelta(seconds=25))


def only():
    return OutboxMail.objects.get()


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


def test_a_waiting_mail_is_sent_once_and_its_text_is_gone(sink):
    queue(body=".dot first\n\nlast")
    assert send() == 1
    assert send() == 0
    row = only()
    assert (row.state, row.message, row.sent_at) == (State.SENT, "", NOON)
    (taken,) = sink.taken()
    assert taken.startswith(b"To-Envelope: a@example.org\r\n")
    assert b"\r\n\r\n.dot first\r\n\r\nlast" in taken


def test_one_conversation_serves_many_mails(sink):
    for number in range(5):
        queue(to=f"m{number}@example.org")
    assert send() == 5
    assert sink.greetings == 1


def test_a_deadline_that_passed_starts_nothing(sink):
    queue()
    assert mail.send_due(limit=10, deadline=NOON) == 0
    assert only().state == State.PENDING


PERMANENT = [("mail", "550 no"), ("rcpt", "550 no such person"), ("data", "554 no"), ("dot", "552 too big")]
PASSING = [
    ("mail", "451 later"),
    ("mail", "530 sign in first"),
    ("rcpt", "450 greylisted"),
    ("rcpt", "421 closing"),
    ("data", "451 later"),
    ("dot", "452 full"),
    ("mail", "drop"),
    ("rcpt", "drop"),
    ("data", "drop"),
]


@pytest.mark.parametrize(("stage", "reply"), PERMANENT)
def test_a_permanent_refusal_ends_it(sink, stage, reply):
    sink.script[stage] = reply
    queue()
    assert send() == 0
    assert (only().state, only().message) == (State.FAILED, "")
    assert not sink.taken()


@pytest.mark.parametrize(("stage", "reply"), PASSING)
def test_trouble_before_the_body_or_a_clear_no_for_now_is_tried_again(sink, stage, reply):
    sink.script[stage] = reply
    queue()
    send()
    assert only().state == State.PENDING
    assert dt.timedelta(seconds=48) <= only().due_at - NOON <= dt.timedelta(seconds=72)
    sink.script.clear()
    with clock.at(NOON + dt.timedelta(minutes=2)):
        assert send() == 1
    assert len(sink.taken()) == 1


@pytest.mark.parametrize(("reply", "arrived"), [("drop", 0), ("drop_after_taking", 1)])
def test_silence_after_the_body_is_in_doubt_and_never_sent_again(sink, reply, arrived):
    sink.script["dot"] = reply
    queue()
    send()
    sink.script.clear()
    with clock.at(NOON + dt.timedelta(days=1)):
        mail.sweep()
        assert send() == 0
    assert only().state == State.IN_DOUBT
    assert len(sink.taken()) == arrived


def test_one_bad_address_does_not_stop_the_others(sink):
    for to in ["a@example.org", "not an address", "grün@example.org", "b@bücher.example"]:
        queue(to=to)
    assert send() == 2
    states = dict(OutboxMail.objects.values_list("to", "state"))
    assert sorted(states.values()) == ["failed", "failed", "sent", "sent"]


def test_without_a_server_mails_wait_and_go_out_when_it_is_back(sink, settings):
    up = settings.EMAIL_URL
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    queue(to="a@example.org")
    queue(to="b@example.org")
    assert send() == 0
    assert list(OutboxMail.objects.values_list("attempts", flat=True).order_by("pk")) == [1, 0]
    settings.EMAIL_URL = up
    with clock.at(NOON + dt.timedelta(minutes=2)):
        assert send() == 2


def test_a_day_of_refusals_is_enough(sink):
    sink.script["rcpt"] = "450 later"
    queue()
    moment = NOON
    for _try in range(20):
        with clock.at(moment):
            send()
        if only().state != State.PENDING:
            break
        moment = only().due_at
    assert only().state == State.FAILED
    assert dt.timedelta(hours=18) < moment - NOON <= dt.timedelta(hours=24)


def test_delays_grow_and_spread():
    assert [retry_delay(n, 0.5).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 9)] == [1, 5, 15, 60, 240, 240]
    assert retry_delay(2, 0).total_seconds() == 240
    assert retry_delay(2, 1).total_seconds() == 360


@pytest.fixture
def guards(monkeypatch):
    monkeypatch.setattr(sending, "_guards", {})


def test_a_guard_is_asked_at_the_moment_of_sending(sink, guards):
    allowed = {"1", "2"}
    mail.register_guard("notices", allowed.__contains__)
    queue(guard="notices", reference="1")
    queue(guard="notices", reference="2")
    allowed.discard("2")
    assert send() == 1
    assert list(OutboxMail.objects.values_list("state", "message").order_by("pk")) == [("sent", ""), ("withdrawn", "")]


def test_an_unknown_guard_means_no(sink, guards):
    queue(guard="nobody", reference="1")
    assert send() == 0
    assert only().state == State.WITHDRAWN
    assert not sink.taken()


def test_a_guard_that_breaks_sends_nothing_and_stops_nobody(sink, guards):
    def broken(reference: str) -> bool:
        raise LookupError(reference)

    mail.register_guard("notices", broken)
    queue(guard="notices", reference="1")
    queue()
    assert send() == 1
    assert sorted(OutboxMail.objects.values_list("state", flat=True)) == ["pending", "sent"]


def test_a_guards_name_is_taken_once(guards):
    mail.register_guard("notices", str.isdigit)
    mail.register_guard("notices", str.isdigit)
    with pytest.raises(ValueError, match="notices"):
        mail.register_guard("notices", str.isalpha)


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


def kill_at(monkeypatch, verb):
    def die(*args, **kwargs):
        raise Killed

    monkeypatch.setattr(type(OutboxMail.objects.all()), verb, die)


@pytest.mark.parametrize(
    ("verb", "after_sweep", "arrived"),
    [("handing_over", State.SENT, 1), ("sent", State.IN_DOUBT, 1)],
)
def test_a_sender_killed_at_any_step_never_sends_twice(sink, monkeypatch, verb, after_sweep, arrived):
    queue()
    with monkeypatch.context() as patch:
        kill_at(patch, verb)
        with pytest.raises(Killed):
            send()
    with clock.at(NOON + dt.timedelta(minutes=30)):
        mail.sweep()
        send()
    assert only().state == after_sweep
    assert len(sink.taken()) == arrived


def test_a_sender_that_was_given_up_stops_before_the_body(sink):
    queue()
    (zombie,) = OutboxMail.objects.claim()
    with clock.at(NOON + dt.timedelta(minutes=11)):
        mail.sweep()
        assert send() == 1
    with mail_way_out() as way_out, pytest.raises(ClaimLost):
        mail.hand_over(OutboxMail.objects.all(), zombie, way_out, b"From: us@example.org\n\nagain", "a@example.org")
    assert len(sink.taken()) == 1


def mail_way_out():
    from contextlib import closing

    return closing(mail.open_connection())


def test_news_that_comes_after_the_sweep_settles_the_doubt(sink):
    queue()
    (row,) = OutboxMail.objects.claim()
    OutboxMail.objects.handing_over(row)
    with clock.at(NOON + dt.timedelta(minutes=21)):
        mail.sweep()
        assert only().state == State.IN_DOUBT
        OutboxMail.objects.sent(row)
    assert only().state == State.SENT


def test_a_fresh_claim_is_left_to_its_sender():
    queue()
    OutboxMail.objects.claim()
    with clock.at(NOON + dt.timedelta(minutes=9)):
        mail.sweep()
    assert only().state == State.CLAIMED


def test_a_row_that_kills_every_sender_is_parked():
    queue()
    OutboxMail.objects.update(attempts=TRIES_MAX - 1)
    OutboxMail.objects.claim()
    with clock.at(NOON + dt.timedelta(minutes=11)):
        mail.sweep()
    assert only().state == State.FAILED


def test_rows_that_ended_a_month_ago_are_deleted(sink):
    queue()
    send()
    with clock.at(NOON + dt.timedelta(days=29)):
        mail.sweep()
        assert OutboxMail.objects.count() == 1
    with clock.at(NOON + dt.timedelta(days=31)):
        queue(to="new@example.org")
        mail.sweep()
    assert only().to == "new@example.org"


def test_addresses_at_which_nobody_is_are_counted_until_one_takes_a_mail(sink):
    for stage, reply in PERMANENT:
        sink.script = {stage: reply}
        queue(to="Nobody@example.org")
        send()
    assert mail.bounces_of(["Nobody@example.org", "b@example.org"]) == {"Nobody@example.org": 1}
    sink.script = {"rcpt": "550 no such person"}
    queue(to="nobody@example.org")
    send()
    assert mail.bounces_of(["nobody@example.org"]) == {"nobody@example.org": 2}
    sink.script = {}
    queue(to="nobody@example.org")
    assert send() == 1
    assert mail.bounces_of(["nobody@example.org"]) == {}
