"""Letters on the web, a look at one's next one, and the link at the foot of each that needs no sign-in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from digests import rules, services
from digests.forms import ACTS, UndoForm
from digests.models import Delivery, LetterKind
from digests.selectors import log
from digests.selectors.chosen import Chosen, chosen
from members.models import Member
from members.selectors import member_of, viewer_of


@require_safe
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = log.letters_of(viewer, after=request.GET.get("after", ""))
    return render(request, "digests/letters.html", {"page": page, "reads_board": rules.may_read_board(viewer)})


@require_safe
@login_required
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter one got, read again: what may no longer be read is not in it any more."""
    row = log.letter_of(viewer_of(request), letter_id)
    if row is None:
        raise Http404
    return _shown(request, row, member_of(request))


@require_safe
@login_required
def preview(request: HttpRequest) -> HttpResponse:
    """What would go out if the letter went now, and if it would not, why."""
    member = member_of(request)
    wants_board = request.GET.get("kind") == LetterKind.ORGANIZER
    if wants_board and not rules.may_read_board(viewer_of(request)):
        raise Http404
    kind = LetterKind.ORGANIZER if wants_board else LetterKind.MEMBER
    row, decision = services.preview_for(member_id=member.pk, kind=kind)
    why_not = "" if decision.send else _why_not(decision.reason)
    if wants_board and not member.is_organizer:
        why_not = _("This letter goes to organizers. You may look at it, but you do not get it.")
    return _shown(request, row, member, why_not=why_not, is_preview=True)


def _shown(
    request: HttpRequest, row: Delivery, member: Member, *, why_not: str = "", is_preview: bool = False
) -> HttpResponse:
    name = "organizer" if row.kind == LetterKind.ORGANIZER else "member"
    context = {"letter": services.write(row, member), "row": row, "why_not": why_not, "is_preview": is_preview}
    return render(request, f"digests/{name}_page.html", context)


def _why_not(reason: str) -> str:
    """A decision not to send, in the reader's words."""
    words = {
        "stopped": _("You have stopped these letters."),
        "paused": _("You have paused these letters."),
        "bounced": _("Mail to your address came back; check the address."),
        "unverified": _("Your address has not been confirmed yet."),
        "suspended": _("Your account cannot write at the moment, and gets no letters meanwhile."),
        "away": _("You have not been here for half a year."),
        "new": _("The first letter comes three days after joining."),
        "too_soon": _("The last letter was less than a week ago."),
        "visited": _("You were here within a day, so you have seen it."),
    }
    return words.get(reason, _("There is not enough yet to be worth a letter."))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Fewer letters, a pause, or none: by POST, without signing in (RFC 8058); looking at the page changes nothing."""
    known = services.read_stop_token(token)
    if known is None:
        raise Http404
    member_id, kind = known
    before = chosen(member_id, kind)
    done = _chosen(request.POST, member_id, kind) if request.method == "POST" else ""
    context = {"done": done, "kind": kind, "chosen": chosen(member_id, kind), "undo": _undo(request.POST, before, done)}
    return render(request, "digests/choose.html", context)


def _chosen(said: QueryDict, member_id: int, kind: str) -> str:
    """Do it and say so; whatever a mail program sends means stop."""
    act = said.get("act", "")
    if act == "resume":
        services.resume_letters(member_id=member_id, kind=kind)
        return _("The letters come again.")
    if act == "undo":
        return _undone(UndoForm(said), member_id, kind)
    if act == "fewer" and kind == LetterKind.MEMBER:
        services.fewer_letters(member_id=member_id)
        return _("You get fewer letters from now on.")
    if act == "pause" and kind == LetterKind.MEMBER:
        services.pause_letters(member_id=member_id)
        return _("No letters for four weeks.")
    services.stop_letters(member_id=member_id, kind=kind)
    return _("No more of these letters. Nothing else about your account has changed.")


def _undone(form: UndoForm, member_id: int, kind: str) -> str:
    if not form.is_valid():
        return ""
    was = form.cleaned_data
    services.undo_choice(
        member_id=member_id,
        kind=kind,
        act=was["of"],
        frequency=was["frequency"],
        paused_until=was["paused_until"],
    )
    return _("It is as it was before.")


def _undo(said: QueryDict, before: Chosen, done: str) -> UndoForm | None:
    """What takes the act back that was just done; nothing where letters had been stopped before."""
    act = said.get("act", "")
    if not done or act in ("resume", "undo") or before.stopped:
        return None
    act = act if act in ACTS else "stop"
    return UndoForm(initial={"of": act, "frequency": before.frequency, "paused_until": before.paused_until})
