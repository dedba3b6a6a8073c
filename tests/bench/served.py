"""One web server process on one processor, and what a request to it costs."""

import contextlib
import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.site import ROOT, free_port

STARTS_WITHIN_S = 30
ROUNDS = 5


class Served:
    """gunicorn with one worker, which is pinned to the first processor."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment, self.port = environment, free_port()
        self.cookies = ""

    def __enter__(self) -> "Served":
        options = ["--worker-class=gthread", "--threads=2", "--keep-alive=60", "--log-level=error"]
        bind = [f"--bind=127.0.0.1:{self.port}", "tests.bench.wsgi:application"]
        command = [sys.executable, "-m", "gunicorn", "--no-control-socket", *options, *bind]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                self.get("/bench/constant/")
                self.worker = self._only_child()
                for task in Path(f"/proc/{self.worker}/task").iterdir():
                    os.sched_setaffinity(int(task.name), {0})
                return self
            time.sleep(0.1)
        raise SystemExit("The web server did not start.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _only_child(self) -> int:
        parent = self.process.pid
        return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])

    def cpu_s(self) -> float:
        """CPU time of all threads of the worker so far, in seconds."""
        tasks = Path(f"/proc/{self.worker}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, connection: http.client.HTTPConnection, path: str, form: str | None = None) -> bytes:
        """GET, or POST a form. Ends the run when the site refuses."""
        headers = {"Host": f"localhost:{self.port}", "Cookie": self.cookies}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if form is None else "POST", path, form, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status} {said[:300]!r}")
        return said

    def get(self, path: str) -> bytes:
        with contextlib.closing(self.connection()) as connection:
            return self.ask(connection, path)

    def cost_ms(self, path: str, times: int = 40, before: Callable[[], object] | None = None) -> float:
        """CPU time of one answer in milliseconds: the median of five rounds of `times` requests on one connection.

        `before` is done ahead of every request and does not count, because it happens elsewhere.
        """
        with contextlib.closing(self.connection()) as connection:
            for _ in range(3):
                self.ask(connection, path)
            return statistics.median(self._round_ms(connection, path, times, before) for _ in range(ROUNDS))

    def _round_ms(
        self, connection: http.client.HTTPConnection, path: str, times: int, before: Callable[[], object] | None
    ) -> float:
        began = self.cpu_s()
        for _ in range(times):
            if before:
                before()
            self.ask(connection, path)
        return (self.cpu_s() - began) * 1000 / times
