"""How often somebody may do something, counted in one step and across processes."""

import hashlib
import ipaddress
from typing import NamedTuple, cast

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest

from kit import clock
from kit.cache import HouseCache
from kit.models import Limit

KEY_LENGTH = 120
OLDEST_WINDOW_S = 2 * 86_400

LOOKS_A_MINUTE = 30

UPSERT = """
    INSERT INTO kit_limit ("key", "window", "count") VALUES (%s, %s, 1)
    ON CONFLICT ("key", "window") DO UPDATE SET "count" = kit_limit."count" + 1
    RETURNING "count"
"""


class Spent(NamedTuple):
    """`retry_after`: seconds until the next window, 0 when allowed."""

    allowed: bool
    retry_after: int


def spend(key: str, *, limit: int, per_seconds: int) -> Spent:
    """Count one use of `key`; refused from the one after the `limit`-th in the running window.

    Windows are fixed and end by themselves, so whoever is refused is never kept out for longer than
    `per_seconds` (at most two days). Call it outside the act's transaction: a rollback would give the use back.
    """
    moment = int(clock.now().timestamp())
    window = moment - moment % per_seconds
    count = _count(_short(key), window, per_seconds)
    if count <= limit:
        return Spent(True, 0)
    return Spent(False, window + per_seconds - moment)


def wait_to_look(member_id: int) -> int:
    """Seconds until a member may look again at how words will be read; 0 for now. One count for all boxes."""
    return spend(f"preview:{member_id}", limit=LOOKS_A_MINUTE, per_seconds=60).retry_after


def client_address(request: HttpRequest) -> str:
    """Who asks, for counting: an IPv4 address or an IPv6 network of 64 bits.

    X-Forwarded-For is believed only as far as ALLAUTH_TRUSTED_PROXY_COUNT proxies of ours have written it.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = proxies and len(forwarded) >= proxies
    return _network(forwarded[-proxies] if trusted else request.META.get("REMOTE_ADDR", ""))


def sweep() -> None:
    """Delete the windows that ended long ago."""
    Limit.objects.filter(window__lt=int(clock.now().timestamp()) - OLDEST_WINDOW_S).delete()


def _count(key: str, window: int, per_seconds: int) -> int:
    count = cast(HouseCache, caches["default"]).count(f"limit:{key}:{window}:{per_seconds}", per_seconds)
    return _count_in_database(f"{key}:{per_seconds}", window) if count is None else count


def _count_in_database(key: str, window: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [key, window])
        return int(cursor.fetchone()[0])


def _short(key: str) -> str:
    """Keys hold addresses and what people typed: always a digest, so that none of that stays behind."""
    return f"{key[:24].partition(':')[0]}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))
