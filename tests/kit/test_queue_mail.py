import datetime as dt
import email
import email.policy

import pytest
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from kit import clock, mail, site
from kit.models import MESSAGE_LENGTH, OutboxMail, State

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.EMAIL_BACKEND = "kit.mail.QueueBackend"


def parsed(row):
    return email.message_from_string(row.message, policy=email.policy.default)


def test_each_recipient_gets_a_row_and_sees_nobody_else():
    message = EmailMessage("Hello", "Text", None, ["Ann <a@example.org>"], cc=["b@example.org"], bcc=["c@example.org"])
    message.send()
    rows = OutboxMail.objects.order_by("pk")
    assert [row.to for row in rows] == ["a@example.org", "b@example.org", "c@example.org"]
    for row in rows:
        others = {"a@example.org", "b@example.org", "c@example.org"} - {row.to}
        assert not any(other in row.message for other in others)


def test_headers_that_name_others_do_not_leak():
    message = EmailMessage(
        "Hello", "Text", None, ["a@example.org"], headers={"To": "list@example.org", "Bcc": "z@example.org"}
    )
    message.send()
    row = OutboxMail.objects.get()
    assert parsed(row)["To"] == "a@example.org"
    assert "example.org" not in row.message.replace("a@example.org", "")


def test_date_and_message_id_are_fixed_at_queueing():
    with clock.at(NOON):
        send_mail("Hello", "Text", None, ["a@example.org"])
    message = parsed(OutboxMail.objects.get())
    assert message["Date"].datetime == NOON
    assert len(message.get_all("Message-ID")) == len(message.get_all("Date")) == 1
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("configured", "name", "shown"),
    [
        ("post@example.org", "Hafen, Gilde für alle", "Hafen, Gilde für alle"),
        ("The Guild <post@example.org>", "Hafen, Gilde für alle", "The Guild"),
    ],
)
def test_mail_goes_out_under_the_communitys_name_unless_its_address_has_one(settings, configured, name, shown):
    settings.DEFAULT_FROM_EMAIL = configured
    site.put(values={"SITE_NAME": name}, by_name="the tests")
    send_mail("Hello", "Text", None, ["a@example.org"])
    (found,) = parsed(OutboxMail.objects.get())["From"].addresses
    assert (found.display_name, found.addr_spec) == (shown, "post@example.org")


def test_a_message_id_that_is_given_stays():
    mail.queue(EmailMessage("Hello", "Text", None, ["a@example.org"], headers={"message-id": "<week-9@example.org>"}))
    assert parsed(OutboxMail.objects.get())["Message-ID"] == "<week-9@example.org>"


def test_words_of_any_alphabet_come_back_and_the_row_is_ascii():
    text = "Grüße, 世界 — " + "long " * 300
    message = EmailMultiAlternatives("Überschrift", text, "Café <x@example.org>", ["a@example.org"])
    message.attach_alternative(f"<p>{text}</p>", "text/html")
    message.send()
    row = OutboxMail.objects.get()
    assert row.message.isascii()
    assert row.subject == "Überschrift"
    assert parsed(row)["Subject"] == "Überschrift"
    assert parsed(row).get_body(("plain",)).get_content().strip() == text.strip()
    assert "世界" in parsed(row).get_body(("html",)).get_content()


def test_the_callers_message_is_left_alone():
    message = EmailMessage("Hello", "Text", None, ["a@example.org", "b@example.org"])
    message.send()
    assert message.to == ["a@example.org", "b@example.org"]
    assert message.extra_headers == {}


def test_a_rolled_back_act_sends_nothing():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the mail, then the trouble
        send_mail("Hello", "Text", None, ["a@example.org"])
        raise RuntimeError
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("subject", ["Hello\nBcc: z@example.org", "Hello\r\nX: y"])
def test_a_line_break_in_a_header_is_refused(subject):
    with pytest.raises(BadHeaderError):
        send_mail(subject, "Text", None, ["a@example.org"])
    assert not OutboxMail.objects.exists()


def test_too_long_a_mail_is_refused():
    with pytest.raises(mail.TooBig):
        mail.queue(EmailMessage("Hello", "x" * MESSAGE_LENGTH, None, ["a@example.org"]))


def test_a_guarded_mail_names_its_guard():
    mail.queue(EmailMessage("Hello", "Text", None, ["a@example.org"]), guard="notices", reference="12")
    row = OutboxMail.objects.get()
    assert (row.guard, row.reference, row.state) == ("notices", "12", State.PENDING)


def test_an_erased_address_leaves_the_queue():
    send_mail("Hello", "Text", None, ["a@example.org", "b@example.org"])
    mail.forget_address("A@example.org")
    assert [row.to for row in OutboxMail.objects.all()] == ["b@example.org"]
