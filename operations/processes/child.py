"""One program under the supervisor: how it is started, whether it stands, when it may start again."""

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from operations.processes.leash import end_group

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STOOD_LONG_S = 10.0  # a program that stood this long starts again without waiting
LAST_STAGE = 3


@dataclass(slots=True)
class Child:
    """`stage` says when it is stopped: 1 takes in work, 2 does it, 3 is what both talk to."""

    name: str
    program: Callable[[], object]
    stage: int
    log: Path | None
    pid: int = 0
    started: float = 0.0
    pause: float = field(default=FIRST_PAUSE_S)
    start_at: float = 0.0

    def start(self, leave: Callable[[], None]) -> None:
        """Fork and run the program in a group of its own; `leave` lets go of what belongs to the parent."""
        self.started = time.monotonic()
        self.pid = fork(lambda: self._become(leave))

    def _become(self, leave: Callable[[], None]) -> None:
        os.setpgid(0, 0)
        leave()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if self.log:
            descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
        self.program()

    def ended(self) -> int | None:
        """The way it ended since it was last asked (as `waitpid` says it), or None while it runs."""
        if not self.pid:
            return None
        found, status = os.waitpid(self.pid, os.WNOHANG)
        if not found:
            return None
        end_group(self.pid, signal.SIGKILL)  # whoever it had started itself
        self.pid = 0
        return status

    def plan_restart(self, now: float) -> None:
        """Let it start again soon, and later each time it falls over at once."""
        stood_long = now - self.started >= STOOD_LONG_S
        self.pause = FIRST_PAUSE_S if stood_long else min(self.pause * 2, LONGEST_PAUSE_S)
        self.start_at = now + (0 if stood_long else self.pause / 2)

    def signal(self, number: int) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


def fork(work: Callable[[], object]) -> int:
    """Run `work` in a copy of this process and return the copy's id; the copy ends with the work."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _forget_signals()
        work()
        code = 0
    except SystemExit as wish:
        code = wish.code if isinstance(wish.code, int) else int(wish.code is not None)
    except BaseException:  # noqa: BLE001 - nothing may return into the parent's code
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def finish(work: Callable[[], object]) -> bool:
    """Do `work` in a copy, so that its memory and its connections end with it; say whether it went well."""
    _, status = os.waitpid(fork(work), 0)
    return status == 0


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
