"""What browsers say they refused under our policy: one line in the log each, and never more than a few a minute."""

import json
import logging
import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kit import limits

log = logging.getLogger(__name__)
LARGEST = 8_192
REPORTS_A_MINUTE = 10
WORD_LENGTH = 120
UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Anybody may call this: it is bounded, believes nothing and changes nothing. Always 204: no answer helps."""
    if (
        _is_small(request)
        and limits.spend(f"csp:{limits.client_address(request)}", limit=REPORTS_A_MINUTE, per_seconds=60).allowed
    ):
        log.warning("csp report: %s", _line(request.body))
    return HttpResponse(status=204)


def _is_small(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "")
    return length.isdecimal() and int(length) <= LARGEST


def _line(body: bytes) -> str:
    try:
        report = json.loads(body)["csp-report"]
        page, blocked = _place(report.get("document-uri")), _place(report.get("blocked-uri"))
        directive = report.get("effective-directive") or report.get("violated-directive")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "not readable"
    return f"{_word(directive)} at {page}: {blocked}"


def _place(address: object) -> str:
    """Host and path: what follows the question mark may be somebody's secret."""
    parts = urlsplit(str(address or "")[:1000])
    return _word(f"{parts.netloc}{parts.path}")


def _word(text: object) -> str:
    return UNPRINTABLE.sub("?", str(text or "-"))[:WORD_LENGTH]
