"""Start the programs, start again what dies, and end all of them in order."""

import http.client
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from operations.processes.child import LAST_STAGE, Child, fork
from operations.processes.folder import CannotStart, RunFolder
from operations.processes.leash import Watchdog, end_group

READY_WITHIN_S = 60
STAGE_S = {1: 3.0, 2: 3.5, 3: 2.0}  # together under ten seconds
LARGEST_LOG = 10 * 1024 * 1024
TICK_S = 0.25


class Supervisor:
    """Runs until it is told to stop, or until `parent` (the process that asked for it) is gone."""

    def __init__(self, folder: RunFolder, children: Sequence[Child], state: dict[str, Any], parent: int = 0) -> None:
        self.folder, self.children, self.state, self.parent = folder, list(children), state, parent
        self.stopping = self.in_a_hurry = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._watchdog = None if sys.platform == "linux" else Watchdog(fork)

    def run(self, port: int, host: str, greet: Callable[[], object]) -> None:
        """Start all, greet once the site answers, and stay. Raises CannotStart when it never answers."""
        self._listen_to_signals()
        try:
            for child in self.children:
                self._start(child)
            self._await_answer(port, host)
            if not self.stopping:
                greet()
            while not self.stopping:
                self._tick()
        finally:
            self._stop()

    # -- one turn ---------------------------------------------------------------------------------
    def _tick(self) -> None:
        """Wait a moment or for a signal, then see who fell over and who may start."""
        if select.select([self._wake_read], [], [], TICK_S)[0]:
            os.read(self._wake_read, 512)
        if self.parent and os.getppid() != self.parent:
            self.stopping = True
        now = time.monotonic()
        for child in self.children:
            self._look_after(child, now)

    def _look_after(self, child: Child, now: float) -> None:
        status = child.ended()
        if status is not None and not self.stopping:
            child.plan_restart(now)
            _say(f"{child.name} ended ({_how(status)}) and is started again{_see(child.log)}.")
        if not child.pid and not self.stopping and now >= child.start_at:
            self._start(child)
        if child.log:
            keep_short(child.log)

    def _start(self, child: Child) -> None:
        child.start(self._leave)
        if self._watchdog:
            self._watchdog.tell("+", child.pid)
        self.folder.write(self.state | {"pids": {c.name: c.pid for c in self.children if c.pid}, "parent": os.getpid()})

    def _leave(self) -> None:
        self.folder.let_go()
        os.close(self._wake_read)
        os.close(self._wake_write)
        if self._watchdog:
            self._watchdog.leave_to_owner()

    # -- beginning --------------------------------------------------------------------------------
    def _listen_to_signals(self) -> None:
        signal.set_wakeup_fd(self._wake_write)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:  # nohup means it
                signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, frame: object) -> None:
        self.in_a_hurry = self.stopping
        self.stopping = True

    def _await_answer(self, port: int, host: str) -> None:
        give_up = time.monotonic() + READY_WITHIN_S
        while not self.stopping and not answers(port, host):
            if time.monotonic() > give_up:
                raise CannotStart(f"the site did not answer within {READY_WITHIN_S} seconds; see {self.folder.logs}.")
            self._tick()

    # -- end --------------------------------------------------------------------------------------
    def _stop(self) -> None:
        """What takes in work first, then what does it, then the broker; never longer than ten seconds."""
        self.stopping = True
        for stage in range(1, LAST_STAGE + 1):
            members = [child for child in self.children if child.stage == stage]
            for child in members:
                child.signal(signal.SIGTERM)
            self._await_end(members, time.monotonic() + STAGE_S[stage])
        self.folder.forget()

    def _await_end(self, members: list[Child], give_up: float) -> None:
        while any(child.pid for child in members):
            if self.in_a_hurry or time.monotonic() > give_up:
                for child in members:
                    if child.pid:
                        end_group(child.pid, signal.SIGKILL)
            if select.select([self._wake_read], [], [], 0.05)[0]:
                os.read(self._wake_read, 512)
            for child in members:
                child.ended()


def answers(port: int, host: str) -> bool:
    """Whether `/healthz` says that the site is alive."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def keep_short(log: Path) -> None:
    """Move a log that grew too long aside; the program goes on writing to the emptied file."""
    try:
        if log.stat().st_size < LARGEST_LOG:
            return
        log.with_suffix(".old").write_bytes(log.read_bytes())
        os.truncate(log, 0)
    except OSError:
        return


def _say(sentence: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {sentence}", flush=True)  # noqa: DTZ005 - the clock on the wall of whoever reads it


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return f"code {os.waitstatus_to_exitcode(status)}"


def _see(log: Path | None) -> str:
    return f", see {log}" if log else ""
