"""A member's own pages, and what the site says about itself."""

import zoneinfo
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit import limits
from kit.http import SeeOther, too_often
from members import services
from members.forms import PreferencesForm, ProfileForm
from members.models import NAME_LENGTH, Member, Preferences
from members.selectors import member_of, organizers, people_beginning_with

CALLED_A_MINUTE = 120
NAMES_LENGTH = 300


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, username, a word about oneself, time zone."""
    member = member_of(request)
    shown = {"name": member.name, "username": member.username, "bio": member.bio, "time_zone": member.time_zone}
    form = ProfileForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid() and _saved(form, Member.objects.get(pk=member.pk)):
        messages.success(request, _("Your profile is saved."))
        return SeeOther(reverse("members:profile"))
    status = 422 if form.errors else 200
    return render(request, "members/profile.html", {"form": form, "zones": _zones()}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Every letter and every offer has its switch here."""
    member = member_of(request)
    kept = Preferences.objects.filter(member=member).first() or Preferences(member=member)
    form = PreferencesForm(request.POST or None, instance=kept, is_organizer=member.is_organizer)
    if request.method == "POST" and form.is_valid():
        services.save_preferences(member=member, values=form.cleaned_data)
        messages.success(request, _("Your preferences are saved."))
        return SeeOther(reverse("members:preferences"))
    return render(request, "members/preferences.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def called(request: HttpRequest) -> HttpResponse:
    """A part of a page: people whose name begins as what was typed after an @, those first who are `here`, on the page
    where it is typed. For members alone."""
    if not request.user.is_authenticated:
        raise Http404
    member = member_of(request)
    spent = limits.spend(f"called:{member.pk}", limit=CALLED_A_MINUTE, per_seconds=60)
    if not spent.allowed:
        return too_often(request, spent.retry_after)
    here = request.GET.get("here", "")[:NAMES_LENGTH].replace("\x00", "").split()
    people = people_beginning_with(member.pk, request.GET.get("q", "")[:NAME_LENGTH], here=here)
    return render(request, "members/_called.html", {"people": people})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this place is, and the people to write to about it."""
    return render(request, "members/about.html", {"organizers": organizers()})


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages that say how this place works; `name` comes from the urls."""
    return render(request, f"members/{name}.html")


def _saved(form: ProfileForm, member: Member) -> bool:
    """Save, or say at the field why not; the member is fetched anew, so that the page never shows a name not saved."""
    try:
        services.save_profile(member=member, **form.cleaned_data)
    except services.NameNotAllowed:
        form.add_error("username", _("Use small letters, digits and single hyphens; some words are kept for the site."))
    except services.NameTaken:
        form.add_error("username", _("Somebody has a name that looks like this. Try another."))
    except services.WaitToRename:
        form.add_error("username", _("You changed it several times lately. Keep this one for some weeks."))
    return form.is_valid()


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")))
