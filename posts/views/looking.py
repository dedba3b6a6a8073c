"""How words will be read, before anybody reads them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kit import limits
from kit.http import too_often
from kit.resend import keeps_words
from members.selectors import member_of
from posts import selectors
from posts.forms import FORMS, ComposerForm
from posts.models import Kind, Post
from posts.services.writing import FIELDS
from posts.views.writing import page


@require_POST
@keeps_words
def preview(request: HttpRequest) -> HttpResponse:
    """A part of a page with the words as they will be read; without scripts, the composer again with them below."""
    member = member_of(request)
    if seconds := limits.wait_to_look(member.pk):
        return too_often(request, seconds)
    if "title" not in request.POST:
        return render(request, "posts/_preview.html", selectors.words_shown(request.POST.get("body", "")))
    form = _form(request, member.time_zone)
    shown = discussion_shown(form)
    if request.htmx:  # type: ignore[attr-defined]  # set by its middleware
        return render(request, "posts/_preview.html", shown)
    return page(request, form, **shown)


def _form(request: HttpRequest, zone: str) -> ComposerForm:
    kind = request.POST.get("kind", "")
    return FORMS.get(kind, FORMS[Kind.REFLECTION])(request.POST, zone=zone)


def discussion_shown(form: ComposerForm) -> dict[str, Any]:
    """What the preview shows of a discussion: as much of the form as makes sense by now; nothing is complained of."""
    form.is_valid()
    form.errors.clear()
    said = form.cleaned_data
    own = {name: said[name] for name in FIELDS[Kind(form.kind)] if said.get(name)}
    post = Post(kind=form.kind, title=str(form["title"].value() or "")[:140], **own)
    return selectors.words_shown(str(form["body"].value() or "")) | {"shown": post}
