"""`run_site` and what dies under it: real processes, real signals."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import ROOT, RunningSite

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
]
STILL_FOR_S = 4
BACK_WITHIN_S = 30  # other tests run beside this one
NONE_LEFT_WITHIN_S = 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with RunningSite(tmp_path_factory.mktemp("site") / "data") as running:
        yield running


# the supervisor, beat, a web server with two workers, three workers with a pool each; the broker hides its environment
ALL_BUT_THE_BROKER = 11


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[RunningSite]:
    with RunningSite(tmp_path / "data") as running:
        yield running


@pytest.mark.parametrize("name", ["broker", "web", "beat", "worker urgent", "worker letters", "worker scores"])
def test_what_is_killed_comes_back(site: RunningSite, name: str) -> None:
    killed = site.signal(name)
    took = site.wait_until(lambda: site.pids().get(name) not in (killed, None), f"{name} is back", BACK_WITHIN_S)
    site.wait_until(lambda: site.get("/healthz")[0] == 200, "the site answers", BACK_WITHIN_S)
    assert f"{name} ended (signal 9) and is started again" in site.said()
    assert took < BACK_WITHIN_S


def settled(site: RunningSite, name: str) -> tuple[int, int]:
    """A worker and its pool process, once neither has changed for a while: tests before this one killed others."""
    seen: list[tuple[float, int, list[int]]] = []

    def is_still() -> bool:
        worker = site.pids().get(name, 0)
        children = _children(worker) if worker else []
        if not seen or seen[-1][1:] != (worker, children):
            seen.append((time.monotonic(), worker, children))
        return len(children) == 1 and time.monotonic() - seen[-1][0] > STILL_FOR_S

    site.wait_until(is_still, f"{name} and its pool stand still")
    return seen[-1][1], seen[-1][2][0]


def test_a_killed_pool_process_comes_back(site: RunningSite) -> None:
    worker, killed = settled(site, "worker scores")
    os.kill(killed, signal.SIGKILL)
    site.wait_until(lambda: _children(worker) not in ([], [killed]), "another one takes its place", BACK_WITHIN_S)
    assert site.pids()["worker scores"] == worker


def test_a_killed_parent_leaves_nothing(own_site: RunningSite) -> None:
    own_site.wait_until(lambda: len(own_site.processes()) >= ALL_BUT_THE_BROKER, "all programs have their processes")
    assert own_site.process
    own_site.process.kill()
    own_site.process.wait()
    took = own_site.wait_until(lambda: not own_site.processes(), "no process is left", NONE_LEFT_WITHIN_S)
    assert took < NONE_LEFT_WITHIN_S


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_ends_everything_in_order(tmp_path: Path, number: int) -> None:
    with RunningSite(tmp_path / "data") as site:
        assert site.process
        began = time.monotonic()
        site.process.send_signal(number)
        assert site.process.wait(15) == 0
        assert time.monotonic() - began < 10
        assert not site.processes()
        assert not (site.data_dir / "run.json").exists()
        assert "Traceback" not in site.said()


def test_it_stops_with_the_process_that_asked_for_it(tmp_path: Path) -> None:
    site = RunningSite(tmp_path / "data")
    command = f"{sys.executable} manage.py run_site --with-parent; true"
    with site.output.open("wb") as output:
        shell = subprocess.Popen(
            ["/bin/sh", "-c", command], cwd=ROOT, env=site.environment, stdout=output, stderr=output
        )
    site.wait_until(site.has_greeted, "the site greets")
    shell.kill()
    shell.wait()
    site.wait_until(lambda: not site.processes(), "no process is left", 10)


def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        site = RunningSite(tmp_path / "data", port=other.getsockname()[1])
        answer = site.manage("run_site")
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"LearnSocial cannot start: port {site.port} is in use")
    assert len(answer.stderr.splitlines()) == 1


def test_a_second_start_on_the_same_data_is_refused(site: RunningSite) -> None:
    answer = site.manage("run_site")
    assert answer.returncode == 1
    assert f"it already runs on the data folder {site.data_dir}, at port {site.port}" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert site.get("/healthz")[0] == 200


def test_a_data_folder_that_cannot_be_written_is_one_sentence() -> None:
    site = RunningSite(Path("/proc/data"))
    answer = subprocess.run(
        [sys.executable, "manage.py", "run_site"], cwd=ROOT, env=site.environment, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert "the data folder /proc/data cannot be written" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_second_start_keeps_the_data_and_is_quick(tmp_path: Path) -> None:
    with RunningSite(tmp_path / "data") as first:
        key = (first.data_dir / "secret_key").read_text()
        made = first.manage(
            "shell", "-v0", "-c", "from kit.models import Setting; Setting.objects.create(key='kept', value=1)"
        )
        assert made.returncode == 0, made.stderr
    began = time.monotonic()
    with RunningSite(tmp_path / "data") as second:
        print(f"second start: {time.monotonic() - began:.1f} s")
        asked = second.manage(
            "shell", "-v0", "-c", "from kit.models import Setting; print(Setting.objects.get(key='kept').value)"
        )
        assert asked.stdout.strip() == "1", asked.stderr
        assert (second.data_dir / "secret_key").read_text() == key


def test_a_checkout_of_any_depth_works(tmp_path: Path) -> None:
    with RunningSite(tmp_path / "/".join(["deep" * 10] * 4) / "data") as site:
        assert site.get("/healthz")[0] == 200
        assert "broker" in site.pids()


def test_what_the_broker_held_survives_its_death(site: RunningSite) -> None:
    """Control of the append-only file: with `appendonly no` this fails."""
    from redis import Redis

    address = str(site.data_dir / "run.json")
    import json

    client = Redis(unix_socket_path=json.loads(Path(address).read_text())["redis_socket"])
    client.set("kept", "yes")
    killed = site.signal("broker")
    site.wait_until(lambda: site.pids().get("broker") not in (killed, None), "the broker is back", BACK_WITHIN_S)
    site.wait_until(lambda: _answers(client), "it answers", BACK_WITHIN_S)
    assert client.get("kept") == b"yes"


def test_all_together_stay_within_their_memory(own_site: RunningSite) -> None:
    """Sum of proportional set sizes; ten requests first, so that the web server has loaded what it serves."""
    for _ in range(10):
        own_site.get("/healthz")
    own_site.wait_until(lambda: len(own_site.processes()) >= ALL_BUT_THE_BROKER, "all programs have their processes")
    total = sum(_pss_kib(pid) for pid in own_site.processes()) / 1024
    print(f"all processes together: {total:.0f} MiB")
    assert total < 350


def _pss_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _children(pid: int) -> list[int]:
    """None of a process that has just gone."""
    with contextlib.suppress(OSError):
        return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _answers(client: object) -> bool:
    from redis.exceptions import RedisError

    try:
        return bool(client.ping())  # type: ignore[attr-defined]
    except RedisError:
        return False


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    """A folder left by a killed run is taken over without a word."""
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    with RunningSite(tmp_path / "data") as site:
        assert site.get("/healthz")[0] == 200
