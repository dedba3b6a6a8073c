"""A member's page: what they wrote, and what others found in it."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from discovery.selectors import people
from kit import site
from kit.visitors import lists_version, shared_with_visitors
from members.models import Member
from members.selectors import resolve_username, viewer_of
from posts.models import Visibility

FRESH_S = 30


def _is_public() -> bool:
    return bool(site.get("COMMUNITY_VISIBILITY") == Visibility.PUBLIC)


def _version(request: HttpRequest, **_: object) -> str | None:
    return f"{lists_version(request)}:{_is_public():d}"


def _door(request: HttpRequest, username: str, suffix: str = "") -> Member | HttpResponse:
    """Whose page it is. A name they gave up leads to the one they have; visitors come in if the community is public."""
    if not viewer_of(request).is_signed_in and not _is_public():
        return redirect_to_login(request.get_full_path())
    member = resolve_username(username)
    return member if member.username == username else redirect(member.get_absolute_url() + suffix)


@require_safe
@shared_with_visitors(version=_version, seconds=FRESH_S)
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What somebody started, under what they are known for."""
    found = _door(request, username)
    if isinstance(found, HttpResponse):
        return found
    viewer = viewer_of(request)
    page = people.discussions_by(viewer, found, after=request.GET.get("after", ""))
    known = people.known_for(viewer, found) if page.is_first else None
    return _page(request, found, {"page": page, "known": known}, shown="discussions")


@require_safe
@shared_with_visitors(version=_version, seconds=FRESH_S)
def comments(request: HttpRequest, username: str) -> HttpResponse:
    """What somebody answered."""
    found = _door(request, username, "comments/")
    if isinstance(found, HttpResponse):
        return found
    page = people.comments_by(viewer_of(request), found, after=request.GET.get("after", ""))
    return _page(request, found, {"page": page}, shown="comments")


def _page(request: HttpRequest, member: Member, context: dict[str, object], *, shown: str) -> HttpResponse:
    own = member.get_absolute_url()
    parts = (("discussions", _("Discussions"), own), ("comments", _("Comments"), f"{own}comments/"))
    context |= {
        "person": member,
        "shown": shown,
        "parts": [{"label": label, "url": url, "current": name == shown} for name, label, url in parts],
        "is_public": _is_public(),
    }
    return render(request, "discovery/person.html", context)
