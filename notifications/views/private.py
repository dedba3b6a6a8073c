"""Private words: the list, one conversation, the first words, and the ways out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import clock, limits
from kit.http import SeeOther, new_token, too_often
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of, viewer_of
from members.services import is_trusted
from notifications import rules, services
from notifications.forms import ReportPrivateForm, WordsForm
from notifications.models import PrivateMessage
from notifications.selectors import private as talks
from notifications.selectors.private import Talk
from notifications.subjects import Subject, subject_for

NEW_A_DAY, A_DAY = 3, 20
NEW_A_MINUTE, A_MINUTE = 3, 10
REPORTS_A_DAY = 20
DAY_S = 86_400


def _talk(request: HttpRequest, thread_id: int, *, is_mine: bool = True) -> Talk:
    """The conversation, for one of the two; 404 for everybody else. With `is_mine` False, also for whoever may look."""
    talk = talks.talk_for(viewer_of(request), thread_id)
    if talk is None or (is_mine and not talk.is_mine):
        raise Http404
    return talk


def _wait(member: Member, *, is_first: bool) -> int:
    """Seconds until the member may write again, or begin another conversation; 0 when they may."""
    trusted = is_trusted(member, clock.now())
    counted = [("private-min", A_MINUTE if trusted else NEW_A_MINUTE, 60)]
    if is_first:
        counted.append(("private-day", A_DAY if trusted else NEW_A_DAY, DAY_S))
    for key, limit, seconds in counted:
        spent = limits.spend(f"{key}:{member.pk}", limit=limit, per_seconds=seconds)
        if not spent.allowed:
            return spent.retry_after
    return 0


@require_safe
@login_required
def private_list(request: HttpRequest) -> HttpResponse:
    found, older = talks.talks_of(viewer_of(request), after=request.GET.get("after", ""))
    return render(request, "notifications/private_list.html", {"talks": found, "older": older})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def begin(request: HttpRequest) -> HttpResponse:
    """The first words to one person about one thing; where these two talk about it already, that conversation."""
    viewer, member = viewer_of(request), member_of(request)
    subject = subject_for(viewer, request.GET.get("about", "")[:60])
    if subject is None or subject.person_id in (None, viewer.id):
        raise Http404
    to = get_object_or_404(Member.objects.active(), pk=subject.person_id)
    known = talks.thread_between(subject.name, member.pk, to.pk)
    form = WordsForm(request.POST or None, initial={"form_token": new_token()})
    if request.method != "POST":
        return redirect(known) if known else _first_page(request, form, subject, to)
    if form.is_valid():
        if seconds := _wait(member, is_first=known is None):
            return too_often(request, seconds)
        if message := _written(form, member, to, subject.name):
            return SeeOther(message.thread.get_absolute_url())
    return _first_page(request, form, subject, to)


def _first_page(request: HttpRequest, form: WordsForm, subject: Subject, to: Member) -> HttpResponse:
    page = {"form": form, "subject": subject, "to": to}
    return render(request, "notifications/private_new.html", page, status=422 if form.errors else 200)


def _written(form: WordsForm, member: Member, to: Member, subject: str) -> PrivateMessage | None:
    """What was said, or None with the reason on the form."""
    said = form.cleaned_data
    try:
        return services.write_privately(
            author=member, to=to, subject=subject, body=said["body"], form_token=said["form_token"]
        )
    except services.Suspended:
        form.add_error(None, _("Your account can read but not write at the moment."))
    except (services.Refused, services.ThreadLeft):
        form.add_error(None, _("These words cannot reach them. They are still in the box, if you want to keep them."))
    except services.TooDeep:
        form.add_error("body", _("Quotes, lists or emphasis stand too deep inside each other. Take a level out."))
    except services.TokenSpent:
        form.add_error(None, _("This form was sent before with other words. Send it again to say these too."))
        form.show_again_with(form_token=new_token())
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def talk(request: HttpRequest, thread_id: int) -> HttpResponse:
    """One conversation, with a box to answer in. Opening it clears what was told of it (one of the writes of a GET)."""
    if request.method == "POST":
        return _answer(request, _talk(request, thread_id))
    found = _talk(request, thread_id, is_mine=False)
    answer = _talk_page(request, found, WordsForm(initial={"form_token": new_token()}))
    if found.is_new and request.method == "GET":
        services.see_private(member=member_of(request), thread=found.thread)
    return answer


def _answer(request: HttpRequest, found: Talk) -> HttpResponse:
    form, member = WordsForm(request.POST), member_of(request)
    if not found.others:
        form.add_error(None, _("Nobody is here any more to read it."))
    elif form.is_valid():
        if seconds := _wait(member, is_first=False):
            return too_often(request, seconds)
        if message := _written(form, member, found.others[0], found.thread.subject):
            return SeeOther(f"{found.thread.get_absolute_url()}#m{message.pk}")
    return _talk_page(request, found, form)


def _talk_page(request: HttpRequest, found: Talk, form: WordsForm) -> HttpResponse:
    viewer, thread = viewer_of(request), found.thread
    said, older = talks.messages_of(found, after=request.GET.get("after", ""))
    page = {
        "talk": found,
        "thread": thread,
        "lines": [(message, rules.may_remove_words(viewer, message, thread)) for message in said],
        "older": older,
        "form": form,
        "is_open": found.is_mine and bool(found.others) and thread.left_at is None,
        "may_take_up": found.is_mine and rules.may_take_up(viewer, thread),
        "is_reported": rules.is_reported(thread) and (not found.is_mine or thread.reported_by_id == viewer.id),
    }
    return render(request, "notifications/private_talk.html", page, status=422 if form.errors else 200)


@require_POST
@login_required
def leave(request: HttpRequest, thread_id: int) -> HttpResponse:
    found = _talk(request, thread_id)
    if services.leave_private(member=member_of(request), thread=found.thread):
        messages.success(request, _("You left it. Nobody can write to you here unless you go on yourself."))
    return SeeOther(found.thread.get_absolute_url())


@require_POST
@login_required
def remove_words(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take away one's own words."""
    message = get_object_or_404(PrivateMessage, pk=message_id, author=member_of(request))
    try:
        services.remove_private_words(member=member_of(request), message=message)
        messages.success(request, _("Taken away."))
    except services.NotTheirs:
        messages.error(request, _("The curators were asked to read this. Until they have, the words stay."))
    return SeeOther(f"{reverse('notifications:private_talk', args=[message.thread_id])}#m{message.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_talk(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Ask the curators to read it; the page says that they can from then on."""
    found = _talk(request, thread_id)
    form = ReportPrivateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        member = member_of(request)
        spent = limits.spend(f"report:{member.pk}", limit=REPORTS_A_DAY, per_seconds=DAY_S)
        if not spent.allowed:
            return too_often(request, spent.retry_after)
        services.report_private(reporter=member, thread=found.thread, note=form.cleaned_data["note"])
        messages.success(request, _("Thank you. The curators can read it now, and will look at it."))
        return SeeOther(found.thread.get_absolute_url())
    page = {"form": form, "talk": found}
    return render(request, "notifications/private_report.html", page, status=422 if form.errors else 200)


@require_POST
@login_required
def settle(request: HttpRequest, thread_id: int) -> HttpResponse:
    """A curator is done: the conversation closes to them again."""
    found = _talk(request, thread_id, is_mine=False)
    if found.is_mine:  # nobody settles what concerns themselves
        raise Http404
    services.settle_private(thread=found.thread)
    messages.success(request, _("Settled. The conversation is the two people’s own again."))
    return SeeOther(reverse("admin:index"))
