"""`make bench`: what pages, replies and scores cost, as ratios in one run on one pinned process, on PostgreSQL.

Not a test: somebody reads the figures. What a page costs is the CPU time of the web process for it, so that neither
the client nor another program on the machine counts. The floors are two plain views, bare and through the site's
middleware. `--comments` and the others say how large the community is. `--search N` measures instead how long a
search over N comments takes; with `--sqlite` on SQLite. `--phone` measures what a reader waits for on a slow phone.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
import psycopg2

from operations.processes import broker as bundled
from operations.processes import leash
from tests.site import clean_environment

POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"


def main() -> None:
    wanted = _arguments()
    folder = tempfile.TemporaryDirectory(prefix="ls-bench-")
    data_dir = Path(folder.name)
    with folder, _sqlite(data_dir) if wanted.sqlite else _postgres() as url:
        environment = clean_environment(data_dir, 8000) | {
            "DATABASE_URL": url,
            "REDIS_URL": f"unix://{data_dir}/broker.sock",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        os.environ.update(environment)
        with _broker(data_dir):
            django.setup()
            # its models can be named only now
            chapter = "phone" if wanted.phone else "searching" if wanted.search else "figures"
            import_module(f"tests.bench.{chapter}").measure(wanted, environment)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--members", type=int, default=2000)
    parser.add_argument("--discussions", type=int, default=2000)
    parser.add_argument("--comments", type=int, default=53_000)
    parser.add_argument("--search", type=int, default=0, metavar="COMMENTS")
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--sqlite", action="store_true", help="with --search")
    wanted = parser.parse_args()
    if wanted.sqlite and not wanted.search:
        parser.error("--sqlite goes with --search: the other figures are those of PostgreSQL.")
    return wanted


@contextlib.contextmanager
def _sqlite(data_dir: Path) -> Iterator[str]:
    yield f"sqlite:///{data_dir}/db.sqlite3"


@contextlib.contextmanager
def _postgres() -> Iterator[str]:
    """A database of our own on the server, gone afterwards."""
    server = os.environ.get("TEST_DATABASE_URL") or POSTGRES
    name = f"bench_{os.getpid()}"
    try:
        opened = psycopg2.connect(server.rsplit("/", 1)[0] + "/postgres")
    except psycopg2.OperationalError as error:
        raise SystemExit(f"No PostgreSQL answers; name one with TEST_DATABASE_URL. ({error})") from error
    opened.autocommit = True
    with contextlib.closing(opened), opened.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield server.rsplit("/", 1)[0] + f"/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def _broker(data_dir: Path) -> Iterator[None]:
    command = [bundled.server(), str(bundled.configure(data_dir / "broker.sock", data_dir / "broker"))]
    server = subprocess.Popen(
        command, preexec_fn=lambda: leash.die_with_parent(signal.SIGKILL), stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
