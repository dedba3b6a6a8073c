"""Senders killed at every step of handing letters over: by the mail server's own count nobody gets two, and whoever
gets none stands in the ledger as in doubt."""

import collections
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.faults.letters_sender import STEPS
from tests.kit import smtp_sink
from tests.site import ROOT, clean_environment

pytestmark = pytest.mark.faults
LETTERS = 300
NTH = 17


class Post:
    """An empty community with letters due, its mail server, and senders as processes."""

    def __init__(self, folder: Path, sink: smtp_sink.Sink, **database: str) -> None:
        self.sink, self.clock = sink, folder / "clock"
        self.moved = 0
        self.environment = clean_environment(folder / "data", 1) | database
        self.environment |= {"EMAIL_URL": sink.url, "CLOCK_FILE": str(self.clock), "REDIS_URL": ""}
        (folder / "data").mkdir()
        self.run("manage.py", "migrate", "-v0")
        self.run("manage.py", "createcachetable", "-v0")
        self.run("-m", "tests.faults.letters_sender", "people", str(LETTERS))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = self.start(*arguments)
        assert done.returncode == 0, done.stderr
        return done

    def start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=240)

    def kill_a_sender(self, *how: str) -> None:
        died = self.start("-m", "tests.faults.letters_sender", *how)
        assert died.returncode == -signal.SIGKILL, (how, died.stdout, died.stderr)

    def later(self, minutes: int) -> None:
        """Move the clock of all senders to come."""
        self.moved += minutes * 60
        self.clock.write_text(str(self.moved))

    def send_the_rest(self) -> str:
        """Past the time after which a dead sender's letters are freed or doubted."""
        self.later(25)
        return self.run("-m", "tests.faults.letters_sender", "-", "0").stdout

    def got(self) -> collections.Counter[str]:
        """How many letters each address got, as the server wrote them down."""
        lines = (raw.splitlines()[0].decode() for raw in self.sink.taken())
        return collections.Counter(line.removeprefix("To-Envelope: ") for line in lines)

    def doubted(self) -> set[str]:
        code = "from digests.models import Delivery; print(*(row.member.email for row in Delivery.objects.in_doubt()))"
        return set(self.run("manage.py", "shell", "-v0", "-c", code).stdout.split())


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """On SQLite, or on a new database of the server that the run was given."""
    with smtp_sink.running(tmp_path / "taken") as sink:
        if not os.environ.get("TEST_DATABASE_URL"):
            yield Post(tmp_path, sink)
            return
        server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
        name = f"ls_letters_{secrets.token_hex(4)}"
        _on_server(server, f'CREATE DATABASE "{name}"')
        try:
            yield Post(tmp_path, sink, DATABASE_URL=f"{server}/{name}")
        finally:
            _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(server: str, statement: str) -> None:
    connection = psycopg2.connect(f"{server}/postgres".replace("postgres://", "postgresql://"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def test_nobody_gets_two_and_whoever_gets_none_is_shown(post: Post) -> None:
    for step in STEPS:
        post.kill_a_sender(step, "1" if step in ("plan", "connect") else str(NTH))
        post.later(25)
    post.send_the_rest()
    got, doubted = post.got(), post.doubted()
    missing = {f"p{n}@example.org" for n in range(LETTERS)} - set(got)
    print(f"{len(STEPS)} kills: {sum(got.values())} taken, {len(missing)} missing, {len(doubted)} in doubt")
    assert [address for address, count in got.items() if count > 1] == []
    assert missing <= doubted
    assert len(doubted) <= len(STEPS)


def test_without_the_claim_somebody_gets_two(post: Post) -> None:
    """Control: the same kill, and the same count, with the claim taken out."""
    post.kill_a_sender("no_claim", str(NTH), "after_dot")
    post.later(25)
    post.run("-m", "tests.faults.letters_sender", "no_claim", "0", "-")
    assert max(post.got().values()) > 1
