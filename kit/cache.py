"""The house's cache: Redis while it answers, the database while it does not.

Two things keep what is read sane when the cache moves: what was changed while Redis was away is deleted there
before Redis is asked again by this process, and what is kept in the database meanwhile is kept for minutes only.
"""

import logging
import pickle
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
WAIT_S = 0.15
REST_S = 5.0
FALLBACK_TIMEOUT_S = 300
REMEMBERED_KEYS = 1000
UNREADABLE = (pickle.UnpicklingError, AttributeError, ImportError, EOFError, IndexError, TypeError, ValueError)


class Breaker:
    """Remembers, for all threads of this process, that Redis does not answer and what it has missed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rests_until = 0.0
        self._missed: set[str] = set()
        self._missed_too_much = False

    def lets_through(self) -> bool:
        """Whether to ask Redis now. After a rest one caller tries, while the others go on resting."""
        with self._lock:
            if not self._rests_until:
                return True
            if time.monotonic() < self._rests_until:
                return False
            self._rests_until = time.monotonic() + REST_S
            return True

    def trip(self, error: Exception) -> None:
        """Redis failed: leave it alone for a while."""
        log.warning("the cache goes on in the database: %s", error)
        with self._lock:
            self._rests_until = time.monotonic() + REST_S

    def reset(self) -> None:
        """Redis answered, and knows again what it had missed."""
        with self._lock:
            if self._rests_until and not self._missed and not self._missed_too_much:
                self._rests_until = 0.0

    @property
    def resting(self) -> bool:
        """Whether the last try failed."""
        return bool(self._rests_until)

    def note_missed(self, keys: list[str]) -> None:
        """Redis did not hear of a change to `keys` (none named: to everything)."""
        with self._lock:
            self._missed.update(keys)
            if not keys or len(self._missed) > REMEMBERED_KEYS:
                self._missed_too_much = True
                self._missed.clear()

    def take_missed(self) -> tuple[list[str], bool]:
        """What to delete before Redis may be believed: these keys, and whether everything."""
        with self._lock:
            missed, everything = list(self._missed), self._missed_too_much
            self._missed.clear()
            self._missed_too_much = False
            return missed, everything


_breakers: dict[str, Breaker] = {}


class HouseCache(BaseCache):
    """LOCATION is a redis:// or unix:// address, or '' for the database alone.

    A caller waits at most about 0.3 s for a dead Redis, once in five seconds; OPTIONS may name another WAIT_S.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._breaker = _breakers.setdefault(location, Breaker())
        self._redis = RedisCache(location, params | {"OPTIONS": _redis_options(params)}) if location else None

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return self._ask(lambda cache: cache.get(key, default, version=version))
        except UNREADABLE:  # kept by another release of the code
            return default

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        keys = list(keys)
        try:
            return self._ask(lambda cache: cache.get_many(keys, version=version)) if keys else {}
        except UNREADABLE:
            return {}

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask(lambda cache: cache.has_key(key, version=version)))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(
            self._change([key], version, lambda cache: cache.add(key, value, self._time(cache, timeout), version))
        )

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._change([key], version, lambda cache: cache.set(key, value, self._time(cache, timeout), version))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._change([key], version, lambda cache: cache.touch(key, self._time(cache, timeout), version)))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._change([key], version, lambda cache: cache.delete(key, version=version)))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._change([key], version, lambda cache: cache.incr(key, delta, version=version)))

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return list(
            self._change(list(data), version, lambda cache: cache.set_many(data, self._time(cache, timeout), version))
            or []
        )

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        keys = list(keys)
        if keys:
            self._change(keys, version, lambda cache: cache.delete_many(keys, version=version))

    def clear(self) -> None:
        self._change([], None, self._clear)

    def _clear(self, cache: BaseCache) -> None:
        if cache is self._redis:
            _delete_beginning_with(f"{self.key_prefix}:", cache)
        else:
            cache.clear()

    def count(self, key: str, seconds: int) -> int | None:
        """Add one to a counter that lives `seconds` from its first use; None while Redis is not there."""
        if self._redis is None:
            return None
        made = self.make_and_validate_key(key)
        try:
            return int(self._ask_redis(lambda redis: _count(redis, made, seconds)))
        except _Away:
            return None

    def _change(self, keys: list[str], version: int | None, act: Callable[[BaseCache], Any]) -> Any:
        if self._redis is not None and self._breaker.resting:
            self._breaker.note_missed([self.make_key(key, version) for key in keys])
        try:
            return self._ask_redis(act)
        except _Away as away:
            if away.tripped:
                self._breaker.note_missed([self.make_key(key, version) for key in keys])
            return act(caches["database"])

    def _ask(self, act: Callable[[BaseCache], Any]) -> Any:
        try:
            return self._ask_redis(act)
        except _Away:
            return act(caches["database"])

    def _ask_redis(self, act: Callable[[RedisCache], Any]) -> Any:
        if self._redis is None or not self._breaker.lets_through():
            raise _Away(tripped=False)
        try:
            if self._breaker.resting:
                self._catch_up(self._redis)
            answer = act(self._redis)
        except (RedisError, OSError) as error:
            self._breaker.trip(error)
            raise _Away(tripped=True) from error
        self._breaker.reset()
        return answer

    def _catch_up(self, redis: RedisCache) -> None:
        missed, everything = self._breaker.take_missed()
        try:
            if everything:
                self._clear(redis)
            elif missed:
                redis._cache.delete_many(missed)
        except (RedisError, OSError):
            self._breaker.note_missed([] if everything else missed)
            raise

    def _time(self, cache: BaseCache, timeout: Any) -> Any:
        """The timeout to ask for: as given, but short in the database when that only stands in for Redis."""
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        if self._redis is None or cache is self._redis:
            return timeout
        return FALLBACK_TIMEOUT_S if timeout is None else min(timeout, FALLBACK_TIMEOUT_S)


class _Away(Exception):
    """Redis was not asked, or (`tripped`) was asked and did not answer."""

    def __init__(self, *, tripped: bool) -> None:
        super().__init__()
        self.tripped = tripped


def _count(redis: RedisCache, key: str, seconds: int) -> int:
    pipeline = redis._cache.get_client(key, write=True).pipeline()
    pipeline.incr(key)
    pipeline.expire(key, seconds, nx=True)
    return int(pipeline.execute()[0])


def _delete_beginning_with(prefix: str, cache: RedisCache) -> None:
    """Delete the house's own keys; the broker and other sites may keep theirs in the same database."""
    redis = cache._cache.get_client(prefix, write=True)
    cursor = None
    while cursor != 0:
        cursor, keys = redis.scan(cursor or 0, match=f"{prefix}*", count=1000)
        if keys:
            redis.unlink(*keys)


def _redis_options(params: dict[str, Any]) -> dict[str, Any]:
    wait_s = params.get("OPTIONS", {}).get("WAIT_S", WAIT_S)
    return {"socket_timeout": wait_s, "socket_connect_timeout": wait_s, "retry": Retry(NoBackoff(), 0)}
