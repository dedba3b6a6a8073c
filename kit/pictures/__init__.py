"""Pictures that people bring: read and drawn anew by a small program of its own (`child`), never by the site itself.

What comes out is WebP and nothing else: no word, place or program that was hidden in the file comes along.
"""

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kit.pictures.address import KEY_LENGTH, SMALL, SMALL_FROM, Place, line, place_of

__all__ = ["BYTES", "KEY_LENGTH", "Busy", "Drawn", "Place", "Refused", "draw", "is_busy", "line", "place_of"]

BYTES = 5 * 1024 * 1024  # of a file, at most
# By the clock; the child's own bound is on processor time, and a busy machine gives it little of that.
SECONDS = 15
# In each process of the web server. Whoever waits holds a thread that readers need, so few wait and not for long.
AT_ONCE, WAITING, WAIT_SECONDS = 1, 2, 8
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
CHILD = Path(__file__).with_name("child.py")

_places = threading.BoundedSemaphore(AT_ONCE + WAITING)
_turns = threading.BoundedSemaphore(AT_ONCE)


class Refused(Exception):
    """`reason`: empty, bytes, kind, pixels, moving, slow or broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(Exception):
    """Others are being drawn; in a few seconds there is room."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """WebP in two sizes; `small` is empty where the picture is small itself. Width and height are `large`'s."""

    large: bytes
    small: bytes
    width: int
    height: int


def draw(file: IO[bytes], *, size: int) -> Drawn:
    """The picture in `file`, which has `size` bytes, drawn anew. Raises Refused or Busy."""
    if not size:
        raise Refused("empty")
    if size > BYTES:
        raise Refused("bytes")
    with _turn(), tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        file.seek(0)
        while piece := file.read(65_536):
            given.write(piece)
        given.seek(0)
        _run(given, answer)
        answer.seek(0)
        return _read(answer)


def is_busy() -> bool:
    """Whether `draw` would raise Busy at once; for a question beforehand, which costs nobody anything."""
    if not _places.acquire(blocking=False):
        return True
    _places.release()
    return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turns.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()


def _run(given: IO[bytes], answer: IO[bytes]) -> None:
    """Let the child work, for so many seconds and with nothing of ours: no environment, no open file, no path."""
    command = [sys.executable, "-I", str(CHILD), str(SMALL), str(SMALL_FROM)]
    try:
        subprocess.run(  # noqa: S603  our own program
            command, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, env={}, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("slow") from error
    except subprocess.CalledProcessError as error:
        raise Refused("slow" if error.returncode in OUT_OF_TIME else "broken") from error


def _read(answer: IO[bytes]) -> Drawn:
    try:
        said: dict[str, Any] = json.loads(answer.readline(1_000))
        if "refused" in said:
            raise Refused(str(said["refused"]))
        large, small = (answer.read(length) for length in [*said["bytes"], 0][:2])
        return Drawn(large, small, int(said["width"]), int(said["height"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("broken") from error
