"""The composer's forms, one for each kind: shape only; what may be said stands in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock, site
from kit.formfields import Words
from kit.hand import HIGHEST, WINDOW_LENGTH
from kit.http import new_token
from posts.models import Certainty, Draft, Kind, Post, ResourceFormat, ResponseShape, Visibility, Wants
from posts.models.post import BODY_LENGTH, TAGS_AT_MOST, TITLE_AT_LEAST, TITLE_LENGTH
from posts.models.tag import TAG_LENGTH
from posts.services.writing import FIELDS, clean_tags

ALT_LENGTH = 300
TAGS_LENGTH = 250
NOTHING = ("", _("Not said"))


class ComposerForm(forms.Form):
    """What every kind has."""

    kind: str = Kind.REFLECTION
    helper: Any = ""

    title = forms.CharField(
        label=_("Title"),
        min_length=TITLE_AT_LEAST,
        max_length=TITLE_LENGTH,
        error_messages={
            "required": _("Give it a title, so that people know what they open."),
            "min_length": _("A few letters more, so that people know what they open."),
        },
    )
    body = Words(
        label=_("What you want to say"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Write something first.")},
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=TAGS_LENGTH,
        help_text=_("One to five, with commas between them."),
        error_messages={"required": _("One tag is enough; it is how people find this.")},
    )
    visibility = forms.ChoiceField(label=_("Who can read it"), choices=Visibility.choices, widget=forms.RadioSelect)
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    draft = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
    draft_version = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False, widget=forms.HiddenInput)
    window = forms.CharField(max_length=WINDOW_LENGTH, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        if "visibility" in self.fields:
            self._offer_visibility(str(site.get("COMMUNITY_VISIBILITY")))

    def _offer_visibility(self, widest: str) -> None:
        self.fields["visibility"].initial = widest
        if widest == Visibility.MEMBERS or self.kind == Kind.HALLWAY:
            self.fields["visibility"] = forms.ChoiceField(
                choices=[(Visibility.MEMBERS.value, "")], initial=Visibility.MEMBERS, widget=forms.HiddenInput
            )

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What this kind has for itself, in its order."""
        return [self[name] for name in FIELDS[Kind(self.kind)] if name in self.fields]

    def clean_tags(self) -> str:
        names = clean_tags(self.cleaned_data["tags"].split(","))
        if len(names) > TAGS_AT_MOST:
            raise forms.ValidationError(_("Five tags at most; take the least telling ones out."))
        if any(len(name) > TAG_LENGTH for name in names):
            raise forms.ValidationError(_("A tag has at most 40 characters."))
        return ", ".join(names)

    def tag_names(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]

    def kind_values(self) -> dict[str, Any]:
        """The kind's own values; a moment was typed in the writer's zone."""
        values = {name: self.cleaned_data[name] for name in FIELDS[Kind(self.kind)] if name in self.fields}
        if values.get("closes_at"):
            values["closes_at"] = values["closes_at"].replace(tzinfo=clock.zone(self.zone))
        return values

    def show_again_with(self, **values: str) -> None:
        """What was typed stays; these hidden values are others when it is shown again."""
        self.data = {**dict(self.data.items()), **values}


class QuestionForm(ComposerForm):
    kind = Kind.QUESTION
    helper = _("What are you trying to do, and what have you tried?")
    already_tried = Words(
        label=_("What you have tried"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    wants = forms.ChoiceField(label=_("What would help"), choices=Wants.choices, initial=Wants.EXPERIENCE)
    needed_by = forms.DateField(
        label=_("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ResourceForm(ComposerForm):
    kind = Kind.RESOURCE
    helper = _("Say why it earned your time")
    url = forms.URLField(label=_("Link"), max_length=500, assume_scheme="https")
    why = Words(
        label=_("Why it earned your time"),
        min_length=20,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("A whole sentence, so that others know whether it is for them.")},
    )
    format = forms.ChoiceField(label=_("What it is"), choices=[NOTHING, *ResourceFormat.choices], required=False)
    minutes = forms.IntegerField(label=_("Minutes it takes"), min_value=1, max_value=10_000, required=False)
    doubt = forms.CharField(
        label=_("One thing to be careful about"), max_length=300, required=False, help_text=_("Where it may be wrong.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False


class ReflectionForm(ComposerForm):
    kind = Kind.REFLECTION
    helper = _("Half-formed is fine here")
    certainty = forms.ChoiceField(label=_("How sure you are"), choices=Certainty.choices, initial=Certainty.HALF_FORMED)


class PromptForm(ComposerForm):
    kind = Kind.PROMPT
    helper = _("One concrete thing that people can answer from their own practice")
    response_shape = forms.ChoiceField(
        label=_("How long an answer"), choices=ResponseShape.choices, initial=ResponseShape.SHORT
    )
    closes_at = forms.DateTimeField(
        label=_("Takes answers until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In your own time zone."),
    )


class HallwayForm(ComposerForm):
    kind = Kind.HALLWAY
    helper = _("No agenda")
    title = forms.CharField(label=_("Title"), min_length=1, max_length=TITLE_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "tags"):
            self.fields[name].required = False


FORMS: dict[str, type[ComposerForm]] = {
    form.kind: form for form in (ReflectionForm, QuestionForm, ResourceForm, PromptForm, HallwayForm)
}


def from_draft(draft: Draft) -> dict[str, Any]:
    """What a form begins with when a draft is taken up again."""
    return {
        **draft.fields,
        "title": draft.title,
        "body": draft.body,
        "tags": draft.tags,
        "form_token": draft.form_token,
        "draft": draft.pk,
        "draft_version": draft.version,
    }


def from_post(post: Post) -> dict[str, Any]:
    """What a form begins with when a discussion is edited."""
    names = post.tags.order_by("tagged_posts__pk").values_list("name", flat=True)
    own = {name: getattr(post, name) for name in FIELDS[Kind(post.kind)]}
    return own | {"title": post.title, "body": post.body, "tags": ", ".join(names), "version": post.version}


def blank() -> dict[str, Any]:
    return {"form_token": new_token()}


def edit_form(kind: str) -> type[ComposerForm]:
    """The kind's form for editing: who can read it stays as it is, and the version it was made from travels along."""
    version = forms.IntegerField(min_value=1, max_value=2**31, widget=forms.HiddenInput)
    return type("EditForm", (FORMS[kind],), {"version": version, "visibility": None})


class PictureForm(forms.Form):
    """A file and what is on it; whether it is a picture is told by its content, and not in this process."""

    picture = forms.FileField(
        label=_("The picture"),
        help_text=_("PNG, JPEG or WebP, at most 5 megabytes. Where and when it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    alt = forms.CharField(
        label=_("What does it show?"),
        help_text=_("For people who cannot see it. Leave it empty if it is only decoration."),
        max_length=ALT_LENGTH,
        required=False,
    )


class AskForm(forms.Form):
    """Whom to let read a draft, and what kind of word would help."""

    who = forms.CharField(
        label=_("Whom do you want to ask?"),
        max_length=80,
        required=False,
        help_text=_("A name or a @username. Leave it empty, and a curator reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    body = Words(
        label=_("What would help you?"),
        max_length=1_000,
        help_text=_("Where you are unsure, or what you would like them to look at."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence what would help.")},
    )
    form_token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class TagForm(forms.Form):
    """What belongs under a tag."""

    description = Words(
        label=_("What belongs here?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. They stand at the top of the tag’s page and in the list of tags."),
    )
