"""Which mode the site runs in, and what the environment says about it.

One switch, `SITE_URL`: unset is the embedded mode (loopback, key and data in DATA_DIR); an https
address is production; anything else is refused, so that nobody runs half of each by mistake.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
KEY_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Mode:
    """`production` decides cookies, HSTS and every refusal; `site_url` is the address in mails."""

    production: bool
    site_url: str
    hosts: list[str]


def read_mode(site_url: str, port: int, allowed_hosts: list[str]) -> Mode:
    """Say which mode `SITE_URL` asks for.

    Raises ImproperlyConfigured with one plain sentence when the address is neither empty nor https,
    or when production would answer to any host.
    """
    if not site_url:
        return Mode(False, f"http://localhost:{port}", LOOPBACK_HOSTS)
    parts = urlsplit(site_url)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            f"SITE_URL is {site_url!r}; leave it unset to run on this machine, or give an https address such as https://learn.example.org."
        )
    hosts = allowed_hosts or [parts.hostname]
    if any(host in ("*", ".") for host in hosts):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS may not be '*' in production; name the hosts that the site answers to."
        )
    return Mode(True, f"https://{parts.netloc}", hosts)


def production_key(key: str) -> str:
    """Return the key if it is strong enough to sign sessions with; raise ImproperlyConfigured otherwise."""
    if len(key) < KEY_LENGTH or len(set(key)) < 10 or "insecure" in key.lower() or "changeme" in key.lower():
        raise ImproperlyConfigured(
            f"SECRET_KEY must be a random text of at least {KEY_LENGTH} characters in production."
        )
    return key


def embedded_key(data_dir: Path) -> str:
    """Return the key kept in DATA_DIR, making it (readable by its owner only) the first time."""
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"the data folder {data_dir} cannot be written ({error.strerror}); set DATA_DIR to one that can."
        ) from error
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


def embedded_redis_socket(data_dir: Path) -> str:
    """Path of the bundled broker's socket as the supervisor left it in run.json, or '' when none runs."""
    try:
        return str(json.loads((data_dir / "run.json").read_text())["redis_socket"])
    except (OSError, ValueError, KeyError):
        return ""


def broker_url(redis_url: str) -> str:
    """The address Celery takes for `redis_url`; a socket that nobody listens on where there is none."""
    if redis_url.startswith("unix://"):
        path, _, query = redis_url.removeprefix("unix://").partition("?")
        return f"redis+socket://{path}" + (f"?{query.replace('db=', 'virtual_host=')}" if query else "?virtual_host=0")
    return redis_url or "redis+socket:///nonexistent/broker.sock?virtual_host=0"


def cache_url(redis_url: str) -> str:
    """The same server's second database, so that emptying the cache never empties the queues."""
    if not redis_url:
        return ""
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db=1"
    database = int(parts.path.strip("/") or 0) + 1
    return parts._replace(path=f"/{database}").geturl()
