"""The pages shown when something cannot be had. Unknown and forbidden look alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SHOWN_FIELDS = 40
SECRET = ("password", "csrfmiddlewaretoken", "code", "token")
SHORTEST_WORTH_KEEPING = 20


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually a page left open across a sign-out. Shows what was written, so that it can
    be taken along; nothing was changed."""
    return render(request, "403_csrf.html", {"written": _written(request)}, status=403)


def _written(request: HttpRequest) -> list[str]:
    """The longer texts of the form. Escaped like everything else, and never anything secret."""
    if request.content_type == "application/json":
        return []
    texts = [
        str(value)
        for name, value in list(request.POST.items())[:SHOWN_FIELDS]
        if not any(word in name.lower() for word in SECRET)
    ]
    return [text for text in texts if len(text.strip()) >= SHORTEST_WORTH_KEEPING]
