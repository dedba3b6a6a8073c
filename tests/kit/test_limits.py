import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory

from kit import cache as house_cache
from kit import clock, limits
from kit.cache import HouseCache
from kit.models import Limit

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def in_database(monkeypatch):
    monkeypatch.setattr(caches._connections, "default", HouseCache("", {}), raising=False)


@pytest.fixture
def in_redis(monkeypatch, redis_cache):
    monkeypatch.setattr(caches._connections, "default", redis_cache, raising=False)


def spend_three():
    return [limits.spend("comment:7", limit=2, per_seconds=60) for _use in range(3)]


EXPECTED = [(True, 0), (True, 0), (False, 50)]


@pytest.mark.django_db
def test_the_database_counts(in_database):
    with clock.at(NOON + dt.timedelta(seconds=10)):
        assert spend_three() == EXPECTED
    with clock.at(NOON + dt.timedelta(seconds=60)):
        assert limits.spend("comment:7", limit=2, per_seconds=60).allowed


@pytest.mark.django_db
def test_redis_counts_and_the_counter_ends(in_redis, redis_cache):
    with clock.at(NOON + dt.timedelta(seconds=10)):
        assert spend_three() == EXPECTED
    assert not Limit.objects.exists()
    client = redis_cache._redis._cache.get_client(write=True)
    assert [0 < client.ttl(key) <= 60 for key in client.scan_iter()] == [True]


@pytest.mark.django_db
def test_the_database_goes_on_counting_when_redis_dies(in_redis, valkey):
    valkey.kill()
    with clock.at(NOON + dt.timedelta(seconds=10)):
        assert spend_three() == EXPECTED
    assert Limit.objects.get().count == 3


@pytest.mark.django_db
def test_keys_and_windows_are_counted_apart(in_database):
    with clock.at(NOON):
        assert limits.spend("a:1", limit=1, per_seconds=60).allowed
        assert limits.spend("a:2", limit=1, per_seconds=60).allowed
        assert limits.spend("a:1", limit=1, per_seconds=3600).allowed
        assert not limits.spend("a:1", limit=1, per_seconds=60).allowed


@pytest.mark.django_db
def test_nothing_personal_stays_in_a_key(in_database):
    limits.spend("signin:ann@example.org:192.0.2.7", limit=1, per_seconds=60)
    key = Limit.objects.get().key
    assert key.startswith("signin:")
    assert "ann" not in key
    assert "192.0.2.7" not in key


@pytest.mark.django_db
def test_old_windows_are_swept(in_database):
    with clock.at(NOON):
        limits.spend("a", limit=1, per_seconds=60)
    with clock.at(NOON + dt.timedelta(days=1)):
        limits.sweep()
        assert Limit.objects.exists()
    with clock.at(NOON + dt.timedelta(days=3)):
        limits.sweep()
    assert not Limit.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["database", "redis"])
def test_threads_that_spend_at_once_get_exactly_the_limit(where, valkey, monkeypatch):
    monkeypatch.setattr(house_cache, "_breakers", {})
    location = valkey.url if where == "redis" else ""
    start = threading.Barrier(8)

    def spend(_number):
        caches["default"] = HouseCache(location, {})
        try:
            with clock.at(NOON):
                start.wait()
                return [limits.spend("burst", limit=10, per_seconds=60).allowed for _use in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = [allowed for uses in pool.map(spend, range(8)) for allowed in uses]
    assert outcomes.count(True) == 10


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "expected"),
    [
        (0, "198.51.100.9", "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.9", "10.0.0.1", "198.51.100.9"),
        (1, "6.6.6.6, 198.51.100.9", "10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9, 10.0.0.2", "10.0.0.1", "198.51.100.9"),
        (2, "198.51.100.9", "10.0.0.1", "10.0.0.1"),
        (1, "not an address", "10.0.0.1", "unknown"),
        (0, "", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (0, "", "2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        (0, "", "fe80::1%eth0", "fe80::/64"),
        (0, "", "::ffff:192.0.2.7", "192.0.2.7"),
        (0, "", "", "unknown"),
    ],
)
def test_who_asks_is_told_by_trusted_proxies_only(settings, proxies, forwarded, remote, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert limits.client_address(request) == expected
