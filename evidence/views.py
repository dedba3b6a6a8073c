"""The organizers' page: what happened, each number with what it is a part of."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from curation.selectors import people_waiting
from digests.rules import may_read_board
from digests.selectors.log import doubtful, tally
from digests.selectors.organizer import figures
from kit import clock
from members.selectors import viewer_of


@require_safe
@login_required
def report(request: HttpRequest) -> HttpResponse:
    """For organizers and admins; for everybody else there is no such page."""
    if not may_read_board(viewer_of(request)):
        raise Http404
    now = clock.now()
    context = {"figures": figures(now), "waiting": people_waiting(), "tally": tally(now), "doubtful": doubtful()}
    return render(request, "evidence/report.html", context)
