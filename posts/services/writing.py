"""What publishing, editing and importing have in common: checking words and turning them into columns."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from kit import site
from kit.markdown import Rendered, render
from members.models import Member
from members.rules import viewer_for
from members.selectors import known_usernames
from posts import rules
from posts.models import Kind, Post, Tag, TaggedPost
from posts.models.post import BODY_LENGTH, TAGS_AT_MOST, TITLE_AT_LEAST, TITLE_LENGTH
from posts.models.tag import TAG_LENGTH
from posts.services.errors import PublishRefused

SLUG_LENGTH = 80
FIELDS = {
    Kind.QUESTION: ("already_tried", "wants", "needed_by"),
    Kind.RESOURCE: ("url", "why", "format", "minutes", "doubt"),
    Kind.REFLECTION: ("certainty",),
    Kind.PROMPT: ("response_shape", "closes_at"),
    Kind.HALLWAY: (),
}
BODY_MAY_BE_EMPTY = (Kind.RESOURCE, Kind.HALLWAY)
WHY_AT_LEAST = 20


def check_words(*, kind: str, title: str, body: str, tags: Sequence[str], fields: Mapping[str, Any]) -> None:
    """The bounds of a discussion. Raises PublishRefused."""
    hallway = kind == Kind.HALLWAY
    if kind not in Kind.values:
        raise PublishRefused("kind", _("There is no such kind of discussion."))
    if not (1 if hallway else TITLE_AT_LEAST) <= len(title) <= TITLE_LENGTH:
        raise PublishRefused("title", _("A title has 5 to 140 characters."))
    if len(body) > BODY_LENGTH or (not body.strip() and kind not in BODY_MAY_BE_EMPTY):
        raise PublishRefused("body", _("Say something, in at most 20,000 characters."))
    if not (0 if hallway else 1) <= len(tags) <= TAGS_AT_MOST or any(len(tag) > TAG_LENGTH for tag in tags):
        raise PublishRefused("tags", _("Give one to five tags."))
    if kind == Kind.RESOURCE and (not fields.get("url") or len(str(fields.get("why", ""))) < WHY_AT_LEAST):
        raise PublishRefused("why", _("Give the link, and say in a sentence why it earned your time."))


def check_visibility(*, kind: str, visibility: str) -> None:
    """Never wider than the community, and the Hallway stays among members. Raises PublishRefused."""
    if rules.is_wider(visibility, than=str(site.get("COMMUNITY_VISIBILITY"))):
        raise PublishRefused("visibility", _("In this community only members read."))
    if kind == Kind.HALLWAY and rules.is_wider(visibility, than="members"):
        raise PublishRefused("visibility", _("The Hallway stays among members."))


def check_start(*, author: Member, kind: str) -> None:
    if not rules.may_start(viewer_for(author), kind):
        raise PublishRefused("kind", _("Prompts are set by curators."))


def words(*, kind: str, title: str, body: str, fields: Mapping[str, Any]) -> tuple[dict[str, Any], Rendered]:
    """The columns that hold what was written. Raises TooDeep."""
    rendered = render(body, people=known_usernames)
    excerpt = rendered.excerpt or " ".join(str(fields.get("why", "")).split())[:280]
    columns: dict[str, Any] = {
        "title": title,
        "slug": slugify(title)[:SLUG_LENGTH].strip("-"),
        "body": body,
        "html": rendered.html,
        "html_version": rendered.version,
        "excerpt": excerpt,
    }
    return columns | own_fields(kind, fields), rendered


def own_fields(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a kind has for itself; whatever belongs to another kind is left out."""
    return {name: fields[name] for name in FIELDS[Kind(kind)] if name in fields and fields[name] is not None}


def clean_tags(tags: Sequence[str]) -> list[str]:
    """Names as they are stored: single spaces, no #, no doubles whatever the case; the first stays first."""
    flat = (" ".join(tag.replace("\x00", "").split()).lstrip("#").strip() for tag in tags)
    return list({tag.casefold(): tag for tag in reversed([tag for tag in flat if tag])}.values())[::-1]


def set_tags(post: Post, names: Sequence[str]) -> None:
    """Give a discussion exactly these tags, in this order; unknown ones are made."""
    TaggedPost.objects.filter(content_object=post).delete()
    for tag in _tags(names):
        TaggedPost.objects.get_or_create(content_object=post, tag=tag)


def _tags(names: Sequence[str]) -> list[Tag]:
    return [Tag.objects.filter(name__iexact=name).first() or _made(name) for name in names]


def _made(name: str) -> Tag:
    """A new tag. TagBase finds a slug that is free."""
    made: Tag = Tag.objects.create(name=name)
    return made


def soon(moment: dt.datetime) -> dt.datetime:
    """Until when something published at `moment` can be taken back."""
    return moment + dt.timedelta(minutes=int(site.get("TAKE_BACK_MIN")))
