"""What the terminal says once the site answers."""

from django.conf import settings

from kit import typed
from members.selectors import has_admin
from operations.demo.personas import PERSONAS


def greeting() -> list[str]:
    """Lines for whoever started the site: its address, who comes in how, where mail is kept, how it ends."""
    return [f"LearnSocial answers at {settings.SITE_URL}", *_way_in(), *_mail(), "Ctrl-C ends it; the data stay."]


def _way_in() -> list[str]:
    if settings.DEMO_MODE:
        who = [f"  {person.name}: {person.look_at}" for person in PERSONAS]
        return [f"This is the demo. With one click, at {_page('/accounts/login/')}, you are one of these:", *who]
    if has_admin():
        return [f"Sign in at {_page('/accounts/login/')}"]
    return [
        "Make the first admin, in a second terminal, with:",
        f"  {typed.command('make_admin', 'you@example.org')}",
    ]


def _mail() -> list[str]:
    if settings.EMAIL_URL:
        return []
    return [
        f"Mail is not sent but kept in {typed.near(settings.DATA_DIR / 'mail')}; read the newest one with:",
        f"  {typed.command('read_mail')}",
    ]


def _page(path: str) -> str:
    return str(settings.SITE_URL) + path
