from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from members.selectors import viewer_of
from members.services import note_visit


class ViewerMiddleware:
    """Notes the day of a signed-in member's visit: the one write that reading a page may cause."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "GET" and (viewer := viewer_of(request)).is_signed_in:
            note_visit(viewer)
        return self.get_response(request)
