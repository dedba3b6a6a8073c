"""Headers that every answer of the house carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class HouseHeaders:
    """Whatever was made for somebody signed in is kept by nobody on the way, and by their browser only where the
    answer says so itself; powers no page uses are switched off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if _belongs_to_somebody(request) and not _is_for_its_reader(response):
            response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ("Cookie",))
        return response


def _is_for_its_reader(response: HttpResponseBase) -> bool:
    return response.headers.get("Cache-Control", "").startswith("private, max-age=")


class TellsWhereTo:
    """A script that sends a form by itself is told where the answer leads, instead of being led there unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.headers.get("Sent-By") != "composer" or response.status_code not in (302, 303):
            return response
        told = HttpResponse(status=204, headers={"Go-To": response.headers["Location"]})
        told.cookies = response.cookies
        if not request.user.is_authenticated:
            told["Go-To-Door"] = "yes"
        return told


def _belongs_to_somebody(request: HttpRequest) -> bool:
    """Asked after the view: a session that was not opened needs no further look."""
    session = getattr(request, "session", None)
    return session is not None and (session.modified or session.accessed) and not session.is_empty()


class HouseGZip(GZipMiddleware):
    """Django's, but for pictures, which are small already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)
