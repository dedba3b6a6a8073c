"""No process outlives the one that started it, however that one ends.

Linux lets a process ask to be killed when its parent dies; the wish is not inherited, so every fork below
the supervisor (gunicorn's and Celery's own too) asks again. Elsewhere a watchdog holds one end of a pipe
and ends the process groups it was told of when the other end closes.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_parent = 0


def die_with_parent(with_signal: int) -> None:
    """Ask the kernel for `with_signal` when the parent of this process ends; nothing where it cannot be asked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal, 0, 0, 0)


def tie_descendants() -> None:
    """From here on every process forked by this one, and by those, dies with the one that forked it."""
    if sys.platform == "linux":
        os.register_at_fork(before=_remember_parent, after_in_child=_follow_parent)


def _remember_parent() -> None:
    global _parent
    _parent = os.getpid()


def _follow_parent() -> None:
    die_with_parent(signal.SIGKILL)
    if os.getppid() != _parent:  # it died before the kernel was asked
        os._exit(1)


class Watchdog:
    """Ends the groups it was told of when its owner is gone; for systems whose kernel cannot be asked."""

    def __init__(self, fork: Callable[[Callable[[], None]], int]) -> None:
        self._read, self._write = os.pipe()
        self.pid = fork(self._watch)
        os.close(self._read)

    def tell(self, mark: str, pid: int) -> None:
        """`mark` is "+" for a group that started, "-" for one that ended."""
        os.write(self._write, f"{mark}{pid}\n".encode())

    def leave_to_owner(self) -> None:
        """Called in every other child: the pipe closes only if its owner alone holds the end to write to."""
        os.close(self._write)

    def _watch(self) -> None:
        os.close(self._write)
        groups: set[int] = set()
        with os.fdopen(self._read) as lines:
            for line in lines:
                change = groups.add if line[0] == "+" else groups.discard
                change(int(line[1:]))
        for group in groups:
            end_group(group, signal.SIGKILL)


def end_group(group: int, with_signal: int) -> None:
    """Send a signal to all of a group that is still there."""
    try:
        os.killpg(group, with_signal)
    except (ProcessLookupError, PermissionError):
        return
