import datetime as dt

import pytest
from django.core.mail import EmailMultiAlternatives

from kit import clock, mail
from kit.models import OutboxMail, State

pytestmark = pytest.mark.django_db


def deliver(*subjects):
    for subject in subjects:
        message = EmailMultiAlternatives(subject, f"Grüße: {subject}", None, ["a@example.org"])
        message.attach_alternative(f"<p>{subject}</p>", "text/html")
        mail.queue(message)
        mail.send_due(limit=1, deadline=clock.now() + dt.timedelta(seconds=9))


def test_without_a_server_mail_is_kept_in_a_folder(mailbox):
    deliver("One")
    assert OutboxMail.objects.get().state == State.SENT
    (kept,) = mail.local_mailbox()
    assert (kept.to, kept.subject, kept.text) == ("a@example.org", "One", "")


def test_the_newest_is_first_and_the_list_is_bounded(mailbox):
    deliver("One", "Two", "Three")
    assert [kept.subject for kept in mail.local_mailbox(limit=2)] == ["Three", "Two"]


def test_a_message_is_read_with_its_parts(mailbox):
    deliver("One")
    kept = mail.read_local(mail.local_mailbox()[0].key)
    assert kept is not None
    assert kept.text.strip() == "Grüße: One"
    assert "<p>One</p>" in kept.html


@pytest.mark.parametrize("key", ["", "no such", "../../secret_key", "/etc/passwd"])
def test_a_key_that_is_none_reads_nothing(mailbox, key):
    deliver("One")
    assert mail.read_local(key) is None


def test_an_empty_mailbox_is_an_empty_list(mailbox):
    assert mail.local_mailbox() == []


def test_old_messages_are_trimmed(mailbox):
    deliver("One", "Two", "Three")
    mail.trim_local_mailbox(keep=1)
    assert [kept.subject for kept in mail.local_mailbox()] == ["Three"]
