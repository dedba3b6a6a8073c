"""Small answers that every app gives the same way."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """After a form was accepted: look there, with GET."""

    status_code = 303


def new_token() -> str:
    """A form's own token: the same token twice is the same act (docs/ARCHITECTURE.md, form token)."""
    return secrets.token_urlsafe(18)


def next_url(request: HttpRequest, default: str) -> str:
    """Where the form asks to go on, if that is on this site; `default` otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = len(wanted) <= 500 and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else default


def markdown_file(name: str, text: str) -> HttpResponse:
    """Words of one's own, to be taken along."""
    answer = HttpResponse(text + "\n", content_type="text/markdown; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def too_often(request: HttpRequest, retry_after: int) -> HttpResponse:
    """429: says when to come back; nothing typed is lost, because the browser keeps the form it came from."""
    response = render(request, "429.html", {"retry_after": retry_after}, status=429)
    response["Retry-After"] = str(max(1, retry_after))
    return response
