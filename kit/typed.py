"""Commands as somebody would type them in a second terminal, so that they reach the site that is meant."""

import shlex
import sys
from pathlib import Path

from django.conf import settings

ORDINARY_PORT = 8000


def command(*words: str) -> str:
    """`manage.py` with these words, with the interpreter, the port and the data folder of this process."""
    python, program = near(Path(sys.executable)), near(settings.BASE_DIR / "manage.py")
    return " ".join([*_surroundings(), shlex.quote(python), shlex.quote(program), *map(shlex.quote, words)])


def near(path: Path) -> str:
    """The path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _surroundings() -> list[str]:
    """What this process was told and the next terminal would not know."""
    said = [f"PORT={settings.PORT}"] if settings.PORT != ORDINARY_PORT else []
    if settings.DATA_DIR != settings.BASE_DIR / "var":
        said.append(f"DATA_DIR={shlex.quote(near(settings.DATA_DIR))}")
    return said
