from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import TakeawayVisibility
from learning.models.takeaway import TEXT_AT_LEAST, TEXT_LENGTH


class KeepForm(forms.Form):
    """One line in one's own words."""

    text = forms.CharField(
        label=_("In your own words: what will you keep from this?"),
        min_length=TEXT_AT_LEAST,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Write the line you want to keep."),
            "min_length": _("A few more words, so that you will still know what you meant in a month."),
        },
    )
    visibility = forms.ChoiceField(
        label=_("Who sees it"),
        choices=TakeawayVisibility.choices,
        initial=TakeawayVisibility.PRIVATE,
        widget=forms.RadioSelect,
    )
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(choices=TakeawayVisibility.choices)
