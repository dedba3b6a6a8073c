"""What two people write to each other, and what one wants to be told: shape only."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.formfields import Words
from notifications.channels import Wanted
from notifications.kinds import Group, Kind, Mailed
from notifications.models.private import NOTE_LENGTH, WORDS_LENGTH

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class WordsForm(forms.Form):
    body = Words(
        label=_("Your words"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def show_again_with(self, **values: str) -> None:
        """What was typed stays; these hidden values are others when it is shown again."""
        self.data = {**dict(self.data.items()), **values}


class ReportPrivateForm(forms.Form):
    note = Words(
        label=_("What should the curators know?"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoticesForm(forms.Form):
    """The whole table: for each kind whether it stands on the site and when it is mailed; beside it the quiet hours."""

    quiet_from = forms.TypedChoiceField(label=_("From"), coerce=int, choices=HOURS)
    quiet_until = forms.TypedChoiceField(
        label=_("Until"),
        help_text=_("What is told once a day comes then. The same hour twice means no quiet hours."),
        coerce=int,
        choices=HOURS,
    )
    follow_own = forms.BooleanField(
        label=_("Follow a discussion when I write in it"),
        help_text=_("You can choose otherwise on each discussion."),
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            said = {"kind": kind.label}
            self.fields[f"{kind.code}_site"] = forms.BooleanField(
                label=_("On the site: %(kind)s") % said, required=False, disabled=kind.fixed
            )
            self.fields[f"{kind.code}_mail"] = forms.ChoiceField(
                label=_("By mail: %(kind)s") % said, choices=Mailed.choices
            )

    def rows(self) -> Iterator[tuple[Kind, forms.BoundField, forms.BoundField]]:
        """The lines of the table."""
        for kind in self.kinds:
            yield kind, self[f"{kind.code}_site"], self[f"{kind.code}_mail"]

    def groups(self) -> Iterator[tuple[str, list[tuple[Kind, forms.BoundField, forms.BoundField]]]]:
        """The table by classes."""
        for group in Group:
            yield str(group.label), [row for row in self.rows() if row[0].group == group]

    def table(self) -> dict[str, Wanted]:
        """What was chosen, once it is valid."""
        said = self.cleaned_data
        return {kind.code: Wanted(said[f"{kind.code}_site"], said[f"{kind.code}_mail"]) for kind in self.kinds}
