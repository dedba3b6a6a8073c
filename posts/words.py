"""The words that stand for scores; low scores say nothing (scoring D.4)."""

from django.utils.translation import gettext as _

from posts.models import Post

LIVELY, BUSY = 2.5, 5.0
RICH, KEEPER = 2.5, 5.0


def liveliness(post: Post) -> str:
    """How lively and how rich it is, in words; '' below both."""
    words = []
    if post.l >= RICH:
        words.append(_("keeper") if post.l >= KEEPER else _("rich"))
    if post.a >= LIVELY:
        words.append(_("busy") if post.a >= BUSY else _("lively"))
    return ", ".join(words)
