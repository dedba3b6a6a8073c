"""The whole site as its operator starts it: real broker, web server, workers and beat on a data folder of their own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60.0


class RunningSite:
    """`run_site` as a child of the test; stop it with `with`, or by what the test does to it."""

    def __init__(self, data_dir: Path, port: int = 0, **environment: str) -> None:
        self.data_dir, self.port = data_dir, port or free_port()
        self.output = data_dir.parent / f"{data_dir.name}.out"
        self.environment = clean_environment(data_dir, self.port) | environment
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RunningSite":
        self.start()
        self.wait_until(self.has_greeted, "the site greets")
        return self

    def __exit__(self, *error: object) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            self.process.kill()

    def start(self) -> None:
        command = [sys.executable, "manage.py", "run_site"]
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data, as an operator would give it."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S
        )

    def has_greeted(self) -> bool:
        if self.process and self.process.poll() is not None:
            raise AssertionError(f"the site ended with {self.process.returncode}: {self.said()}")
        return "answers at" in self.said()

    def said(self) -> str:
        return self.output.read_text()

    def pids(self) -> dict[str, int]:
        """Name and process of each program, as run.json says."""
        return dict(json.loads((self.data_dir / "run.json").read_text())["pids"])

    def signal(self, name: str, number: int = signal.SIGKILL) -> int:
        """Send a signal to one program; return the process that got it."""
        pid = self.pids()[name]
        os.kill(pid, number)
        return pid

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def wait_until(self, condition: Callable[[], bool], what: str, within_s: float = PATIENCE_S) -> float:
        """Ask until it is so; return the seconds it took."""
        began = time.monotonic()
        while not condition():
            if time.monotonic() - began > within_s:
                raise AssertionError(f"not within {within_s} s: {what}\n{self.said()}")
            time.sleep(0.05)  # real processes are waited for; no clock of ours moves them
        return time.monotonic() - began

    def processes(self) -> set[int]:
        """Every process there is that was started for this data folder."""
        return set(_with_environment(f"DATA_DIR={self.data_dir}".encode()))


def clean_environment(data_dir: Path, port: int) -> dict[str, str]:
    """This process's environment without what chooses other servers, for a site on `data_dir`."""
    dropped = (
        "REDIS_URL",
        "DATABASE_URL",
        "DJANGO_SETTINGS_MODULE",
        "SITE_URL",
        "EMAIL_URL",
        "CLOCK_FILE",
        "BROKER_FOLDER",
    )
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    site_settings = os.environ.get("SITE_SETTINGS", "learnsocial.settings")
    return kept | {
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "DEMO_MODE": "0",
        "DJANGO_SETTINGS_MODULE": site_settings,
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _with_environment(line: bytes) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if line in (folder / "environ").read_bytes().split(b"\0") and _lives(folder):
                yield int(folder.name)


def _lives(folder: Path) -> bool:
    return (folder / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
