from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations import services


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The web server answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether everything that the site needs answers too: 200 or 503, with the figures."""
    state = services.readiness()
    return JsonResponse(state.as_json(), status=200 if state.ready else 503)
