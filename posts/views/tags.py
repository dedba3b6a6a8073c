"""What members and curators do with a tag; the page itself is one of discovery's lists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit import limits
from kit.http import SeeOther, too_often
from members.selectors import member_of, viewer_of
from posts import selectors, services
from posts.forms import TagForm
from posts.models import Tag

FOLLOWS_A_MINUTE = 60


def _found(request: HttpRequest, slug: str) -> Tag:
    tag = selectors.tag_for(viewer_of(request), slug)
    if tag is None:
        raise Http404
    return tag


@require_POST
@login_required
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a tag, or with `follow=no` do so no longer."""
    tag, member = _found(request, slug), member_of(request)
    spent = limits.spend(f"follow:{member.pk}", limit=FOLLOWS_A_MINUTE, per_seconds=60)
    if not spent.allowed:
        return too_often(request, spent.retry_after)
    if request.POST.get("follow") == "no":
        services.unfollow_tag(member=member, tag=tag)
    else:
        services.follow_tag(member=member, tag=tag)
    return SeeOther(tag.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """A curator says what belongs under a tag."""
    tag = _found(request, slug)
    if not viewer_of(request).sees_hidden:
        raise Http404
    form = TagForm(request.POST or None, initial={"description": tag.description})
    if request.method == "POST" and form.is_valid():
        services.describe_tag(curator=member_of(request), tag=tag, description=form.cleaned_data["description"])
        messages.success(request, _("Saved."))
        return SeeOther(tag.get_absolute_url())
    return render(request, "posts/describe_tag.html", {"tag": tag, "form": form}, status=422 if form.errors else 200)
