"""Shape of what people say about things that went wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.models import FlagReason
from curation.models.moderation import ANSWER_LENGTH, REASON_LENGTH


class ReasonForm(forms.Form):
    """Why; the person concerned reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person concerned reads this, with your name."),
        min_length=3,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason; the person concerned will read it.")},
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=FlagReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    note = forms.CharField(
        label=_("Anything a curator should know"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        min_length=3,
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the curators should know.")},
    )
