"""What the terminal says once the site answers."""

import sys
from pathlib import Path

from django.conf import settings

from operations.demo.personas import PERSONAS


def greeting() -> list[str]:
    """Lines for whoever started the site: its address, who comes in how, where mail is kept, how it ends."""
    return [f"LearnSocial answers at {settings.SITE_URL}", *_way_in(), *_mail(), "Ctrl-C ends it; the data stay."]


def _way_in() -> list[str]:
    if settings.DEMO_MODE:
        who = [f"  {person.name}: {person.look_at}" for person in PERSONAS]
        return [f"This is the demo. With one click, at {_page('/accounts/login/')}, you are one of these:", *who]
    folder = _near(settings.DATA_DIR)
    return [
        "Make the first admin, in a second terminal, with:",
        f"  DATA_DIR={folder} {_python()} manage.py make_admin you@example.org",
    ]


def _mail() -> list[str]:
    if settings.EMAIL_URL:
        return []
    return [f"Mail is not sent but kept in {_near(settings.DATA_DIR / 'mail')}"]


def _page(path: str) -> str:
    return settings.SITE_URL + path


def _python() -> str:
    return _near(Path(sys.executable))


def _near(path: Path) -> str:
    """The path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
