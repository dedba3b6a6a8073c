import socket
import threading
import time

import pytest
from django.core.cache import caches

from kit import cache as house_cache
from kit.cache import HouseCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def deaf_url(tmp_path_factory):
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/1"


def exercise(cache):
    cache.set("a", {"x": 1}, 60)
    assert cache.get("a") == {"x": 1}
    assert cache.add("a", 2, 60) is False
    assert cache.add("b", 2, 60) is True
    assert cache.incr("b", 3) == 5
    cache.set_many({"c": 3, "d": 4}, 60)
    assert cache.get_many(["b", "c", "d", "none"]) == {"b": 5, "c": 3, "d": 4}
    cache.delete_many(["c", "d"])
    assert cache.delete("a") is True
    assert cache.get("a", "gone") == "gone"
    assert cache.has_key("b") is True
    assert cache.touch("b", 60) is True
    cache.clear()
    assert cache.get("b") is None
    with pytest.raises(ValueError, match="b"):
        cache.incr("b")


def test_redis_serves(redis_cache):
    exercise(redis_cache)


def test_clearing_leaves_what_others_keep_in_the_same_redis(redis_cache):
    redis = redis_cache._redis._cache.get_client("", write=True)
    redis.set("celery", "a queue")
    redis_cache.set_many({str(number): number for number in range(3000)})
    redis_cache.clear()
    assert not redis_cache.get_many(["0", "2999"])
    assert redis.getdel("celery") == b"a queue"


def test_without_an_address_the_database_serves():
    exercise(HouseCache("", {}))


def test_the_database_serves_when_redis_dies(redis_cache, valkey):
    exercise(redis_cache)
    valkey.kill()
    exercise(redis_cache)


def test_a_deaf_redis_costs_less_than_half_a_second_and_only_once(deaf_url, monkeypatch):
    monkeypatch.setattr(house_cache, "_breakers", {})
    cache = HouseCache(deaf_url, {})
    started = time.monotonic()
    for number in range(20):
        cache.set(f"k{number}", number, 60)
        assert cache.get(f"k{number}") == number
    assert time.monotonic() - started < 0.5


def test_the_rest_is_shared_by_threads_and_one_tries_after_it(monkeypatch):
    monkeypatch.setattr(house_cache, "REST_S", 0.05)
    breaker = house_cache.Breaker()
    breaker.trip(OSError())
    assert not breaker.lets_through()
    deadline = threading.Event()
    deadline.wait(0.06)
    assert [breaker.lets_through() for _caller in range(3)] == [True, False, False]


def after_a_rest(cache):
    """The breaker of `cache`, as it is when its rest is over."""
    cache._breaker._rests_until = time.monotonic() - 1


def test_what_changed_while_redis_was_away_is_not_believed_there(redis_cache, monkeypatch):
    redis_cache.set("changed", "old", 600)
    redis_cache.set("deleted", "old", 600)
    redis_cache.set("kept", "old", 600)
    away(redis_cache, monkeypatch)
    redis_cache.set("changed", "new", 600)
    redis_cache.delete("deleted")
    assert redis_cache.get("changed") == "new"
    monkeypatch.undo()
    after_a_rest(redis_cache)
    assert [redis_cache.get(key) for key in ("changed", "deleted", "kept")] == [None, None, "old"]
    assert not redis_cache._breaker.resting


def test_after_too_many_changes_nothing_there_is_believed(redis_cache, monkeypatch):
    redis_cache.set("kept", "old", 600)
    away(redis_cache, monkeypatch)
    monkeypatch.setattr(house_cache, "REMEMBERED_KEYS", 3)
    redis_cache.set_many({f"k{number}": number for number in range(5)})
    monkeypatch.undo()
    after_a_rest(redis_cache)
    assert redis_cache.get("kept") is None


def away(cache, monkeypatch):
    """Redis stops answering, without losing what it holds."""

    def refuse(*args, **kwargs):
        raise OSError("away")

    for name in ("get", "set", "set_many", "delete", "delete_many"):
        monkeypatch.setattr(type(cache._redis), name, refuse)


def test_the_database_keeps_little_for_redis(redis_cache, valkey, monkeypatch):
    valkey.kill()
    redis_cache.set("a", 1, None)
    seen = []
    monkeypatch.setattr(
        type(caches["database"]), "set", lambda self, key, value, timeout, version: seen.append(timeout)
    )
    redis_cache.set("a", 1, None)
    redis_cache.set("a", 1, 86_400)
    redis_cache.set("a", 1, 30)
    redis_cache.set("a", 1)
    assert seen == [300, 300, 30, 300]


def test_what_another_release_kept_is_a_miss(redis_cache):
    redis_cache._redis._cache.get_client(write=True).set(redis_cache.make_key("a"), b"\x80\x05cno.such\nThing\n.")
    assert redis_cache.get("a", "miss") == "miss"
    assert redis_cache.get_many(["a"]) == {}
