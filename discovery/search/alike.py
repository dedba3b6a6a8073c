"""Discussions that are about the same: older ones at the end of a discussion, and questions that were asked before.

What is near is chosen by words and tags, and may be kept for a while as ids; whether the viewer may see it is asked of
the living rows each time.
"""

from collections.abc import Sequence

from django.core.cache import cache

from discovery.search.engine import engine
from discovery.search.language import words_of
from discovery.search.tables import Asked, Where, edition
from members.rules import Viewer
from posts.models import Post, TaggedPost
from posts.querysets import PostQuerySet

RELATED, SIMILAR = 4, 3
# some of those that are near may be hidden by the time they are shown
IN_RESERVE = 12
BY_TAG = 100
KEEP_S = 6 * 3600
TERMS_AT_MOST = 12
LEAST_LETTERS = 3
# letters by which two words count as the same, whatever their endings
STEM = 5
# how much of a question's words another one must share, and what a word in the text alone counts
SHARED_AT_LEAST, IN_TEXT = 0.5, 0.6
# of a discussion: what a shared tag counts, and how little is too little
A_TAG, NEAR_AT_LEAST = 0.25, 0.25


def related(viewer: Viewer, post: Post) -> list[Post]:
    """Older discussions by shared tags and words of the title, the nearest first; none for the Hallway's own pages."""
    if post.is_hallway or post.published_at is None:
        return []
    older = Post.objects.listed_for(viewer).outside_hallway().filter(published_at__lt=post.published_at)
    key = f"related:{post.pk}:{post.version}:{viewer.is_signed_in}:{edition()}"
    ids = cache.get(key)
    if ids is None:
        ids = _near(older, post)
        cache.set(key, ids, KEEP_S)
    return _in_order(older, ids)[:RELATED]


def similar_questions(viewer: Viewer, *, title: str, body: str = "", but: int | None = None) -> list[Post]:
    """Questions that share most words with the one being asked, at most three; few words or none alike: no question."""
    terms = telling(title)
    if len(terms) < 2:
        return []
    questions = Post.objects.listed_for(viewer).filter(kind="question")
    if but is not None:
        questions = questions.exclude(pk=but)
    said = (*terms, *(term for term in telling(body) if term not in terms))[:TERMS_AT_MOST]
    ranks = _ranks(questions, said)
    rows = questions.filter(pk__in=_best(ranks)).only("title", "excerpt")
    near = {row.pk: shared(terms, row.title) + IN_TEXT * shared(terms, row.excerpt, but=row.title) for row in rows}
    ids = [pk for pk in near if near[pk] >= SHARED_AT_LEAST]
    ids.sort(key=lambda pk: (-round(near[pk], 1), -ranks[pk], -pk))
    return _in_order(questions, ids[:SIMILAR])


def telling(text: str) -> tuple[str, ...]:
    """The first words that say something: not the very short ones, each once."""
    words = (word.casefold() for word in words_of(text[:2000]))
    return tuple(dict.fromkeys(word for word in words if len(word) >= LEAST_LETTERS))[:TERMS_AT_MOST]


def shared(terms: Sequence[str], text: str, *, but: str = "") -> float:
    """How much of `terms` stands in `text` and not in `but`, from 0 to 1; endings are overlooked."""
    stems = {word[:STEM].casefold() for word in words_of(text)}
    stems -= {word[:STEM].casefold() for word in words_of(but)}
    return sum(term[:STEM] in stems for term in terms) / len(terms) if terms else 0.0


def _near(older: PostQuerySet, post: Post) -> list[int]:
    """Ids of what is near, the nearest first: words of the title and tags, each counted."""
    terms = telling(post.title)
    found = _best(_ranks(older, terms)) if terms else []
    mine = TaggedPost.objects.filter(content_object=post).values("tag")
    tagged = older.filter(pk__in=TaggedPost.objects.filter(tag__in=mine).values("content_object"))
    tagged_ids = list(tagged.order_by("-worth", "-pk").values_list("pk", flat=True)[:BY_TAG])
    titles = dict(older.filter(pk__in={*found, *tagged_ids}).values_list("pk", "title"))
    tags = _tags_shared(post, titles)
    near = {pk: shared(terms, title) + A_TAG * tags.get(pk, 0) for pk, title in titles.items()}
    ids = [pk for pk in near if near[pk] > NEAR_AT_LEAST or tags.get(pk)]
    return sorted(ids, key=lambda pk: (-near[pk], -pk))[:IN_RESERVE]


def _tags_shared(post: Post, ids: Sequence[int] | dict[int, str]) -> dict[int, int]:
    mine = TaggedPost.objects.filter(content_object=post).values("tag")
    shared_tags = TaggedPost.objects.filter(tag__in=mine, content_object__in=list(ids))
    counts: dict[int, int] = {}
    for pk in shared_tags.values_list("content_object_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts


def _ranks(rows: PostQuerySet, terms: tuple[str, ...]) -> dict[int, float]:
    asked = Asked(terms, any_term=True)
    found = engine().matching(Where.POSTS, rows, asked)
    return engine().ranks(Where.POSTS, [each.id for each in found], asked) if found else {}


def _best(ranks: dict[int, float]) -> list[int]:
    return sorted(ranks, key=lambda pk: (-ranks[pk], -pk))[:BY_TAG]


def _in_order(rows: PostQuerySet, ids: Sequence[int]) -> list[Post]:
    """These of them that may still be seen, in this order; no query for none."""
    if not ids:
        return []
    found = (
        rows.filter(pk__in=ids)
        .for_lines()
        .only("title", "slug", "kind", "published_at", "answered_state", "author__name", "byline__name")
    )  # noqa: E501
    known = {post.pk: post for post in found}
    return [known[pk] for pk in ids if pk in known]
