from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kit.http import SeeOther
from members.selectors import member_of
from notifications import selectors, services
from notifications.models import Notice


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    page = selectors.notices_for(member_of(request).pk, after=request.GET.get("after", ""))
    return render(request, "notifications/notices.html", {"page": page})


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Count every notice as read."""
    services.mark_seen(recipient_id=member_of(request).pk)
    return SeeOther(reverse("notifications:notices"))


@require_safe
@login_required
def follow(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Go where a notice leads; it and what else waits about the same thing count as read.

    The one write that a link of this page causes, so that it works without scripts and never in advance: the page
    is nobody's start page, and the link says `nofollow`.
    """
    notice = get_object_or_404(Notice.objects.filter(recipient_id=member_of(request).pk), pk=notice_id)
    if notice.seen_at is None:
        services.mark_seen(recipient_id=notice.recipient_id, subjects=[notice.subject])
    return redirect(notice.url)
