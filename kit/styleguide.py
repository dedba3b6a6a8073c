"""Every element of the pages in its states, for those who build pages."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kit import clock
from kit.diff import compare
from kit.templatetags.kit import INTENT_ICONS, KIND_ICONS


class SampleForm(forms.Form):
    """A field of each sort."""

    title = forms.CharField(label=_("Title"), max_length=140, help_text=_("What is it about, in one line?"))
    body = forms.CharField(label=_("Your text"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", _("Question")), ("b", _("Reflection"))])
    who = forms.ChoiceField(
        label=_("Who may read it"), choices=[("a", _("Members")), ("b", _("Everyone"))], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label=_("Tell me about replies"), required=False)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """For staff; for everybody else there is no such page."""
    if not getattr(request.user, "is_staff", False):
        raise Http404
    return render(request, "kit/styleguide.html", _context())


def _context() -> dict[str, Any]:
    return {
        "moment": clock.now(),
        "form": SampleForm(initial={"kind": "a", "who": "a"}),
        "bad_form": SampleForm({"title": "", "body": "A text that was kept", "kind": "a", "who": "a"}),
        "changes": compare("What the long corridor taught us.", "What the corridor taught me."),
        "looks": ["plain", "primary", "quiet", "danger"],
        "tones": ["", "green", "amber", "clay", "slate", "new"],
        "levels": ["info", "success", "warning", "error"],
        "drawings": ["mark", "seed", "sprout", "root", "harvest", "letter"],
        "kinds": list(KIND_ICONS),
        "intents": list(INTENT_ICONS),
        "tabs": [
            {"url": "#best", "label": _("Best"), "current": True},
            {"url": "#new", "label": _("Newest"), "current": False},
        ],
    }
