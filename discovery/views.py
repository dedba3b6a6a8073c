"""The pages where somebody decides what to read."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from discovery import selectors
from kit import limits, site
from kit.http import too_often
from kit.visitors import lists_version, shared_with_visitors
from members.selectors import resolve_username, viewer_of
from posts.models import Tag, Visibility

FRESH_S = 30
SEARCHES_A_MINUTE = 30


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
    page = selectors.unanswered(viewer_of(request), after=_after(request))
    return render(request, "discovery/unanswered.html", {"page": page})


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "discovery/tags.html", {"tags": selectors.tags_in_use(viewer_of(request))})


@require_safe
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Discussions under a tag. One under which the reader may open nothing is as unknown as one that is not there."""
    found = get_object_or_404(Tag, slug=slug)
    page = selectors.tagged(viewer_of(request), found, after=_after(request))
    if not page.items and not selectors.knows_tag(viewer_of(request), found):
        raise Http404
    return render(request, "discovery/tag.html", {"tag": found, "page": page})


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """A member's page; a name they gave up leads to the one they have. Visitors see it if the community is public."""
    viewer = viewer_of(request)
    if not viewer.is_signed_in and site.get("COMMUNITY_VISIBILITY") != Visibility.PUBLIC:
        return redirect_to_login(request.get_full_path())
    member = resolve_username(username)
    if member.username != username:
        return redirect(member)
    context = {
        "person": member,
        "page": selectors.by_person(viewer, member, after=_after(request)),
        "comments": selectors.comments_by(viewer, member),
    }
    return render(request, "discovery/person.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    if query:
        spent = limits.spend(f"search:{limits.client_address(request)}", limit=SEARCHES_A_MINUTE, per_seconds=60)
        if not spent.allowed:
            return too_often(request, spent.retry_after)
    return render(request, "discovery/search.html", {"found": selectors.search(viewer_of(request), query)})


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Where collections will stand; until one is made, the page says what they are."""
    return render(request, "discovery/collections.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "discovery/robots.txt", content_type="text/plain; charset=utf-8")
