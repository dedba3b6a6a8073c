"""A discussion's own page."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kit import clock, limits
from kit.visitors import names_version, shared_with_visitors
from members.selectors import member_of, viewer_of
from posts import rules, selectors, services
from posts.models import Post

FRESH_S = 60
READS_A_MINUTE = 60


def found(request: HttpRequest, post_id: int) -> Post:
    """The discussion, if whoever asks may know of it; 404 otherwise."""
    post = selectors.post_for(viewer_of(request), post_id)
    if post is None:
        raise Http404
    return post


def _version(request: HttpRequest, post_id: int = 0, **_: object) -> str | None:
    """All that a visitor's page is made of changes one of these; one query, where the page itself takes eight."""
    columns = ("version", "thread_version", "status", "visibility", "use_count", "shared_takeaway_count")
    row = Post.objects.filter(pk=post_id).values_list(*columns).first()
    return f"post:{names_version()}:" + ":".join(map(str, row)) if row else None


@require_safe
@shared_with_visitors(version=_version, seconds=FRESH_S)
def discussion(request: HttpRequest, post_id: int, slug: str = "") -> HttpResponse:
    post = selectors.post_for(viewer_of(request), post_id)
    if post is None:
        return _led_on(request, post_id)
    address = post.get_absolute_url()
    if request.path not in (address, quote(address)):
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{asked}" if asked else address)
    viewer, now = viewer_of(request), clock.now()
    context = {
        "post": post,
        "tags": selectors.tags_of(post),
        "words": rules.may_read_text(viewer, post),
        "is_own": rules.is_own(viewer, post),
        "may_edit": rules.may_edit(viewer, post),
        "may_remove": rules.may_remove(viewer, post),
        "can_take_back": rules.can_take_back(post, viewer, now),
        "may_see_revisions": post.version > 1 and rules.may_see_revisions(viewer, post),
    }
    return render(request, "posts/detail.html", context)


def _led_on(request: HttpRequest, post_id: int) -> HttpResponse:
    """To where a merged discussion stands now. For good, but asked again each time: merging can be undone."""
    address = selectors.moved_address(viewer_of(request), post_id)
    if not address:
        raise Http404
    response = redirect(address, permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@login_required
def revisions(request: HttpRequest, post_id: int) -> HttpResponse:
    """What each edit changed in a discussion."""
    post = found(request, post_id)
    if not rules.may_see_revisions(viewer_of(request), post):
        raise Http404
    edits, page = selectors.edits_of(post, after=request.GET.get("after", ""))
    return render(request, "posts/revisions.html", {"post": post, "edits": edits, "page": page})


@require_POST
@login_required
def read(request: HttpRequest, post_id: int) -> HttpResponse:
    """The page's own sign that a member was there, how long and how far. Says nothing back."""
    member = member_of(request)
    if not limits.spend(f"read:{member.pk}", limit=READS_A_MINUTE, per_seconds=60).allowed:
        return HttpResponse(status=429)
    post = found(request, post_id)
    if rules.may_read_text(viewer_of(request), post):
        seconds, percent = _bounded(request.POST.get("seconds", "")), _bounded(request.POST.get("percent", ""))
        services.note_read(member=member, post=post, seconds=seconds, percent=percent)
    return HttpResponse(status=204)


def _bounded(text: str) -> int:
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
