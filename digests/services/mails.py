"""A letter as a mail: text and HTML from the same words, and the headers that let a reader's program stop it."""

from email.utils import format_datetime
from hashlib import blake2b
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from digests.models import Delivery, LetterKind
from digests.selectors.letter import Letter
from digests.selectors.organizer import OrganizerLetter
from kit import clock, signing, site
from kit.mail import sender
from kit.mail.looks import dressed, plain
from members.models import LetterFormat, Member, Preferences

UNSUBSCRIBE = "letters"
TEMPLATES = {LetterKind.MEMBER: "digests/member", LetterKind.ORGANIZER: "digests/organizer"}


def stop_url(member_id: int, kind: str) -> str:
    """The address that stops this kind of letter for this member; it works for years and says neither who nor where."""
    return f"{settings.SITE_URL}/u/{signing.sign(UNSUBSCRIBE, f'{member_id}:{kind}')}"


def read_stop_token(token: str) -> tuple[int, str] | None:
    """The member and the kind of letter that a token was made for, or None for any other text."""
    member, _colon, kind = (signing.unsign(UNSUBSCRIBE, token) or "").partition(":")
    return (int(member), kind) if member.isdecimal() and kind in LetterKind.values else None


def message(row: Delivery, member: Member, letter: Letter | OrganizerLetter) -> bytes:
    """The whole mail as it goes out."""
    context = {
        "letter": letter,
        "member": member,
        "site_name": site.get("SITE_NAME"),
        "site_url": settings.SITE_URL,
        "stop_url": stop_url(member.pk, row.kind),
    }
    name = TEMPLATES[LetterKind(row.kind)]
    mail = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=plain(render_to_string(f"{name}_message.txt", context)),
        from_email=sender(),
        to=[member.email],
        headers=_headers(row, str(context["stop_url"])),
    )
    if _format(member) == LetterFormat.HTML:
        mail.attach_alternative(dressed(f"{name}_message.html", context), "text/html")
    return mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own message takes it


def _format(member: Member) -> str:
    choices: Preferences | None = getattr(member, "preferences", None)
    return choices.letter_format if choices else LetterFormat.HTML


def _headers(row: Delivery, stop: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{_name_of(row)}@{host}>",
        "Date": format_datetime(clock.now()),
        "List-ID": f"<{row.kind}-letters.{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _name_of(row: Delivery) -> str:
    """The same for the same recipient, kind and period, whichever row or try it is; it does not say who."""
    what = f"{row.member_id}/{row.address_id}/{row.kind}/{row.period}".encode()
    digest = blake2b(what, digest_size=12, key=settings.SECRET_KEY.encode()[:64]).hexdigest()
    return f"letter.{row.period}.{digest}"
