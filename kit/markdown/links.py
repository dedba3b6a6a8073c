"""Where a member's link may lead, and what it must say about it."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_SAFE = re.compile(r"(?:https?://[^/?#\\]|mailto:[^?]|/(?![/\\]))", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
# A host as people write it, with what may follow it, so that file names in a path are not taken for hosts.
_NAMED = re.compile(
    r"(?:(?:https?:)?//)?(?:[\w.+-]{1,64}@)?((?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62})(?:[:/?#]\S*)?", re.IGNORECASE
)


def is_safe(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or a page of this site."""
    if _UNSEEN.search(url) or not _SAFE.match(url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("", "mailto") or bool(parts.hostname)
    except ValueError:
        return False


def real_host(url: str) -> str:
    """The host a safe URL leads to, in ASCII where it is http; for mailto the host of the address; else empty."""
    parts = urlsplit(url)
    if parts.scheme == "mailto":
        return unquote(parts.path).rpartition("@")[2].lower()
    return (parts.hostname or "").lower()


def host_to_show(text: str, url: str) -> str:
    """The real host, where a reader of `text` may expect another one; else empty.

    A name before an @ in the address and letters that only look like Latin ones are shown too.
    """
    host = real_host(url)
    if not host:
        host = "" if not list(_named_hosts(text)) else url
        return host
    web = urlsplit(url).scheme != "mailto"
    if web and ("@" in urlsplit(url).netloc or "xn--" in host):
        return host
    return host if any(_bare(named) != _bare(host) for named in _named_hosts(text)) else ""


def _named_hosts(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[:2_000]).replace("。", ".")
    seen = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return [match[1].lower() for match in _NAMED.finditer(seen)]


def _bare(host: str) -> str:
    return host.removeprefix("www.")
