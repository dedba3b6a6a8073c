"""The broker and cache under test: a Valkey of the tests' own, or the server that TEST_REDIS_URL names."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
from django.conf import settings
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.exceptions import BusyLoadingError, ConnectionError
from redis.retry import Retry

from operations.processes import broker as bundled
from operations.processes import leash


@pytest.fixture(scope="session", autouse=True)
def broker(pytestconfig: pytest.Config) -> Iterator[str]:
    """The broker's address, settings.REDIS_URL; one server per process of the run."""
    if not _is_ours():
        yield settings.REDIS_URL
        return
    socket = settings.DATA_DIR / "broker.sock"
    command = [bundled.server(), str(bundled.configure(socket, settings.DATA_DIR / "broker"))]
    server = subprocess.Popen(
        command, preexec_fn=lambda: leash.die_with_parent(signal.SIGKILL), stdout=subprocess.DEVNULL
    )
    patient = Retry(ConstantBackoff(0.02), 250, supported_errors=(ConnectionError, BusyLoadingError))
    with Redis.from_url(settings.REDIS_URL, retry=patient) as client:
        client.ping()
    yield settings.REDIS_URL
    server.kill()
    server.wait()


@pytest.fixture(autouse=True)
def _empty_broker(broker: str) -> Iterator[None]:
    """No test finds what another one left in the cache or the queues; on a found server only our own keys go."""
    yield
    for address in {broker, settings.CACHES["default"]["LOCATION"]}:
        with Redis.from_url(address) as client:
            if _is_ours():
                client.flushdb()
            elif keys := list(client.scan_iter(f"{settings.KEY_PREFIX}*", count=1000)):
                client.unlink(*keys)


def _is_ours() -> bool:
    return bool(f"unix://{settings.DATA_DIR}/broker.sock" == settings.REDIS_URL)
