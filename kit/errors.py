"""The pages shown when something cannot be had. Unknown and forbidden look alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kit import resend


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually a page left open across a sign-in or sign-out. Nothing was changed.

    What was written is shown, to be taken along; where the form surely came from here, it can be sent again.
    """
    fields = resend.written(request)
    if fields and request.user.is_authenticated and resend.is_from_here(request):
        return resend.page(request, request.path, fields, status=403)
    return render(request, "403_csrf.html", {"written": resend.texts(fields)}, status=403)
