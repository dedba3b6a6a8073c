"""The words that stand for scores; low scores say nothing (scoring D.4)."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.models import Kind, Post

LIVELY, BUSY = 2.5, 5.0
RICH, KEEPER = 2.5, 5.0


def bands(post: Post) -> str:
    """Which words its scores have come to; changes when they do."""
    return "".join(f"{reached:d}" for reached in (post.a >= LIVELY, post.a >= BUSY, post.l >= RICH, post.l >= KEEPER))


def kind_noun(kind: str) -> str:
    """A kind as a noun, over a title (the picker has verbs)."""
    nouns = {
        Kind.QUESTION: _("Question"),
        Kind.RESOURCE: _("Resource"),
        Kind.REFLECTION: _("Thinking out loud"),
        Kind.PROMPT: _("Prompt"),
        Kind.HALLWAY: _("Hallway"),
    }
    return nouns[Kind(kind)]


def liveliness(post: Post) -> str:
    """How lively and how rich it is, in words; '' below both."""
    words = []
    if post.l >= RICH:
        words.append(_("keeper") if post.l >= KEEPER else _("rich"))
    if post.a >= LIVELY:
        words.append(_("busy") if post.a >= BUSY else _("lively"))
    return ", ".join(words)


def waited(days: int) -> str:
    """How long a draft has waited, as somebody would say it."""
    return ngettext("one day", "%(count)s days", days) % {"count": apnumber(days)}
