"""The pages where somebody decides what to read."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from discovery import selectors
from kit.visitors import lists_version, shared_with_visitors
from members.selectors import viewer_of

FRESH_S = 30


def _after(request: HttpRequest) -> str:
    return request.GET.get("after", "")


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = selectors.worth_your_time(viewer, after=_after(request))
    waiting = selectors.waiting_for_someone(viewer) if page.is_first else []
    return render(request, "discovery/home.html", {"page": page, "waiting": waiting})


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def new(request: HttpRequest) -> HttpResponse:
    return render(request, "discovery/new.html", {"page": selectors.newest(viewer_of(request), after=_after(request))})


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def unanswered(request: HttpRequest) -> HttpResponse:
    """Questions that wait: all or under one tag, the newest first or who waits longest."""
    viewer, tag, old = (
        viewer_of(request),
        request.GET.get("tag", "").replace("\x00", "")[:60],
        request.GET.get("sort") == "old",
    )
    page = selectors.unanswered(viewer, tag=tag, longest_first=old, after=_after(request))
    orders = [(_("Newest"), "", not old), (_("Longest wait"), "old", old)]
    tags = [(_("All"), "", not tag)]
    tags += [(one.name, one.slug, one.slug == tag) for one in selectors.tags_waiting(viewer, chosen=tag)]
    context = {
        "page": page,
        "tag": tag,
        "orders": [_filter(name, here, tag=tag, sort=value) for name, value, here in orders],
        "tags": [_filter(name, here, tag=value, sort="old" if old else "") for name, value, here in tags],
    }
    return render(request, "discovery/unanswered.html", context)


def _filter(label: str, here: bool, **query: str) -> dict[str, object]:
    wanted = urlencode({name: value for name, value in query.items() if value})
    return {"label": label, "current": here, "url": f"?{wanted}" if wanted else "./"}


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Where collections will stand; until one is made, the page says what they are."""
    return render(request, "discovery/collections.html")
