"""What every page knows about the site; no query but the site's own settings (which are cached)."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from kit import site as site_settings

BACK_LENGTH = 300


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `site_url`, `demo_mode`, `path` for the current mark in the navigation, and `back`, a query that
    brings somebody back here after signing in."""
    return {
        "site_name": site_settings.get("SITE_NAME"),
        "site_url": settings.SITE_URL,
        "demo_mode": settings.DEMO_MODE,
        "path": request.path,
        "back": _back(request),
    }


def _back(request: HttpRequest) -> str:
    here = request.get_full_path()
    if request.method != "GET" or here == "/" or len(here) > BACK_LENGTH or here.startswith("/accounts/"):
        return ""
    return "?" + urlencode({"next": here})
