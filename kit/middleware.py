"""Headers that every answer of the house carries."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class HouseHeaders:
    """Whatever was made for somebody signed in is kept by nobody on the way; powers no page uses are switched off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if _belongs_to_somebody(request):
            response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ("Cookie",))
        return response


def _belongs_to_somebody(request: HttpRequest) -> bool:
    """Asked after the view: a session that was not opened needs no further look."""
    session = getattr(request, "session", None)
    return session is not None and (session.modified or session.accessed) and not session.is_empty()
