"""Shape of what a curator plants."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from curation import rules
from curation.models import Purpose, Seed, SeedTemplate
from curation.services.planting import SeedPlan, tag_names
from kit import clock
from posts.models import Kind, ResponseShape, Visibility
from posts.models.post import BODY_LENGTH, TAGS_AT_MOST, TITLE_AT_LEAST, TITLE_LENGTH
from posts.models.tag import TAG_LENGTH

MONDAY_HOUR = 9
KINDS = [(kind.value, kind.label) for kind in (Kind.PROMPT, Kind.QUESTION, Kind.REFLECTION)]
LATEST = dt.timedelta(days=366)


def next_monday(now: dt.datetime, zone_name: str) -> dt.datetime:
    """The first Monday at nine that is still to come where `zone_name` is the local zone."""
    local = now.astimezone(clock.zone(zone_name))
    day = local.date() + dt.timedelta(days=-local.weekday() % 7)
    monday = dt.datetime.combine(day, dt.time(MONDAY_HOUR), local.tzinfo)
    if monday <= local:
        monday = dt.datetime.combine(day + dt.timedelta(days=7), dt.time(MONDAY_HOUR), local.tzinfo)
    return monday


class SeedForm(forms.Form):
    """One page, one button. What the card brings along is folded away and can be changed."""

    body = forms.CharField(
        label=_("What members will read"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "data-blanks": ""}),
        error_messages={"required": _("Choose a card above, or write what members will read.")},
    )
    chosen = forms.MultipleChoiceField(label=_("Tags; one is enough"), required=False)
    more = forms.CharField(label=_("Other tags, with commas between them"), required=False, max_length=200)
    hypothesis = forms.CharField(
        label=_("What do you expect to see?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence what you expect to see. It is compared with what happens.")},
    )
    when = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect, initial="now")
    at = forms.CharField(
        label=_("Another day and hour"),
        required=False,
        max_length=30,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    title = forms.CharField(label=_("Title"), min_length=TITLE_AT_LEAST, max_length=TITLE_LENGTH)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=Kind.PROMPT)
    response_shape = forms.ChoiceField(label=_("How long an answer"), choices=ResponseShape.choices)
    visibility = forms.ChoiceField(label=_("Who reads it"), choices=Visibility.choices)
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, zone: str, suggested: list[str], widest: str, blanks: Collection[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.blanks = zone, blanks
        for name in ("chosen", "more", "at"):
            # one of the tags is needed, and the hour where another day is chosen
            self.fields[name].may_be_needed = True  # type: ignore[attr-defined]
        self.monday = next_monday(clock.now(), zone)
        chosen = self.fields["chosen"]
        chosen.widget = forms.CheckboxSelectMultiple()
        chosen.choices = [(name, name) for name in suggested]  # type: ignore[attr-defined]
        monday = date_format(self.monday, "l j F, H:i")
        self.fields["when"].choices = [  # type: ignore[attr-defined]
            ("now", _t("Now")),
            ("monday", monday),
            ("other", _t("Another day")),
        ]
        self.fields["at"].help_text = _t("In your time zone, %(zone)s.") % {"zone": zone}
        if widest != Visibility.PUBLIC:
            self.fields["visibility"].choices = [(Visibility.MEMBERS.value, Visibility.MEMBERS.label)]  # type: ignore[attr-defined]

    def show_again_with(self, **values: str) -> None:
        """What was typed stays; these hidden values are others when it is shown again."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in values.items():
            data[name] = value
        self.data = data

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).strip()

    def clean_hypothesis(self) -> str:
        return " ".join(str(self.cleaned_data["hypothesis"]).split())

    def clean_at(self) -> dt.datetime | None:
        """The moment on the reader's wall clock, as one of the world's."""
        text = self.cleaned_data["at"]
        if not text:
            return None
        try:
            local = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError(_("Give a day and an hour, such as 2026-12-01 09:00.")) from error
        return local.replace(tzinfo=clock.zone(self.zone)).astimezone(dt.UTC)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tags = list(dict.fromkeys([*data.get("chosen", []), *tag_names(data.get("more") or "")]))
        if not tags:
            self.add_error("more", _("Give one tag at least, so that people find it."))
        elif len(tags) > TAGS_AT_MOST or any(len(tag) > TAG_LENGTH for tag in tags):
            self.add_error("more", _("Five tags at most, each of at most 40 characters."))
        if data.get("when") == "other" and "at" not in self.errors:
            self._check_moment(data.get("at"))
        for name in ("body", "title"):
            self._check_blanks(name, data.get(name, ""))
        return data | {"tags": tuple(tags)}

    def _check_blanks(self, name: str, text: str) -> None:
        """What a card left open is named together with everything else that is in the way."""
        missing = ", ".join("{" + blank + "}" for blank in rules.blanks(text) if blank in self.blanks)
        if missing:
            self.add_error(name, _t("Still blank: %(names)s. Fill it in, or write around it.") % {"names": missing})

    def problems(self) -> list[tuple[str, str, str]]:
        """Everything that is in the way, in the order of the page: the id of its field, its label, what is wrong."""
        whole = [("", "", str(error)) for error in self.non_field_errors()]
        fields = [(field.auto_id, str(field.label), str(error)) for field in self for error in field.errors]
        return whole + fields

    def _check_moment(self, at: dt.datetime | None) -> None:
        now = clock.now()
        if at is None:
            self.add_error("at", _("Give the day and the hour."))
        elif at <= now:
            self.add_error("at", _("That moment has passed; choose a later one."))
        elif at > now + LATEST:
            self.add_error("at", _("Choose a day within a year."))

    def planned_for(self) -> dt.datetime | None:
        moments = {"now": None, "monday": self.monday.astimezone(dt.UTC), "other": self.cleaned_data["at"]}
        chosen: dt.datetime | None = moments[self.cleaned_data["when"]]
        return chosen

    def plan(self, template: SeedTemplate | None) -> SeedPlan:
        """What the form says, once it is valid."""
        data = self.cleaned_data
        return SeedPlan(
            title=data["title"],
            body=data["body"],
            tags=data["tags"],
            hypothesis=data["hypothesis"],
            purpose=Purpose(data["purpose"]),
            kind=Kind(data["kind"]),
            response_shape=ResponseShape(data["response_shape"]),
            visibility=data["visibility"],
            template=template,
            planned_for=self.planned_for(),
        )


def initial_from(template: SeedTemplate | None, purpose: str, widest: str) -> dict[str, Any]:
    """What the form begins with: everything the card knows."""
    known = {"purpose": purpose or Purpose.WARM_UP, "visibility": widest, "response_shape": ResponseShape.SHORT}
    if template is None:
        return known
    return known | {
        "body": template.text,
        "title": template.title,
        "hypothesis": template.hypothesis,
        "purpose": template.purpose,
        "response_shape": template.shape,
    }


def initial_from_seed(seed: Seed, suggested: list[str], zone: str) -> dict[str, Any]:
    """The same for a seed that waits to be planted."""
    names = tag_names(seed.tags)
    at = seed.planned_for.astimezone(clock.zone(zone)).strftime("%Y-%m-%dT%H:%M") if seed.planned_for else ""
    columns = ("body", "title", "hypothesis", "purpose", "kind", "response_shape", "visibility")
    return {name: getattr(seed, name) for name in columns} | {
        "chosen": [name for name in names if name in suggested],
        "more": ", ".join(name for name in names if name not in suggested),
        "when": "other" if at else "monday",
        "at": at,
        "version": seed.version,
    }


class OutcomeForm(forms.Form):
    note = forms.CharField(
        label=_("What did we learn from it?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
