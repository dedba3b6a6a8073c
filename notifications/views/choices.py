"""What one wants to be told: presets, the table, people, and the link in a mail that stops its kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from kit.http import SeeOther, next_url
from members.models import NoticePreset, Preferences, Regard
from members.selectors import member_of, resolve_username, viewer_of
from members.services import Oneself
from notifications import services
from notifications.forms import NoticesForm
from notifications.kinds import PRESETS, kinds_for

SAID = {
    NoticePreset.QUIET: _("Only what needs you is mailed, once a day. Everything else waits on the site."),
    NoticePreset.STEADY: _("What needs you is mailed soon, your conversations once a day."),
    NoticePreset.CLOSE: _("Everything is mailed soon, up to a few mails a day."),
}
PERSON_SAID = {
    Regard.FOLLOW.value: _("You follow %(name)s."),
    Regard.LESS.value: _("You hear of %(name)s once a day at most."),
    Regard.MUTED.value: _("You hear nothing of %(name)s any more. They are not told."),
    Regard.BLOCKED.value: _(
        "%(name)s is blocked: they cannot reach you, and what they write stays folded. They are not told."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """A preset fills the table; a cell that is changed makes it one's own mix."""
    member, is_curator = member_of(request), viewer_of(request).sees_hidden
    chosen = Preferences.objects.filter(member=member).first() or Preferences(member=member)
    if request.POST.get("preset") in PRESETS:
        services.choose_preset(member=member, preset=request.POST["preset"])
        messages.success(request, _("Your choice is saved."))
        return SeeOther(reverse("notifications:choices"))
    form = NoticesForm(request.POST or None, kinds=kinds_for(is_curator), initial=_initial(chosen, is_curator))
    if request.method == "POST" and form.is_valid():
        others = {name: form.cleaned_data[name] for name in ("quiet_from", "quiet_until", "follow_own")}
        services.choose_table(member=member, table=form.table(), **others)
        messages.success(request, _("Your choice is saved."))
        return SeeOther(reverse("notifications:choices"))
    presets = [(preset, SAID[preset]) for preset in PRESETS]
    context = {"form": form, "presets": presets, "chosen": chosen, "is_own": chosen.notice_preset == NoticePreset.OWN}
    return render(request, "notifications/choices.html", context, status=422 if form.errors else 200)


def _initial(chosen: Preferences, is_curator: bool) -> dict[str, object]:
    shown: dict[str, object] = {name: getattr(chosen, name) for name in ("quiet_from", "quiet_until", "follow_own")}
    for code, want in services.table_of(chosen, is_curator=is_curator).items():
        shown |= {f"{code}_site": want.on_site, f"{code}_mail": want.mail}
    return shown


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No mails of this kind: by POST, without signing in (RFC 8058); looking at the page changes nothing."""
    known = services.read_stop_token(token)
    if known is None:
        raise Http404
    member_id, kinds = known
    done = ""
    if request.method == "POST" and request.POST.get("act") == "resume":
        services.resume_kinds(member_id=member_id, kinds=kinds)
        done = "resumed"
    elif request.method == "POST":
        services.stop_kinds(member_id=member_id, kinds=kinds)
        done = "stopped"
    return render(request, "notifications/stop.html", {"done": done, "labels": services.stopped_words(kinds)})


@require_POST
@login_required
def regard(request: HttpRequest, username: str) -> HttpResponse:
    """Follow, tune down, mute or block somebody, or none of it. Nobody is told."""
    person, level = resolve_username(username), request.POST.get("level", "")
    try:
        services.regard(member=member_of(request), person=person, level=level)
    except Oneself:
        raise Http404 from None
    said = PERSON_SAID.get(level, _("It is as it was: you hear of %(name)s what concerns you."))
    messages.success(request, said % {"name": person.name})
    return SeeOther(next_url(request, person.get_absolute_url()))
