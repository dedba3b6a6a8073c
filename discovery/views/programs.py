"""What programs ask for: where they may go, and which addresses there are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from discovery.selectors import programs
from kit import site
from kit.visitors import lists_version, shared_with_visitors
from posts.models import Visibility

FRESH_S = 600
XML = "application/xml; charset=utf-8"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A community for members is for no robot; elsewhere they stay out of what is somebody's own."""
    shown = {"is_public": site.get("COMMUNITY_VISIBILITY") == Visibility.PUBLIC}
    return render(request, "discovery/robots.txt", shown, content_type="text/plain; charset=utf-8")


@require_safe
@conditional_page
@shared_with_visitors(version=lists_version, seconds=FRESH_S)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    sections = [(name, number + 1) for name, pages in programs.sections().items() for number in range(pages)]
    return render(request, "discovery/sitemap_index.xml", {"sections": sections}, content_type=XML)


@require_safe
@conditional_page
def sitemap(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One page of addresses; 404 where there are none."""
    places = programs.places(section, number)
    if not places:
        raise Http404
    return render(request, "discovery/sitemap.xml", {"places": places}, content_type=XML)
