"""The shape of what the page at a letter's foot sends back."""

from django import forms

from members.models import LetterFrequency

ACTS = ("stop", "fewer", "pause")
RUNNING = [choice for choice in LetterFrequency.choices if choice[0] != LetterFrequency.NEVER]


class UndoForm(forms.Form):
    """Which act is taken back, and what held before it."""

    of = forms.ChoiceField(choices=[(act, act) for act in ACTS], widget=forms.HiddenInput)
    frequency = forms.ChoiceField(choices=RUNNING, widget=forms.HiddenInput)
    paused_until = forms.DateField(required=False, widget=forms.HiddenInput)
