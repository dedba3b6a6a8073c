"""`make test`: the tests on SQLite and the bundled broker; with ALL=1 everything, and nothing may be skipped."""

import os
import shutil
import socket
import sys

import house

MAIN = ("-m", "pytest", "-n", "2")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
POSTGRES = "postgres://postgres@127.0.0.1:5432/learnsocial"
REDIS = "redis://127.0.0.1:6379/0"


def main() -> int:
    if os.environ.get("ALL") not in (None, "", "0"):
        return everything()
    house.install(house.RUN)
    code = house.call(*MAIN, "--whole", TEST_DATABASE_URL="", TEST_REDIS_URL="")
    print(
        "Left out: the tests marked browser and faults, and all of them on PostgreSQL and Redis. "
        "To run them too: make test ALL=1 (TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM as found or given)."
    )
    return code


def everything() -> int:
    """PostgreSQL and Redis first, then SQLite with browser and faults, so that pytest's last lines are of the most."""
    os.environ.update(_found())
    house.install(house.RUN, house.DEVELOP)
    print("On PostgreSQL and Redis:", flush=True)
    # the supervisor and the journeys start a site with a database of its own
    own = ("-m", "not browser", "--ignore", "tests/faults/test_supervisor.py")
    first = house.call(*MAIN, "--no-skips", *own)
    print("On SQLite and the bundled broker, with browser and faults:", flush=True)
    second = house.call(*MAIN, "--whole", "--no-skips", "-m", "", TEST_DATABASE_URL="", TEST_REDIS_URL="")
    if first:
        print("The run on PostgreSQL and Redis failed; its lines stand further up.")
    return first or second


def _found() -> dict[str, str]:
    """What the whole needs, as given or as found here; without all three nothing is run."""
    found = {
        "TEST_DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or (POSTGRES if _listens(5432) else ""),
        "TEST_REDIS_URL": os.environ.get("TEST_REDIS_URL") or (REDIS if _listens(6379) else ""),
        "CHROMIUM": os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), ""),
    }
    missing = [name for name, value in found.items() if not value]
    if missing:
        house.stop(f"Not found here: {', '.join(missing)}. Set them, or let .ci/run install what is missing.")
    return found


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
