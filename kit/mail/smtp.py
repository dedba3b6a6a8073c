"""One conversation with a mail server, in steps: what is certain at each is what its error says."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kit.mail.errors import InDoubt, Refused, TryLater, Unreachable
from kit.mail.folder import FolderHandover

SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
# replies that speak of our own name and password, not of the address we write to
AUTH_CODES = frozenset({530, 534, 535, 538})
GO_AHEAD = 354
WIRE = policy.SMTP.clone(cte_type="7bit")


class Patience(NamedTuple):
    """Seconds to wait for a connection, for the answer to a command, and for the answer to the final dot."""

    connect: float
    command: float
    dot: float


ORDINARY = Patience(10, 30, 30)
BULK = Patience(10, 60, 600)


class Handover(Protocol):
    """A way out of the house. `before_body` is called when the other side is ready for the body and before it goes
    out; what it raises stops the mail and comes out of `send`."""

    def send(self, message: bytes | EmailMessage, to: str, before_body: Callable[[], None]) -> None:
        """Hand one mail to one recipient. Raises Refused, TryLater (Unreachable) or InDoubt."""

    def close(self) -> None:
        """End the conversation, if one is open."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where EMAIL_URL points."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def read_email_url(url: str) -> Server:
    """Read smtp://, smtp+tls:// or smtp+ssl://. Raises ImproperlyConfigured, without repeating the password."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587.")
    port = parts.port or SCHEMES[parts.scheme]
    return Server(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))


def open_connection(patience: Patience = ORDINARY) -> Handover:
    """The way out that is configured; nothing is dialled before the first mail. Letters pass `BULK`."""
    if not settings.EMAIL_URL:
        return FolderHandover()
    return SmtpHandover(read_email_url(settings.EMAIL_URL), patience)


class SmtpHandover:
    """Keeps one conversation for many mails, and starts another when it breaks."""

    def __init__(self, server: Server, patience: Patience) -> None:
        self._server, self._patience = server, patience
        self._smtp: smtplib.SMTP | None = None

    def send(self, message: bytes | EmailMessage, to: str, before_body: Callable[[], None]) -> None:
        """See Handover."""
        raw = _wire_form(message)
        sender, recipient = _ascii_address(_sender(raw), "mail"), _ascii_address(to, "rcpt")
        smtp = self._ready()
        try:
            self._envelope(smtp, sender, recipient)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TryLater(f"before the body: {error}") from error
        try:
            before_body()
        except BaseException:
            self._drop()  # the server waits for a body that must not come
            raise
        self._body(smtp, raw)

    def close(self) -> None:
        """Say goodbye, briefly."""
        if self._smtp is not None and self._smtp.sock is not None:
            try:
                self._smtp.sock.settimeout(1)
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                pass
        self._drop()

    def _ready(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            except (smtplib.SMTPException, OSError):
                pass
            self._drop()
        try:
            self._smtp = self._dial()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise Unreachable(f"no conversation with the mail server: {error}") from error
        return self._smtp

    def _dial(self) -> smtplib.SMTP:
        server, patience = self._server, self._patience
        smtp: smtplib.SMTP
        if server.scheme == "smtp+ssl":
            smtp = smtplib.SMTP_SSL(timeout=patience.connect, context=ssl.create_default_context())
            smtp._host = server.host  # type: ignore[attr-defined]  # the name on the certificate; connect() does not set it
        else:
            smtp = smtplib.SMTP(timeout=patience.connect)
        self._smtp = smtp
        code, answer = smtp.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        _wait(smtp, patience.command)
        self._introduce(smtp)
        return smtp

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._server.scheme == "smtp+tls":
            smtp._host = self._server.host  # type: ignore[attr-defined]  # the name on the certificate
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if self._server.user:
            smtp.login(self._server.user, self._server.password)

    def _envelope(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
        _wait(smtp, self._patience.command)
        self._expect(smtp.mail(sender), "mail", {250})
        self._expect(smtp.rcpt(recipient), "rcpt", {250, 251, 252})
        self._expect(smtp.docmd("DATA"), "data", {GO_AHEAD})

    def _body(self, smtp: smtplib.SMTP, raw: bytes) -> None:
        try:
            _wait(smtp, self._patience.dot)
            smtp.send(re.sub(rb"(?m)^\.", b"..", raw) + b".\r\n")
            answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise InDoubt(f"after the body: {error}") from error
        if not 200 <= answer[0] < 600:
            self._drop()
            raise InDoubt(f"after the body, an answer that is none: {answer[1]!r}")
        self._expect(answer, "dot", range(200, 300))

    def _expect(self, answer: tuple[int, bytes], at: str, good: set[int] | range) -> None:
        code, words = answer
        if code in good:
            return
        if code == 421:
            self._drop()
        reason = f"{at}: {code} {words.decode(errors='replace')}"
        if 500 <= code < 600 and code not in AUTH_CODES:
            raise Refused(reason, at)
        raise TryLater(reason)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _wait(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _wire_form(message: bytes | EmailMessage) -> bytes:
    raw = message if isinstance(message, bytes) else message.as_bytes(policy=WIRE)
    raw = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    return raw if raw.endswith(b"\r\n") else raw + b"\r\n"


def _sender(raw: bytes) -> str:
    """The address bounces go to: the one in From, which is always ours."""
    found = re.search(rb"(?mi)^from:[ \t]*((?:.*)(?:\r\n[ \t].*)*)", raw.partition(b"\r\n\r\n")[0] + b"\r\n")
    header = found.group(1).decode("ascii", "replace") if found else settings.DEFAULT_FROM_EMAIL
    return parseaddr(re.sub(r"\r\n[ \t]", " ", header))[1]


def _ascii_address(address: str, at: str) -> str:
    """The address as commands take it; names beyond ASCII before the @ need a server we cannot count on."""
    local, found, domain = address.rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode('ascii')}"
        plain.encode("ascii")
    except UnicodeError as error:
        raise Refused(f"{at}: this address cannot be written to", at) from error
    if not found or not local or re.search(r"[\s<>\x00-\x1f\x7f]", plain):
        raise Refused(f"{at}: this is no address", at)
    return plain
