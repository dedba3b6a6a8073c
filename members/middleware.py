from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from kit import clock
from members.selectors import viewer_of
from members.services import note_visit

# pages that nobody shares, so that each may show its moments in its reader's zone
OWN_ZONE = "/admin/"


class ViewerMiddleware:
    """Notes the day of a signed-in member's visit: the one write that reading a page may cause.

    The pages of the admin panel are drawn, and what is typed there is read, in the member's own time zone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "GET" and (viewer := viewer_of(request)).is_signed_in:
            note_visit(viewer)
        if request.path.startswith(OWN_ZONE) and viewer_of(request).is_signed_in:
            with timezone.override(clock.zone(viewer_of(request).time_zone)):
                return _drawn(self.get_response(request))
        return self.get_response(request)


def _drawn(response: HttpResponseBase) -> HttpResponseBase:
    """The page, drawn before its zone is given back."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
