"""Shape of putting things elsewhere: under which title, to which place, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from curation import rules, selectors
from curation.forms.care import ReasonForm
from curation.services.planting import tag_names
from members.rules import Viewer
from posts.models import Kind, Post
from posts.models.post import TITLE_AT_LEAST, TITLE_LENGTH

KINDS = [(kind.value, kind.label) for kind in (Kind.REFLECTION, Kind.QUESTION)]


class PutBackForm(ReasonForm):
    """A reason where somebody else's words are concerned."""

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]


class GrowForm(PutBackForm):
    title = forms.CharField(label=_("Title"), min_length=TITLE_AT_LEAST, max_length=TITLE_LENGTH)
    kind = forms.ChoiceField(label=_("What kind of discussion"), choices=KINDS, widget=forms.RadioSelect)
    tags = forms.CharField(label=_("Tags"), max_length=250, help_text=_("One to five, with commas between them."))
    field_order = ("title", "kind", "tags", "reason")

    def tag_names(self) -> list[str]:
        return tag_names(self.cleaned_data["tags"])


def grown(comment: Comment) -> dict[str, str]:
    """What the form begins with: the first words, and the tags of the old discussion."""
    names = comment.post.tags.order_by("tagged_posts__pk").values_list("name", flat=True)
    kind = Kind.QUESTION if rules.asks(comment) else Kind.REFLECTION
    return {"title": rules.first_words(comment.excerpt), "kind": kind, "tags": ", ".join(names)}


class MoveForm(PutBackForm):
    """`place` is where `to` leads, once that is known."""

    to = forms.CharField(
        label=_("Where to"),
        max_length=500,
        help_text=_("The address of a discussion, or of a comment to stand below. Its number is enough."),
        error_messages={"required": _("Say where it should go.")},
    )
    field_order = ("to", "reason")

    def __init__(self, *args: Any, viewer: Viewer, post: Post, comment: Comment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.post, self.comment = viewer, post, comment
        self.place: selectors.Place | None = None
        if comment is None:
            self.fields["to"].help_text = _("The address of the other discussion, or its number.")

    def clean_to(self) -> str:
        to: str = self.cleaned_data["to"].strip()
        place = selectors.place_at(self.viewer, to)
        if place is None:
            raise forms.ValidationError(_("There is nothing you could put it to at this address."))
        problem = (
            rules.why_not_moved(self.comment, self.post, place.post, place.under)
            if self.comment
            else rules.why_not_merged(self.post, place.post, rules.as_comment(self.post))
        )
        if problem:
            raise forms.ValidationError(problem)
        self.place = place
        return to
