"""Drafts that several windows may hold: who may write over what, and what the browser is told.

A draft says by its `version` how often it was saved and by its `window` from which page last. A window may save over
what it has seen (`version`) or wrote itself (`window`, so that an answer that got lost does no harm); whoever comes
with something older is told, and nothing is overwritten.
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kit import clock, limits

SAVES_A_MINUTE = 20
WINDOW_LENGTH = 36
TOKEN_LENGTH = 64
HIGHEST = 2**31 - 1


class Hand(NamedTuple):
    """Which state of a draft a form was made from, and the page it stands on; an empty hand knows neither."""

    version: int | None = None
    window: str = ""

    def may_save_over(self) -> Q:
        """Rows that this hand has seen as they are; of an empty hand, all: a form that never knew of versions."""
        seen = Q(version=self.version) if self.version is not None else Q(pk__in=[])
        own = Q(window=self.window) if self.window else Q(pk__in=[])
        return seen | own if self != Hand() else Q()


def hand_of(request: HttpRequest) -> Hand:
    """What a form says of itself in `draft_version` and `window`; nonsense says nothing."""
    version = str(request.POST.get("draft_version", ""))
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 11 else None
    return Hand(number, _said(request, "window", WINDOW_LENGTH))


def token_of(request: HttpRequest) -> str:
    """The token of the form, as far as a column could hold it; '' where there is none."""
    return _said(request, "form_token", TOKEN_LENGTH)


def _said(request: HttpRequest, name: str, longest: int) -> str:
    return str(request.POST.get(name, "")).replace("\x00", "")[:longest]


def wait_to_save(member_id: int) -> int:
    """Seconds until the browser may save by itself again; 0 for now."""
    return limits.spend(f"autosave:{member_id}", limit=SAVES_A_MINUTE, per_seconds=60).retry_after


def saved(request: HttpRequest, *, draft_id: int, version: int, at: dt.datetime, zone: str) -> HttpResponse:
    """It is kept: a few words for the bar, and which state the next save is made from."""
    moment = at.astimezone(clock.zone(zone))
    answer = render(request, "kit/draft_state.html", {"words": _("Saved %(time)s") % {"time": f"{moment:%H:%M}"}})
    answer["Draft-Id"], answer["Draft-Version"] = str(draft_id), str(version)
    return answer


def changed_elsewhere(request: HttpRequest, *, show: str) -> HttpResponse:
    """409: another window saved meanwhile; `show` is where this form is sent to see both texts."""
    words = _("This draft was changed in another window. Yours is kept here.")
    return render(request, "kit/draft_state.html", {"words": words, "show": show}, status=409)


def not_saved(request: HttpRequest, words: str, status: int, retry_after: int = 0) -> HttpResponse:
    """Why it is not kept on the server: 401 without a session, 410 once published, 422 for a full store, 429."""
    answer = render(request, "kit/draft_state.html", {"words": words}, status=status)
    if retry_after:
        answer["Retry-After"] = str(retry_after)
    return answer


def signed_out(request: HttpRequest) -> HttpResponse:
    return not_saved(request, _("You are signed out. Your words are kept in this browser."), 401)


def too_many_saves(request: HttpRequest, seconds: int) -> HttpResponse:
    return not_saved(request, _("Kept in this browser; saved again in a moment."), 429, seconds)


def published(request: HttpRequest) -> HttpResponse:
    return not_saved(request, _("This was published from another window. Your words are kept in this browser."), 410)
