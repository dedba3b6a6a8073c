import datetime as dt

import pytest
from django.core.mail import EmailMessage

from kit import clock, heartbeat, limits, mail, tasks
from kit.models import Limit, OutboxMail, State

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def test_the_mail_task_sends_what_waits(mailbox):
    mail.queue(EmailMessage("Hello", "Text", None, ["a@example.org"]))
    tasks.send_mail()
    assert OutboxMail.objects.get().state == State.SENT


def test_the_heartbeat_is_heard():
    assert heartbeat.age("worker") is None
    with clock.at(NOON):
        tasks.beat()
        tasks.beat()
    with clock.at(NOON + dt.timedelta(seconds=40)):
        assert heartbeat.age("worker") == dt.timedelta(seconds=40)


def test_the_sweep_frees_and_deletes(mailbox):
    mail.queue(EmailMessage("Hello", "Text", None, ["a@example.org"]))
    with clock.at(NOON):
        OutboxMail.objects.update(due_at=NOON)
        OutboxMail.objects.claim()
        limits.spend("a", limit=1, per_seconds=60)
    with clock.at(NOON + dt.timedelta(days=3)):
        tasks.sweep()
    assert OutboxMail.objects.get().state == State.PENDING
    assert not Limit.objects.exists()
