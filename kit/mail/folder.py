"""Where mail goes while no server is configured: one file per message in DATA_DIR/mail."""

import datetime as dt
import email
import email.policy
import mailbox
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast

from django.conf import settings

SHOWN = 50
KEPT = 1000


@dataclass(frozen=True, slots=True)
class LocalMail:
    """A message in the local mailbox; `text` and `html` are empty in lists."""

    key: str
    to: str
    subject: str
    sent_at: dt.datetime | None
    text: str = ""
    html: str = ""


class FolderHandover:
    """Hands mail to the folder, by the same steps as to a server."""

    def send(self, message: bytes | EmailMessage, to: str, before_body: Callable[[], None]) -> None:
        """Write one file, on disk before this returns."""
        before_body()
        raw = message if isinstance(message, bytes) else message.as_bytes()
        _maildir().add(raw)

    def close(self) -> None:
        """Nothing stays open."""


def local_mailbox(limit: int = SHOWN) -> list[LocalMail]:
    """The newest messages, newest first."""
    return [_read(path, parts=False) for path in _newest_first()[:limit]]


def read_local(key: str) -> LocalMail | None:
    """One message with its parts, or None where there is none of that name."""
    for path in _newest_first():
        if path.name == key:
            return _read(path, parts=True)
    return None


def trim_local_mailbox(keep: int = KEPT) -> None:
    """Delete all but the newest messages."""
    for path in _newest_first()[keep:]:
        path.unlink(missing_ok=True)


def _maildir() -> mailbox.Maildir:
    return mailbox.Maildir(_folder(), create=True)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "mail"


def _newest_first() -> list[Path]:
    try:
        return sorted(
            (_folder() / "new").iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True
        )
    except FileNotFoundError:
        return []


def _read(path: Path, *, parts: bool) -> LocalMail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text, html = (_part(message, "plain"), _part(message, "html")) if parts else ("", "")
    return LocalMail(path.name, str(message["To"]), str(message["Subject"]), _date(message), text, html)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(cast(EmailMessage, part).get_content()) if part else ""


def _date(message: EmailMessage) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
