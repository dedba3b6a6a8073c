"""What a reader's page tells of their reading: what was in sight, what they folded, where they caught up."""

import base64

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from comments import selectors, services
from comments.rendering import tree_page
from comments.talk import number_in, order_for
from comments.views.finding import found_comment, found_post
from kit import limits
from kit.http import SeeOther
from members.selectors import member_of, viewer_of

SEEN_A_MINUTE = 60
IDS_AT_ONCE = 300
ONCE_IN_S = 600
NEWS_A_MINUTE = 10
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@require_POST
@login_required
def seen(request: HttpRequest, post_id: int) -> HttpResponse:
    """The page's own sign of which comments were in sight. Says nothing back."""
    member = member_of(request)
    if not limits.spend(f"seen:{member.pk}", limit=SEEN_A_MINUTE, per_seconds=60).allowed:
        return HttpResponse(status=429)
    post = found_post(request, post_id)
    ids = [number for word in request.POST.get("ids", "").split(",")[:IDS_AT_ONCE] if (number := number_in(word))]
    services.note_seen(member=member, post=post, comment_ids=ids, place=number_in(request.POST.get("place", "")))
    return HttpResponse(status=204)


@require_safe
@login_required
def seen_image(request: HttpRequest, post_id: int) -> HttpResponse:
    """The same without scripts: a picture of one dot that only a browser without them asks for.

    It counts a whole page as seen, and writes at most once in ten minutes for each page of a discussion.
    """
    member, viewer = member_of(request), viewer_of(request)
    post = found_post(request, post_id)
    number, sort = number_in(request.GET.get("page", "")) or 1, order_for(viewer, post, request.GET.get("sort", ""))
    if request.method == "GET" and cache.add(f"seen:{member.pk}:{post.pk}:{number}:{sort}", 1, ONCE_IN_S):
        ids = [piece.id for piece in tree_page(viewer, post, sort=sort, number=number).pieces]
        services.note_page_seen(member=member, post=post, comment_ids=ids, place=ids[0] if number > 1 and ids else None)
    return HttpResponse(DOT, content_type="image/gif")


@require_POST
@login_required
def fold(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Remember that a branch was closed, or with `folded=no` opened."""
    member = member_of(request)
    if not limits.spend(f"fold:{member.pk}", limit=SEEN_A_MINUTE, per_seconds=60).allowed:
        return HttpResponse(status=429)
    comment = found_comment(request, comment_id)
    services.set_folded(member=member, comment=comment, folded=request.POST.get("folded") != "no")
    return HttpResponse(status=204)


@require_POST
@login_required
def catch_up(request: HttpRequest, post_id: int) -> HttpResponse:
    """Count all comments as read; the page then offers to undo it."""
    post = found_post(request, post_id)
    services.catch_up(member=member_of(request), post=post)
    return SeeOther(f"{post.get_absolute_url()}#comments")


@require_POST
@login_required
def undo_catch_up(request: HttpRequest, post_id: int) -> HttpResponse:
    post = found_post(request, post_id)
    services.undo_catch_up(member=member_of(request), post=post)
    return SeeOther(f"{post.get_absolute_url()}#comments")


@require_safe
def arrivals(request: HttpRequest, post_id: int) -> HttpResponse:
    """A line that offers what came since comment `since`; 204 when nothing did. Nothing on the page moves by itself."""
    viewer = viewer_of(request)
    who = str(viewer.id) if viewer.id else limits.client_address(request)
    if not limits.spend(f"arrivals:{who}", limit=NEWS_A_MINUTE, per_seconds=60).allowed:
        return HttpResponse(status=429)
    post, since = found_post(request, post_id), number_in(request.GET.get("since", ""))
    if since is None:
        raise Http404
    count, first = selectors.arrived(viewer, post, since)
    if not count:
        return HttpResponse(status=204)
    return render(request, "comments/_arrivals.html", {"post": post, "count": count, "first": first})
