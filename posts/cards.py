"""Discussions in lists, drawn once and kept: a card looks the same to everybody who may see it."""

from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kit.visitors import names_version
from posts.models import AnsweredState, Kind, Post
from posts.words import bands, kind_noun, liveliness

KEEP_S = 86_400
LAYOUT = 2  # raise it when the template gives other HTML


def cards(posts: Sequence[Post]) -> list[SafeString]:
    """A card of each, in their order. They come from `for_cards`; two more queries where some are drawn anew."""
    names = names_version()
    keys = [_key(post, names) for post in posts]
    kept = cache.get_many(keys)
    missing = {post.pk: key for post, key in zip(posts, keys, strict=True) if key not in kept}
    if missing:
        made = {missing[post.pk]: _draw(post) for post in _whole(missing)}
        cache.set_many(made, KEEP_S)
        kept |= made
    # our own template's work, which came through the cache as plain text
    return [mark_safe(kept[key]) for key in keys if key in kept]  # noqa: S308


def _key(post: Post, names: str) -> str:
    """All that a card shows: words and counts by the discussion's version, names and scores by themselves."""
    return f"card:{LAYOUT}:{post.pk}:{post.thread_version}:{names}:{bands(post)}:{get_language()}"


def _whole(ids: Iterable[int]) -> Iterable[Post]:
    """The caller has already asked who may see them."""
    return Post.objects.filter(pk__in=list(ids)).with_all_a_card_shows()


def _draw(post: Post) -> str:
    shown = {
        "post": post,
        "kind": kind_noun(post.kind),
        "waiting": post.kind == Kind.QUESTION and post.answered_state == AnsweredState.WAITING,
        "resolved": post.kind == Kind.QUESTION and post.answered_state == AnsweredState.RESOLVED,
        "lively": liveliness(post),
    }
    return str(get_template("posts/_card.html").render(shown))
