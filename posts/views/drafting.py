"""What is begun is kept: by a button, or by the browser while one writes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kit import hand
from kit.http import SeeOther
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of
from posts import selectors, services
from posts.models import Draft, Kind
from posts.services.writing import FIELDS
from posts.views.writing import draft_for, page, typed_form

OWN_LENGTH = 500


@require_POST
@keeps_words
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far, whatever state it is in; where another window kept something else, show both."""
    member = member_of(request)
    form = typed_form(request)
    try:
        kept = _save(request, member)
    except services.DraftChanged as changed:
        now = changed.current
        form.show_again_with(draft=str(now.pk), draft_version=str(now.version))
        return page(request, form, status=409, other=now, other_shown=selectors.words_shown(now.body))
    except services.DraftPublished:
        messages.info(request, _("This was published from another window. What you have here is below."))
        return page(request, form, status=422)
    except services.TooManyDrafts:
        messages.error(request, _("You have a hundred drafts. Let one go before you keep another; this one is below."))
        return page(request, form, status=422)
    if request.POST.get("then") == "ask":
        return SeeOther(reverse("posts:ask_one", args=[kept.pk]))
    messages.success(request, _("Kept in your drafts. Nobody else sees it."))
    return SeeOther(reverse("posts:drafts"))


@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """The same by the browser itself, some seconds after the last key. Answers with words for the bar."""
    if not request.user.is_authenticated:
        return hand.signed_out(request)
    member = member_of(request)
    if seconds := hand.wait_to_save(member.pk):
        return hand.too_many_saves(request, seconds)
    try:
        kept = _save(request, member)
    except services.DraftChanged:
        return hand.changed_elsewhere(request, show=reverse("posts:save_draft"))
    except services.DraftPublished:
        return hand.published(request)
    except services.TooManyDrafts:
        words = _("You have a hundred drafts, so this one is kept in this browser only. Let one go first.")
        return hand.not_saved(request, words, 422)
    return hand.saved(request, draft_id=kept.pk, version=kept.version, at=kept.saved_at, zone=member.time_zone)


def _save(request: HttpRequest, member: Member) -> Draft:
    kind = str(request.POST.get("kind", ""))
    kind = kind if kind in Kind.values else Kind.REFLECTION
    names = (*FIELDS.get(Kind(kind), ()), "visibility")
    return services.save_draft(
        member=member,
        kind=kind,
        title=_typed(request, "title"),
        body=_typed(request, "body"),
        tags=_typed(request, "tags"),
        fields={name: _typed(request, name)[:OWN_LENGTH] for name in names if _typed(request, name)},
        form_token=_typed(request, "form_token")[:64] or None,
        draft=draft_for(member, request.POST.get("draft")),
        hand=hand.hand_of(request),
    )


def _typed(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).replace("\x00", "").replace("\r\n", "\n")
