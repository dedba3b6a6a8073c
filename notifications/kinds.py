"""The catalogue: every kind of thing a member is told, in which class it is, in what words, and by which channel.

Three classes. *Someone needs you* and *your conversations* are here; what is only worth one's time is told by the
weekly letter and never by a notice, and so is every mark of approval.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import NoticePreset

Text = Any  # a lazy translation


class Mailed(models.TextChoices):
    SOON = "soon", _("Soon")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


class Group(models.TextChoices):
    NEEDS_YOU = "needs", _("Someone needs you")
    YOURS = "yours", _("Your conversations")


MAILED_BY_GROUP = {
    Group.NEEDS_YOU: (Mailed.DAILY, Mailed.SOON, Mailed.SOON),
    Group.YOURS: (Mailed.NEVER, Mailed.DAILY, Mailed.SOON),
}
PRESETS = (NoticePreset.QUIET, NoticePreset.STEADY, NoticePreset.CLOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`sentence` has %(who)s and %(title)s; without one, whoever tells says a whole sentence. `short` is for the menu,
    of everybody whose notices share it. `mailed` is by preset; None: as its class. `fixed`: always on the site."""

    code: str
    group: Group
    label: Text
    why: Text
    short: Text
    sentence: Text = ""
    mailed: tuple[Mailed, Mailed, Mailed] | None = None
    for_curators: bool = False
    fixed: bool = False

    def mailed_with(self, preset: str) -> Mailed:
        """When it is mailed with one of the three presets; the own mix begins with *steady*."""
        chosen = self.mailed or MAILED_BY_GROUP[self.group]
        return chosen[PRESETS.index(NoticePreset(preset))] if preset in PRESETS else chosen[1]


ANSWERED = _("%(who)s answered you")

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code="reply",
            group=Group.NEEDS_YOU,
            label=_("Somebody replies to what I wrote"),
            sentence=_("%(who)s replied to you in “%(title)s”"),
            short=ANSWERED,
            why=_("You get this because it is a reply to what you wrote."),
        ),
        Kind(
            code="answer",
            group=Group.NEEDS_YOU,
            label=_("Somebody answers my question"),
            sentence=_("%(who)s answered your question “%(title)s”"),
            short=ANSWERED,
            why=_("You get this because you asked."),
        ),
        Kind(
            code="comment",
            group=Group.NEEDS_YOU,
            label=_("Somebody replies to a discussion I started"),
            sentence=_("%(who)s replied in your discussion “%(title)s”"),
            short=ANSWERED,
            why=_("You get this because you started the discussion."),
        ),
        Kind(
            code="mention",
            group=Group.NEEDS_YOU,
            label=_("Somebody mentions me"),
            sentence=_("%(who)s mentioned you in “%(title)s”"),
            short=_("%(who)s mentioned you"),
            why=_("You get this because your name was mentioned with an @."),
        ),
        Kind(
            code="private",
            group=Group.NEEDS_YOU,
            label=_("Somebody writes to me alone"),
            short=_("%(who)s wrote to you"),
            why=_("You get this because the words are for you alone."),
        ),
        Kind(
            code="answered",
            group=Group.NEEDS_YOU,
            label=_("My reply is marked as what answered a question"),
            short=_("%(who)s found the answer in your reply"),
            why=_("You get this because your reply was marked as the answer."),
        ),
        Kind(
            code="tried",
            group=Group.NEEDS_YOU,
            label=_("Somebody tried what I wrote about"),
            sentence=_("%(who)s tried what you wrote about in “%(title)s”"),
            short=_("%(who)s tried your idea"),
            why=_("You get this because the idea was yours."),
        ),
        Kind(
            code="kept",
            group=Group.NEEDS_YOU,
            label=_("Somebody keeps a line of mine and shows me"),
            sentence=_("%(who)s kept a line from what you wrote in “%(title)s”"),
            short=_("%(who)s kept a line of yours"),
            why=_("You get this because the line comes from your words."),
        ),
        Kind(
            code="drafts",
            group=Group.YOURS,
            label=_("Drafts of mine are about to go"),
            short=_("Drafts of yours go soon"),
            why=_("You get this because you began something and have not touched it for half a year."),
            mailed=(Mailed.DAILY, Mailed.DAILY, Mailed.DAILY),
        ),
        Kind(
            code="moderation",
            group=Group.NEEDS_YOU,
            label=_("Curators do something about my words or my account"),
            short=_("Curators have something to tell you"),
            why=_("You get this because it is about your words or your account."),
            mailed=(Mailed.SOON, Mailed.SOON, Mailed.SOON),
            fixed=True,
        ),
        Kind(
            code="report",
            group=Group.NEEDS_YOU,
            label=_("Somebody reports something"),
            short=_("Something was reported"),
            why=_("You get this because you tend this community."),
            for_curators=True,
        ),
        Kind(
            code="seed",
            group=Group.NEEDS_YOU,
            label=_("Something becomes of a seed"),
            short=_("News of a seed"),
            why=_("You get this because you tend this community."),
            mailed=(Mailed.NEVER, Mailed.DAILY, Mailed.SOON),
            for_curators=True,
        ),
        Kind(
            code="followed",
            group=Group.YOURS,
            label=_("Somebody writes in a discussion I follow"),
            sentence=_("%(who)s wrote in “%(title)s”"),
            short=_("New in your conversations"),
            why=_("You get this because you follow this discussion."),
        ),
        Kind(
            code="moved",
            group=Group.YOURS,
            label=_("What I wrote stands in another discussion now"),
            short=_("Something of yours has moved"),
            why=_("You get this because your words were moved along."),
            mailed=(Mailed.NEVER, Mailed.NEVER, Mailed.DAILY),
        ),
        Kind(
            code="started",
            group=Group.YOURS,
            label=_("Somebody I follow starts a discussion"),
            sentence=_("%(who)s started “%(title)s”"),
            short=_("New in your conversations"),
            why=_("You get this because you follow the person who wrote it."),
        ),
        Kind(
            code="tagged",
            group=Group.YOURS,
            label=_("A discussion begins under a tag I follow"),
            sentence=_("%(who)s started “%(title)s”"),
            short=_("New in your conversations"),
            why=_("You get this because you follow one of its tags."),
        ),
    )
}
# what an older or a newer release told of
OTHER = Kind(
    code="",
    group=Group.NEEDS_YOU,
    label="",
    short=_("Something for you"),
    why=_("You get this because it concerns you."),
)


def kind_of(code: str) -> Kind:
    return KINDS.get(code, OTHER)


def kinds_for(is_curator: bool) -> list[Kind]:
    """Those that somebody can be told of, in the order of the table."""
    return [kind for kind in KINDS.values() if is_curator or not kind.for_curators]
