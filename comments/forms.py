from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import BODY_LENGTH, Intent
from kit.formfields import Words
from kit.hand import HIGHEST, WINDOW_LENGTH

INTENTS = [("", _("Nothing in particular")), *Intent.choices]


class BodyForm(forms.Form):
    body = Words(
        label=_("Your reply"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )

    def show_again_with(self, **values: str) -> None:
        """What was typed stays; these hidden values are others when it is shown again."""
        self.data = {**dict(self.data.items()), **values}


class CommentForm(BodyForm):
    """A reply: its words, and if its author likes, what it means to do."""

    intent = forms.ChoiceField(
        label=_("What kind of reply is this?"), choices=INTENTS, required=False, widget=forms.RadioSelect
    )
    parent = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    draft_version = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False, widget=forms.HiddenInput)
    window = forms.CharField(max_length=WINDOW_LENGTH, required=False, widget=forms.HiddenInput)
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class EditForm(BodyForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ResolveForm(forms.Form):
    note = Words(
        label=_("A closing note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What helped, or what you did with it. It stands beside the answer."),
        error_messages={"required": _("Say in a sentence what you found, so that others find it too.")},
    )


class ElsewhereForm(ResolveForm):
    """Without a reply to point at, the note is the answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.required, note.label = True, _("What you found")
        note.help_text = _("A sentence or a link. It stands at the top, for whoever asks the same.")
