"""The page where somebody looks for something."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from discovery.search import alike, results
from kit import limits
from kit.http import too_often
from members.rules import Viewer
from members.selectors import member_of, viewer_of

SEARCHES_A_MINUTE = 30
SIMILAR_A_MINUTE = 30
EXAMPLES = (
    (_lazy("first meeting"), _lazy("both words, in any order and with any ending")),
    (_lazy('"first meeting"'), _lazy("just these words, one after the other")),
    (_lazy("meeting -workshop"), _lazy("the first word without the second")),
    ("is:unanswered", _lazy("questions that wait; there are is:answered and is:resolved too")),
    ("kind:resource", _lazy("one kind: question, resource, reflection, prompt or hallway")),
    ("tag:learning", _lazy("what stands under a tag")),
    ("author:ada", _lazy("what one person wrote, by name or username")),
    ("after:2026-01", _lazy("from a day, a month or a year on; before:2026 for what is older")),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has the words; without any, what can be asked."""
    text, scope = request.GET.get("q", ""), request.GET.get("in", "")
    viewer = viewer_of(request)
    if text.strip():
        # by the member where there is one: a whole association may sit behind one address
        who = viewer.id or limits.client_address(request)
        spent = limits.spend(f"search:{who}", limit=SEARCHES_A_MINUTE, per_seconds=60)
        if not spent.allowed:
            return too_often(request, spent.retry_after)
    scope = scope if scope in results.SCOPES else "all"
    found = results.search(viewer, text, scope=scope, number=_number(request.GET.get("page", "")))
    return render(
        request, "discovery/search.html", {"found": found, "scopes": _scopes(viewer, found), "examples": EXAMPLES}
    )


@require_POST
@login_required
def similar(request: HttpRequest) -> HttpResponse:
    """Questions like the one being typed, for the page that it is typed on. It changes nothing; it is a POST because an
    unfinished question has no place in an address, which is written into logs."""
    member = member_of(request)
    if not limits.spend(f"similar:{member.pk}", limit=SIMILAR_A_MINUTE, per_seconds=60).allowed:
        return HttpResponse(status=429)
    title, body = (request.POST.get(name, "").replace("\x00", "") for name in ("title", "body"))
    found = alike.similar_questions(viewer_of(request), title=title, body=body)
    return render(request, "discovery/_similar.html", {"questions": found})


def _scopes(viewer: Viewer, found: results.Found) -> list[dict[str, Any]]:
    """The same question, asked of one kind of thing."""
    names = {"all": _("Everything"), "discussions": _("Discussions"), "comments": _("Comments")}
    names |= {"people": _("People")} if viewer.is_signed_in else {}
    names |= {"tags": _("Tags")}
    return [
        {"url": _address(found.typed.typed, scope), "label": name, "current": scope == found.scope}
        for scope, name in names.items()
    ]


def _address(typed: str, scope: str) -> str:
    return "?" + urlencode({"q": typed} | ({"in": scope} if scope != "all" else {}))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 1
