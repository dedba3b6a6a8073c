"""Plant a seed in three minutes: one page that works by links and buttons, and faster with a small module.

These views stand inside the admin; `curation.admin` gives them the frame's context.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from curation import rules, selectors, services
from curation.forms import OutcomeForm, SeedForm, initial_from, initial_from_seed
from curation.models import Seed, SeedTemplate, Wish
from curation.services.planting import BEFORE, tag_names
from kit import site
from kit.http import SeeOther, new_token
from kit.markdown import render
from members.models import Member
from members.selectors import known_usernames, member_of, viewer_of
from posts.services import PublishRefused, Suspended, TooDeep

Frame = dict[str, Any]
LOOKS = {"preview", "choose"}
FIELD_OF = {"tags": "more", "body": "body", "title": "title", "visibility": "visibility", "kind": "kind"}


def _curator(request: HttpRequest) -> Member:
    if not rules.may_curate(viewer_of(request)):
        raise Http404
    return member_of(request)


def plant(request: HttpRequest, frame: Frame) -> HttpResponse:
    """Choose what should happen, choose a card, fill its blanks, plant."""
    curator = _curator(request)
    template, wish = _choice(request)
    form = _form(request, curator, initial_from(template, wish, _widest()) | {"form_token": new_token()}, template)
    if _is_sent(request) and form.is_valid():
        seed = _planted(curator, form, template)
        if seed:
            return SeeOther(reverse("admin:curation_seed_planted", args=[seed.pk]))
    writes_own = request.GET.get("card") == "own"
    page = {
        "title": _("Plant a seed"),
        "form": form,
        "template": template,
        "wish": wish,
        "wishes": Wish.choices,
        "every": "all" in request.GET,
        "cards": _cards(wish, template, every="all" in request.GET),
        "writes_own": writes_own,
        "writes": bool(template) or writes_own or request.method == "POST",
        "code": template.code if template else "own" if writes_own else "",
        "words_stayed": template and "choose" in request.POST and form["body"].value() != template.text,
    }
    return _answer(request, "admin/curation/seed/plant.html", frame | page | _preview(form, curator), form)


def _choice(request: HttpRequest) -> tuple[SeedTemplate | None, str]:
    """The card and the wish that the address says; a card brings its wish along."""
    template = selectors.template_by_code(request.GET.get("card", ""))
    wish = request.GET.get("wish", "")
    if wish not in Wish.values:
        wish = template.purpose if template and template.purpose in Wish.values else ""
    return template, wish


def _cards(wish: str, template: SeedTemplate | None, *, every: bool) -> list[SeedTemplate]:
    cards = selectors.cards_for(wish, every=every) if wish or every else []
    if template and template not in cards:
        others = selectors.CARDS - (template.purpose == wish)  # a card of another wish takes nobody's place
        cards = [template, *cards[:others]]
    return cards


def _widest() -> str:
    return str(site.get("COMMUNITY_VISIBILITY"))


def _is_sent(request: HttpRequest) -> bool:
    """A look at the preview is no act, nor is the choice of another card."""
    return request.method == "POST" and not LOOKS & request.POST.keys()


def _form(request: HttpRequest, curator: Member, initial: dict[str, Any], template: SeedTemplate | None) -> SeedForm:
    cards = selectors.cards_for("", every=True)
    return SeedForm(
        _data(request.POST, template, cards) if request.method == "POST" else None,
        initial=initial,
        zone=curator.time_zone,
        suggested=selectors.suggested_tags(),
        widest=_widest(),
        blanks=rules.blanks("".join(card.text + card.title for card in ([*cards, template] if template else cards))),
    )


def _data(sent: QueryDict, template: SeedTemplate | None, cards: list[SeedTemplate]) -> QueryDict:
    data = sent.copy()
    if "choose" in data:
        _take_words(data, template, cards)
    elif template and rules.unfilled(template.title, data.get("title", "")):
        # what was put into a blank of the text belongs into the same blank of the title
        values = rules.fillings(template.text, data.get("body", "").replace("\r\n", "\n"))
        data["title"] = rules.filled(str(data["title"]), values)
    return data


def _take_words(data: QueryDict, template: SeedTemplate | None, cards: list[SeedTemplate]) -> None:
    """Another card was chosen: its words come, except where somebody wrote their own."""
    for field, column in {"body": "text", "title": "title", "hypothesis": "hypothesis"}.items():
        written = str(data.get(field, "")).replace("\r\n", "\n").strip()
        nobodys = not written or written in {str(getattr(card, column)).strip() for card in cards}
        if nobodys or data["choose"] == "fresh":
            data[field] = str(getattr(template, column)) if template else ""
    if template:
        data["purpose"], data["response_shape"] = template.purpose, template.shape


def _planted(curator: Member, form: SeedForm, template: SeedTemplate | None) -> Seed | None:
    try:
        token = form.cleaned_data["form_token"]
        return services.plant_seed(curator=curator, plan=form.plan(template), form_token=token)
    except services.FormTokenSpent:
        form.add_error(None, _("This form was sent before with other words. Send it again to plant this one too."))
        form.show_again_with(form_token=new_token())
    except (services.StillBlank, services.MomentPassed, Suspended, TooDeep, PublishRefused) as error:
        _explain(form, error)
    return None


def _explain(form: SeedForm, error: Exception) -> None:
    """Say at the right field what is in the way."""
    match error:
        case services.StillBlank():
            names = ", ".join("{" + name + "}" for name in error.names)
            field = "title" if rules.unfilled(names, form.cleaned_data["title"]) else "body"
            field = "body" if rules.unfilled(names, form.cleaned_data["body"]) else field
            form.add_error(field, _("Still blank: %(names)s. Fill it in, or write around it.") % {"names": names})
        case services.MomentPassed():
            form.add_error("at", _("That moment has passed; choose a later one."))
        case PublishRefused():
            field = FIELD_OF.get(error.field, "")
            form.add_error(field or None, error.message)
        case TooDeep():
            form.add_error("body", _("Lists or quotes are nested too deep here; take a level out."))
        case _:
            form.add_error(None, _("Your account can read but not write at the moment."))


def _html(body: str) -> str:
    try:
        return render(body).html
    except TooDeep:
        return ""


def _preview(form: SeedForm, curator: Member) -> dict[str, Any]:
    """The discussion as it will look, by the renderer that will make it."""
    body, title = str(form["body"].value() or ""), str(form["title"].value() or "")
    try:
        html = render(body, people=known_usernames).html
    except TooDeep:
        html = ""
    names = [*(form["chosen"].value() or []), *tag_names(str(form["more"].value() or ""))]
    return {
        "preview_title": title,
        "preview_html": html,
        "preview_tags": names,
        "preview_by": curator.name,
        "hint": _("Ask for one concrete thing: what somebody did, chose, or saw.") if rules.asks_nothing(body) else "",
    }


def _answer(request: HttpRequest, name: str, context: dict[str, Any], form: SeedForm) -> HttpResponse:
    refused = _is_sent(request) and form.errors
    if request.method == "POST" and not refused:
        form.errors.clear()  # only looking: nothing is wrong yet
    return TemplateResponse(request, name, context | {"refused": refused}, status=422 if refused else 200)


def planted(request: HttpRequest, frame: Frame, seed_id: int) -> HttpResponse:
    """What became of the form: the live link, or when it will be there."""
    _curator(request)
    seed = get_object_or_404(Seed.objects.select_related("post", "owner"), pk=seed_id)
    title = _("Planted") if seed.post else _("It waits for its time")
    return TemplateResponse(request, "admin/curation/seed/planted.html", frame | {"title": title, "seed": seed})


def seeds(request: HttpRequest, frame: Frame) -> HttpResponse:
    """All seeds in three groups."""
    if not rules.may_see_desk(viewer_of(request)):
        raise Http404
    garden = selectors.garden(after=request.GET.get("after", ""))
    page = {"title": _("Seeds"), "garden": garden, "may_curate": rules.may_curate(viewer_of(request))}
    return TemplateResponse(request, "admin/curation/seed/change_list.html", frame | page)


def change(request: HttpRequest, frame: Frame, seed_id: int) -> HttpResponse:
    """A seed by itself: its words while it waits, what was learned once it is planted."""
    curator = _curator(request)
    seed = get_object_or_404(Seed.objects.select_related("post", "owner", "template"), pk=seed_id)
    if seed.state in BEFORE:
        return _change_words(request, frame, curator, seed)
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"note": seed.outcome_note})
    if request.method == "POST" and form.is_valid():
        services.note_outcome(curator=curator, seed=seed, note=form.cleaned_data["note"])
        messages.success(request, _("Saved."))
        return SeeOther(reverse("admin:curation_seed_changelist"))
    row = selectors.row_of(seed)
    page = {"title": seed.title, "seed": seed, "row": row, "form": form}
    return TemplateResponse(
        request, "admin/curation/seed/outcome.html", frame | page, status=422 if form.errors else 200
    )


def _change_words(request: HttpRequest, frame: Frame, curator: Member, seed: Seed) -> HttpResponse:
    initial = initial_from_seed(seed, selectors.suggested_tags(), curator.time_zone)
    form = _form(request, curator, initial, seed.template)
    current = None
    if _is_sent(request) and form.is_valid():
        try:
            if _changed(request, curator, seed, form):
                return SeeOther(reverse("admin:curation_seed_changelist"))
        except services.SeedConflict as conflict:
            current = conflict.current
            form.add_error(
                None, _("Another version was saved meanwhile. Both are on this page, with what differs; yours is kept.")
            )
            form.show_again_with(version=str(current.version))
    page = {"title": _("Change a seed"), "form": form, "seed": seed, "template": seed.template, "current": current}
    if current:
        page["current_html"] = _html(current.body)
    return _answer(request, "admin/curation/seed/change_form.html", frame | page | _preview(form, curator), form)


def _changed(request: HttpRequest, curator: Member, seed: Seed, form: SeedForm) -> bool:
    plan, version = form.plan(seed.template), form.cleaned_data["version"] or 0
    try:
        if form.cleaned_data["when"] == "now":
            services.plant_now(curator=curator, seed=seed, plan=plan, version=version)
        else:
            services.change_seed(curator=curator, seed=seed, plan=plan, version=version)
    except services.AlreadyPlanted:
        form.add_error(None, _("This seed was planted meanwhile; change the discussion itself."))
        return False
    except (services.StillBlank, services.MomentPassed, Suspended, TooDeep, PublishRefused) as error:
        _explain(form, error)
        return False
    messages.success(request, _("Saved."))
    return True


@require_POST
def unschedule(request: HttpRequest, seed_id: int) -> HttpResponse:
    """Do not plant it; its words stay and can be planted later."""
    seed = _waiting(request, seed_id)
    try:
        services.unschedule_seed(curator=member_of(request), seed=seed)
    except services.AlreadyPlanted:
        messages.error(request, _("It was planted, or taken off the calendar, meanwhile."))
    else:
        messages.success(request, _("It will not be planted. Its words wait here; plant it later, or delete it."))
    return SeeOther(reverse("admin:curation_seed_change", args=[seed.pk]))


@require_POST
def delete(request: HttpRequest, seed_id: int) -> HttpResponse:
    """A seed that was never planted goes for good."""
    seed = _waiting(request, seed_id)
    try:
        services.delete_seed(curator=member_of(request), seed=seed)
    except services.AlreadyPlanted:
        messages.error(request, _("This seed was planted meanwhile; change the discussion itself."))
        return SeeOther(reverse("admin:curation_seed_change", args=[seed.pk]))
    messages.success(request, _("Deleted."))
    return SeeOther(reverse("admin:curation_seed_changelist"))


def _waiting(request: HttpRequest, seed_id: int) -> Seed:
    _curator(request)
    return get_object_or_404(Seed.objects.select_related("owner"), pk=seed_id)
