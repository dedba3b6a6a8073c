"""Notices as a mail, and the link that stops their kind without a sign-in."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from kit import signing, site
from kit.mail.looks import letter
from members.models import Member
from notifications.kinds import KINDS, Group, kind_of
from notifications.models import NoticeMail
from notifications.selectors.lines import Line

PURPOSE = "notices"
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a mail, with the link that stops such mails."""

    line: Line
    stop_url: str


def stop_url(member_id: int, kinds: Collection[str]) -> str:
    """The address that stops mails of these kinds for this member; it works for years and does not say who."""
    value = f"{member_id}:{','.join(sorted(kinds))}"
    return f"{settings.SITE_URL}/u/n.{signing.sign(PURPOSE, value)}"


def read_stop_token(token: str) -> tuple[int, list[str]] | None:
    """The member and the kinds that a token was made for, or None for any other text."""
    member, _colon, codes = (signing.unsign(PURPOSE, token) or "").partition(":")
    kinds = [code for code in codes.split(",") if code in KINDS]
    return (int(member), kinds) if member.isdecimal() and kinds else None


def message(member: Member, said: list[Line], row: NoticeMail) -> EmailMultiAlternatives:
    """The whole mail. What needs its reader stands first, and in the subject."""
    said = sorted(said, key=lambda line: kind_of(line.notice.kind).group != Group.NEEDS_YOU)
    kinds = {line.notice.kind for line in said if line.notice.kind in KINDS}
    stop = stop_url(member.pk, kinds)
    context = {
        "member": member,
        "entries": [Entry(line, stop_url(member.pk, [line.notice.kind])) for line in said[:SHOWN]],
        "left": len(said[SHOWN:]),
        "first": said[0].text,
        "others": len(said) - 1,
        "site_name": site.get("SITE_NAME"),
        "site_url": settings.SITE_URL,
        "stop_url": stop,
    }
    return letter("notifications/mail", context, to=member.email, headers=_headers(row, stop if kinds else ""))


def stopped_words(kinds: Collection[str]) -> list[str]:
    """What a link stops, in the words of the table."""
    return [str(kind_of(code).label) for code in kinds] or [_("Notices")]


def _headers(row: NoticeMail, stop: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<notices.{row.pk}@{host}>", "List-ID": f"<notices.{host}>"}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
