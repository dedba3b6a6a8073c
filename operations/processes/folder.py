"""The data folder of a running site: who holds it, where its broker listens, which processes it has."""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

LONGEST_FOLDER = 80  # a unix socket's path may have 107 bytes on Linux and 103 elsewhere


class CannotStart(Exception):
    """One plain sentence: what is in the way, and how to go on."""


class RunFolder:
    """`DATA_DIR` while the site runs; `run.json` in it is for commands and tests that look for the site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "log"
        self._lock = -1

    def take(self) -> None:
        """Hold the folder until this process ends. Raises CannotStart when another site has it."""
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise CannotStart(
                f"the data folder {self.path} cannot be written ({error.strerror}); set DATA_DIR to one that can."
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotStart(
                f"it already runs on the data folder {self.path}, at port {self.read().get('port', 'unknown')}; "
                "stop that one first, or set DATA_DIR and PORT to others."
            ) from error
        self._sweep()

    def let_go(self) -> None:
        """In a child: the folder belongs to the parent alone."""
        os.close(self._lock)

    def read(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.path / "run.json").read_text()))
        except (OSError, ValueError):
            return {}

    def write(self, state: dict[str, Any]) -> None:
        fresh = self.path / "run.json.new"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(state, file)
        fresh.replace(self.path / "run.json")

    def forget(self) -> None:
        """The site has ended: nobody should look for it any more."""
        with contextlib.suppress(OSError):
            (self.path / "run.json").unlink()

    def _sweep(self) -> None:
        """Remove the socket folder that a run left behind when it was killed."""
        socket = str(self.read().get("redis_socket") or "")
        if socket and Path(socket).parent.name.startswith("ls-"):
            shutil.rmtree(Path(socket).parent, ignore_errors=True)
        self.forget()


def short_folder() -> Path:
    """A new folder for this user alone, with a path short enough for a socket, however deep the checkout is."""
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes it private
        if len(os.fsencode(place)) <= LONGEST_FOLDER and os.access(place, os.W_OK):
            return Path(tempfile.mkdtemp(prefix="ls-", dir=place))
    raise CannotStart("no temporary folder with a short path can be written; set TMPDIR to one, such as /tmp.")
