"""What people here talk about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from discovery import selectors
from kit.visitors import lists_version, shared_with_visitors
from members.selectors import viewer_of
from posts.selectors import following_of, tag_for

FRESH_S = 30


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "discovery/tags.html", {"tags": selectors.tags_in_use(viewer_of(request))})


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Discussions under a tag. One under which the reader may open nothing is as unknown as one that is not there."""
    viewer = viewer_of(request)
    found = tag_for(viewer, slug)
    if found is None:
        raise Http404
    best = request.GET.get("sort") == "best"
    page = selectors.tagged(viewer, found, after=request.GET.get("after", ""), best=best)
    context = {
        "tag": found,
        "page": page,
        "orders": [
            {"label": _("Newest"), "url": found.get_absolute_url(), "current": not best},
            {"label": _("Best"), "url": f"{found.get_absolute_url()}?sort=best", "current": best},
        ],
        "waiting": selectors.waiting_under(viewer, found) if page.is_first else [],
        "following": following_of(viewer, found),
        "is_public": not viewer.is_signed_in,  # what visitors find here is for other sites and programs too
    }
    return render(request, "discovery/tag.html", context)
