"""What people type about themselves: shape only; the services check the rules."""

import zoneinfo
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit import site
from members import names
from members.models import BIO_LENGTH, NAME_LENGTH, USERNAME_LENGTH, LetterFrequency, Preferences

NAME_HELP = _("As people here should call you.")


def clean_name(value: str) -> str:
    """A person's name, tidied. Raises ValidationError for one that says nothing or mixes alphabets in a word."""
    name = names.tidy(value)
    if not names.is_plausible(name):
        raise ValidationError(_("Please write the name with letters, each word in one alphabet."), code="name")
    return name


class SignupForm(AllauthSignupForm):
    """Name and address; a password only for those who want one."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=NAME_HELP,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email address")
        self.fields["email"].help_text = _("We send a code there to see that it is yours. Nobody else sees it.")
        if password := self.fields.get("password1"):
            password.help_text = _("At least 12 characters. Leave it empty to sign in by emailed code.")

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def signup(self, request: object, user: Any) -> None:
        """The zone that the browser told; any other word leaves the community's."""
        zone = self.cleaned_data.get("time_zone", "")
        user.time_zone = zone if zone in zoneinfo.available_timezones() else str(site.get("COMMUNITY_TIME_ZONE"))
        user.save(update_fields=["time_zone"])


class ProfileForm(forms.Form):
    """What others see."""

    name = forms.CharField(
        label=_("Name"),
        help_text=NAME_HELP,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Username"),
        help_text=_(
            "Small letters, digits and hyphens. It stands in the address of your page and in mentions;"
            " the old one leads to you for 90 days."
        ),
        max_length=USERNAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    bio = forms.CharField(
        label=_("About you"),
        help_text=_("Two sentences: what you do, what you could help with."),
        max_length=BIO_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("Type a city or a region and choose. Letters come in the morning there."),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower().removeprefix("@")

    def clean_time_zone(self) -> str:
        wanted = self.cleaned_data["time_zone"].strip().replace(" ", "_").lower()
        found = next((zone for zone in zoneinfo.available_timezones() if zone.lower() == wanted), None)
        if found is None:
            raise ValidationError(_("Choose a zone from the list, such as Europe/Berlin."), code="zone")
        return found


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Letters, reading, and how much is offered."""

    letter_weekday = forms.TypedChoiceField(label=_("Day"), required=False, coerce=int, empty_value=None, choices=())
    letter_hour = forms.TypedChoiceField(label=_("Hour"), required=False, coerce=int, empty_value=None, choices=())

    class Meta:
        model = Preferences
        fields = (
            "letter_frequency",
            "letter_weekday",
            "letter_hour",
            "letter_format",
            "letter_paused_until",
            "organizer_letter",
            "style",
            "record_reading",
            "comment_order",
            "opens_everything",
        )
        labels = {
            "letter_frequency": _("The letter"),
            "letter_format": _("How it looks"),
            "letter_paused_until": _("No letters until"),
            "organizer_letter": _("Send me the organizers' letter on Mondays"),
            "style": _("How do you like to take part?"),
            "record_reading": _("Remember what I have read"),
            "comment_order": _("Comments are shown"),
            "opens_everything": _("Open every comment of a busy discussion"),
        }
        help_texts = {
            "letter_frequency": _(
                "What was learned here, chosen for you. None is sent when nothing is worth your time."
            ),
            "letter_paused_until": _("For a holiday. Leave it empty for no pause."),
            "style": _("It only sets how seldom anything is offered to you."),
            "record_reading": _(
                "Used to mark what is new, to keep your place, and to leave out of your letter what you have seen."
                " Nobody else sees it."
            ),
            "opens_everything": _("Otherwise long, deep and quiet branches begin as one line each."),
        }
        widgets = {
            "letter_frequency": forms.RadioSelect,
            "style": forms.RadioSelect,
            "letter_paused_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, is_organizer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter_frequency"].choices = LetterFrequency.choices  # type: ignore[attr-defined]
        days = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
        self.fields["letter_weekday"].choices = [("", _("As the community does")), *enumerate(days)]  # type: ignore[attr-defined]
        self.fields["letter_hour"].choices = [("", _("As the community does")), *((h, f"{h:02}:00") for h in range(24))]  # type: ignore[attr-defined]
        if not is_organizer:
            del self.fields["organizer_letter"]
