"""What one wants to hear of discussions and tags, and the page that lists all of it, people too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kit.http import SeeOther, next_url
from members.selectors import member_of, regards_of, viewer_of
from posts import selectors, services
from posts.models import WatchLevel
from posts.views.reading import found

SAID = {
    WatchLevel.FOLLOW.value: _("You follow this."),
    WatchLevel.LESS.value: _("You hear only of what needs you."),
    WatchLevel.MUTED.value: _("You hear nothing of this any more."),
}


@require_POST
@login_required
def level(request: HttpRequest, post_id: int) -> HttpResponse:
    """Follow a discussion, turn it down, mute it, or none of it."""
    post, wanted = found(request, post_id), request.POST.get("level", "")
    services.watch(member=member_of(request), post=post, level=wanted)
    return _answer(request, wanted, post.get_absolute_url())


@require_POST
@login_required
def tag_level(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of a tag."""
    tag, wanted = selectors.tag_for(viewer_of(request), slug), request.POST.get("level", "")
    if tag is None:
        raise Http404
    services.set_tag_level(member=member_of(request), tag=tag, level=wanted)
    return _answer(request, wanted, tag.get_absolute_url())


@require_safe
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """Everything followed, turned down, muted and blocked, each with its undo."""
    viewer, mine = viewer_of(request), member_of(request).pk
    context = {
        "discussions": selectors.watches_of(viewer, mine),
        "tags": selectors.tag_levels_of(mine),
        "people": regards_of(mine),
    }
    return render(request, "posts/following.html", context)


def _answer(request: HttpRequest, wanted: str, default: str) -> HttpResponse:
    messages.success(request, SAID.get(wanted, _("It is as if you had never chosen: you hear of what needs you.")))
    return SeeOther(next_url(request, default))
