"""A link into a discussion leads to its comment, wherever that stands by now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from comments.models import Comment
from comments.talk import number_in
from comments.views.finding import place_of
from members.selectors import viewer_of

Respond = Callable[[HttpRequest], HttpResponseBase]


class MovedComments:
    """Sends `?at=` links to a discussion on to the one that the comment was moved to. Costs nothing on other pages."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseRedirect | None:
        if "at" not in request.GET or not request.resolver_match or request.resolver_match.view_name != DISCUSSION:
            return None
        number = number_in(request.GET["at"])
        moved = Comment.objects.visible_to(viewer_of(request)).exclude(post=kwargs["post_id"]).select_related("post")
        comment = moved.filter(pk=number).first() if number else None
        return HttpResponseRedirect(place_of(comment)) if comment else None


DISCUSSION = "posts:discussion"
