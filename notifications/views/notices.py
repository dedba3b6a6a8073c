"""What one was told, and that one has read it."""

import datetime as dt
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit import clock
from kit.http import SeeOther
from members.selectors import member_of
from notifications import selectors, services
from notifications.kinds import KINDS
from notifications.models import Notice
from notifications.selectors.lines import Line, lines


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """By days of the reader's zone, the newest first; what is unread stands before what was read that day."""
    member = member_of(request)
    page = selectors.notices_for(member.pk, after=request.GET.get("after", ""))
    context = {"page": page, "days": _by_day(lines(page.items), member.time_zone), "undo": request.GET.get("undo", "")}
    return render(request, "notifications/notices.html", context)


def _by_day(said: list[Line], zone: str) -> list[tuple[dt.date, list[Line]]]:
    days = groupby(said, key=lambda line: clock.local_day(line.notice.created_at, zone))
    return [(day, sorted(some, key=lambda line: line.notice.seen_at is not None)) for day, some in days]


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Count every notice as read; that can be undone."""
    moment = clock.now()
    services.mark_seen(recipient_id=member_of(request).pk, at=moment)
    return SeeOther(f"{reverse('notifications:notices')}?{urlencode({'undo': moment.isoformat()})}")


@require_POST
@login_required
def unseen(request: HttpRequest) -> HttpResponse:
    """Undo it."""
    moment = parse_datetime(request.POST.get("at", "")[:40])
    if moment is not None and moment.tzinfo is not None:
        services.mark_unseen(recipient_id=member_of(request).pk, seen_at=moment)
    return SeeOther(reverse("notifications:notices"))


@require_POST
@login_required
def change(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One line: read, unread again, or no more mails of its kind."""
    notice = get_object_or_404(Notice.objects.filter(recipient_id=member_of(request).pk), pk=notice_id)
    act = request.POST.get("act", "")
    if act == "unseen" and notice.seen_at:
        services.mark_unseen(recipient_id=notice.recipient_id, seen_at=notice.seen_at)
    elif act == "stop" and notice.kind in KINDS:
        services.stop_kinds(member_id=notice.recipient_id, kinds=[notice.kind])
        messages.success(request, _("No more mails of this kind. You can change that under Preferences."))
    elif act == "seen":
        services.mark_notice_seen(notice=notice)
    return SeeOther(reverse("notifications:notices"))


@require_safe
@login_required
def follow(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Go where a notice leads; it and what else waits about the same thing count as read.

    The one write that a link of this page causes, so that it works without scripts and never in advance: the page
    is nobody's start page, and the link says `nofollow`.
    """
    mine = Notice.objects.filter(recipient_id=member_of(request).pk, latest__isnull=False)
    notice = get_object_or_404(mine.select_related("latest"), pk=notice_id)
    assert notice.latest is not None
    if notice.seen_at is None and request.method == "GET":
        services.mark_seen(recipient_id=notice.recipient_id, subjects=[notice.latest.subject])
    return redirect(notice.latest.url)
