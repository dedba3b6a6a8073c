"""Words that could not be taken: sent after the session had ended, they wait until their writer is signed in, and are
sent again; sent to what is there no longer, they are shown, to be taken along."""

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kit import clock, limits

KEPT = "resend"
SHOWN_FIELDS = 60
BYTES = 100_000
SECRET = ("password", "csrfmiddlewaretoken", "code", "secret")
WORDS = ("title", "body", "text", "note")
WORTH_READING = 20
KEPT_AN_HOUR = 20
WAITS_S = 3600

View = Callable[..., HttpResponse]


def keeps_words(view: View) -> View:
    """`login_required` for pages where people write: what was sent without a session is offered again after sign-in,
    and what was written to something that has gone meanwhile comes back with the 404."""

    @functools.wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            if request.method == "POST" and (request.session.get(KEPT) or {}).get("to") == request.path:
                del request.session[KEPT]
            try:
                return view(request, *args, **kwargs)
            except Http404:
                fields = written(request) if request.method == "POST" else []
                if not texts(fields):
                    raise
                return page(request, request.get_full_path(), fields, status=HTTPStatus.NOT_FOUND)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return _to_the_door(request)

    return door


def _to_the_door(request: HttpRequest) -> HttpResponse:
    fields, after = written(request), "/"
    spent = limits.spend(f"resend:{limits.client_address(request)}", limit=KEPT_AN_HOUR, per_seconds=3600)
    if spent.allowed and sum(len(value) for _, value in fields) <= BYTES:
        request.session[KEPT] = {"to": request.path, "fields": fields, "at": clock.now().timestamp()}
        after = reverse("kit:resend")
    answer: HttpResponse = redirect_to_login(after)
    if request.headers.get("HX-Request"):  # a part of a page has no room for the sign-in
        answer = HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form said, without what is secret in it."""
    if request.content_type == "application/json":
        return []
    said = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in said if not any(word in name.lower() for word in SECRET)][:SHOWN_FIELDS]


def texts(fields: list[tuple[str, str]]) -> list[str]:
    """What is worth reading once more: sentences, not choices and numbers."""
    said = [(name, value) for name, value in fields if value.strip() and not name.endswith("token")]
    return [value for name, value in said if name in WORDS or len(value) >= WORTH_READING]


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site; no other site can make it say so."""
    origin = request.headers.get("Origin") or ""
    return (
        request.headers.get("Sec-Fetch-Site") == "same-origin" or origin == f"{request.scheme}://{request.get_host()}"
    )


def page(request: HttpRequest, to: str, fields: list[tuple[str, str]], *, status: int = 200) -> HttpResponse:
    """The words to be read once more, with a button that sends the same form to `to`; a 404 says that it has gone."""
    shown = {"to": to, "fields": fields, "texts": texts(fields), "is_gone": status == HTTPStatus.NOT_FOUND}
    return render(request, "kit/resend.html", shown, status=status)


@require_safe
@login_required
def resend(request: HttpRequest) -> HttpResponse:
    """What waited for the sign-in, for an hour: whoever uses this browser later did not write it."""
    kept = request.session.get(KEPT)
    if kept and clock.now().timestamp() - kept["at"] > WAITS_S:
        del request.session[KEPT]
        kept = None
    return page(request, kept["to"], kept["fields"]) if kept else redirect("/")
