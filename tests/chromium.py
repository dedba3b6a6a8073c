"""Where this machine has Chromium."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """As CHROMIUM says, or the first of its names on the path; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
