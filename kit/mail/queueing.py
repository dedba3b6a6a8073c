"""Into the queue: every mail Django sends becomes rows in the caller's transaction."""

import copy
from collections.abc import Iterable, Sequence
from email import charset as charsets
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kit import clock
from kit.mail.errors import TooBig
from kit.mail.sender import sender
from kit.models import MESSAGE_LENGTH, Bounce, OutboxMail

# quoted-printable keeps a stored mail plain ASCII and still readable
TEXT = charsets.Charset("utf-8")
TEXT.body_encoding = charsets.QP
# a row has one recipient, and nobody may read from a header who else got it
NOT_OURS_TO_SEND = frozenset({"to", "cc", "bcc"})


class QueueBackend(BaseEmailBackend):
    """Django's way to send, which here is to queue."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message; returns how many had a recipient."""
        return sum(bool(queue(message)) for message in email_messages)


def queue(message: EmailMessage, *, guard: str = "", reference: str = "") -> list[OutboxMail]:
    """Queue `message`, one row per recipient, with its Message-ID and Date fixed now.

    A mail that carries members' words names the `guard` that is asked about `reference` when it is sent.
    Raises TooBig above 1 MB, and Django's BadHeaderError for a line break in a header.
    """
    rows = [_row(message, to, guard, reference) for to in _once_each(message.recipients())]
    return OutboxMail.objects.bulk_create(rows)


def forget_address(address: str) -> None:
    """Delete what waits for or went to `address`, and what is known of it: the person has left."""
    OutboxMail.objects.filter(to__iexact=address).delete()
    Bounce.objects.filter(address=address.lower()).delete()


def _row(message: EmailMessage, to: str, guard: str, reference: str) -> OutboxMail:
    raw = _addressed(message, to).message().as_string()
    if len(raw) > MESSAGE_LENGTH:
        raise TooBig(f"{len(raw)} characters; the queue takes {MESSAGE_LENGTH}")
    return OutboxMail(
        to=parseaddr(to)[1], subject=str(message.subject)[:300], message=raw, guard=guard, reference=reference
    )


def _addressed(message: EmailMessage, to: str) -> EmailMessage:
    one = copy.copy(message)
    one.to, one.cc, one.bcc = [to], [], []
    one.encoding = TEXT
    if one.from_email == settings.DEFAULT_FROM_EMAIL:
        one.from_email = sender()
    given = {name: value for name, value in message.extra_headers.items() if name.lower() not in NOT_OURS_TO_SEND}
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    ours = {
        "Date": format_datetime(clock.now()),
        "Message-ID": make_msgid(domain=host),
        "Auto-Submitted": "auto-generated",
    }
    named = {name.lower() for name in given}
    one.extra_headers = given | {name: value for name, value in ours.items() if name.lower() not in named}
    return one


def _once_each(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))
