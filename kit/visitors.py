"""Whole pages for visitors, made once and shared: whoever is not signed in sees what everybody sees.

A page is kept under a version that changes with what it shows, and for a short time besides, so that what has no
version (a score's word, a relative date) is never old for long. Signed-in readers never get a shared page.
"""

import functools
import gzip
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

LISTS = "version:lists"
NAMES = "version:names"
QUERY_LENGTH = 200
# others change nothing on a page, and anybody could fill the cache with them
PARAMETERS = frozenset({"after", "sort", "page", "at", "tag"})
P = ParamSpec("P")
R = TypeVar("R")
View = Callable[..., HttpResponse]
Version = Callable[..., str | None]


@dataclass(frozen=True, slots=True)
class _Kept:
    plain: bytes
    zipped: bytes
    content_type: str
    modified: str = ""


def lists_version(request: HttpRequest, **_: object) -> str | None:
    """The version of everything that lists discussions; see `lists_changed`."""
    return str(cache.get(LISTS, 0))


def names_version() -> str:
    """The version of the names over what people wrote; kept trees of comments are kept under it."""
    return str(cache.get(NAMES, 0))


def names_changed() -> None:
    """Somebody has another name or address now: nothing kept with the old one is shown again."""
    _next(NAMES)
    _next(LISTS)


def lists_changed() -> None:
    """What lists show has changed (something published, hidden, renamed): no kept list is shown again.

    To be called after the commit, or a page of what was before is kept under the new version: see `changes_lists`.
    """
    _next(LISTS)


def changes_lists(act: Callable[P, R]) -> Callable[P, R]:
    """For a service whose act changes what lists show; stands above `transaction.atomic`."""

    @functools.wraps(act)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        answer = act(*args, **kwargs)
        lists_changed()
        return answer

    return done


def _next(version: str) -> None:
    """A version that never was: a counter that got lost would begin anew, and old pages would be shown again."""
    cache.set(version, secrets.token_hex(8), None)


def shared_with_visitors(*, version: Version, seconds: int) -> Callable[[View], View]:
    """Keep a view's 200 answers for visitors under `version(request, **kwargs)`; None means: do not keep this one."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def shared(request: HttpRequest, **kwargs: object) -> HttpResponse:
            number = version(request, **kwargs) if _is_plain_visit(request) else None
            if number is None:
                return view(request, **kwargs)
            key = f"page:{number}:{get_language()}:{request.get_host()}:{request.get_full_path()}"
            kept = cache.get(key)
            if kept is None:
                response = view(request, **kwargs)
                if response.status_code != 200 or response.streaming or response.cookies:
                    return response
                zipped = gzip.compress(response.content, 6, mtime=0)
                modified = response.get("Last-Modified", "")
                kept = _Kept(response.content, zipped, response["Content-Type"], modified)
                cache.set(key, kept, seconds)
            return _answer(request, kept)

        return shared

    return decorate


def _is_plain_visit(request: HttpRequest) -> bool:
    """A GET by somebody without a session or a waiting message, for a page that others will ask for too."""
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and len(request.get_full_path()) <= QUERY_LENGTH
        and PARAMETERS.issuperset(request.GET)
    )


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.zipped if is_zipped else kept.plain, content_type=kept.content_type)
    if is_zipped:
        response["Content-Encoding"] = "gzip"
        response["Vary"] = "Accept-Encoding"
    if kept.modified:
        response["Last-Modified"] = kept.modified
    return response
