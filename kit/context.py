"""What every page knows about the site; no query but the site's own settings (which are cached)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kit import site as site_settings


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `site_url`, `demo_mode` and `path` (for the current mark in the navigation)."""
    return {
        "site_name": site_settings.get("SITE_NAME"),
        "site_url": settings.SITE_URL,
        "demo_mode": settings.DEMO_MODE,
        "path": request.path,
    }
