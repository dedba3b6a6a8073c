"""What a comment said before."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comments import rules, selectors
from members.selectors import viewer_of


@require_safe
@login_required
def revisions(request: HttpRequest, comment_id: int) -> HttpResponse:
    """What each edit changed in a comment."""
    viewer = viewer_of(request)
    comment = selectors.comment_for(viewer, comment_id)
    if comment is None or not rules.may_see_revisions(viewer, comment):
        raise Http404
    edits, page = selectors.edits_of(comment, after=request.GET.get("after", ""))
    context = {"comment": comment, "edits": edits, "page": page}
    return render(request, "comments/revisions.html", context)
