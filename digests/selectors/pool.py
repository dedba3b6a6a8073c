"""What a letter could name, read once for a batch of readers; and what each reader has to do with it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from comments.models import Comment
from digests.models import Delivery, LetterKind
from digests.selectors.unwanted import Unwanted, unwanted
from kit import site
from learning.models import Takeaway
from learning.selectors import Interest, interests
from notifications.models import Notice
from posts.models import AnsweredState, Post, Read, TaggedPost

ACTIVE_FOR = dt.timedelta(days=28)
COLD_FOR = dt.timedelta(days=60)
LEARNED_WITHIN = dt.timedelta(days=7)
TIES_WITHIN = dt.timedelta(days=365)
POSTS_AT_MOST = 400
LINES_AT_MOST = 30
LETTERS_BACK = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Offer:
    """A discussion that may stand in letters. `author` names one person, whether an account or a byline."""

    post: int
    author: str
    author_id: int | None
    kind: str
    tags: tuple[str, ...]
    learning: float
    published_at: dt.datetime
    active_at: dt.datetime
    need: bool
    is_seed: bool
    author_posts: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Line:
    """A shared line that may be the thing learned this week; `credited_id` wrote what it was kept from."""

    pk: int
    member_id: int
    credited_id: int | None
    post: int
    tags: tuple[str, ...]
    learning: float


@dataclass(frozen=True, slots=True)
class Pool:
    """What is on offer at `at`."""

    at: dt.datetime
    offers: tuple[Offer, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader's side of the pool. `reads`: when each discussion was last read; `shown`: in which letters each was
    named before; `ties`: whom they have exchanged replies with; `news`: notices not yet looked at, strongest first."""

    interest: Interest = field(default_factory=Interest)
    reads: dict[int, dt.datetime] = field(default_factory=dict)
    shown: dict[int, list[dt.datetime]] = field(default_factory=dict)
    lines_shown: frozenset[int] = frozenset()
    ties: frozenset[int] = frozenset()
    news: tuple[Notice, ...] = ()
    unwanted: Unwanted = field(default_factory=Unwanted)


def pool(at: dt.datetime) -> Pool:
    """The community's side: released discussions outside the Hallway that are active or young, the best first."""
    recent = Q(last_activity_at__gte=at - ACTIVE_FOR) | Q(published_at__gte=at - COLD_FOR)
    written = Post.objects.facts_for_scoring().filter(author=OuterRef("author")).order_by().values("author")
    posts = Post.objects.facts_for_scoring().outside_hallway().filter(recent, published_at__lte=at)
    posts = posts.annotate(
        author_posts=Coalesce(Subquery(written.annotate(n=Count("pk")).values("n")), 100),
    ).defer("body", "html")
    found = list(posts.order_by("-worth", "-pk")[:POSTS_AT_MOST])
    ids = [post.pk for post in found]
    tags, people = _tags(ids), _people(ids)
    offers = [_offer(post, tags[post.pk], people[post.pk]) for post in found]
    return Pool(at, tuple(offers), tuple(_lines(at)))


def readers(member_ids: list[int], made: Pool, since: dict[int, dt.datetime]) -> dict[int, Reader]:
    """Each reader's side, in a number of queries that does not grow with how many they are. `since` is the moment of
    each one's last letter, or of how far back a first one looks."""
    ids = [offer.post for offer in made.offers]
    drawn, ties, news = interests(member_ids, at=made.at), _ties(member_ids, made.at), _news(member_ids, since)
    reads: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    for read in Read.objects.filter(member_id__in=member_ids, post_id__in=ids).order_by("last_at"):
        reads[read.member_id][read.post_id] = read.last_at
    shown, lines = _shown(member_ids, made.at)
    refused = unwanted(member_ids)
    return {
        member: Reader(
            interest=drawn[member],
            reads=reads[member],
            shown=shown[member],
            lines_shown=frozenset(lines[member]),
            ties=frozenset(ties[member] - refused[member].people),
            news=tuple(news[member]),
            unwanted=refused[member],
        )
        for member in member_ids
    }


def _offer(post: Post, tags: list[str], people: set[int]) -> Offer:
    return Offer(
        post=post.pk,
        author=f"m{post.author_id}" if post.author_id else f"b{post.byline_id}",
        author_id=post.author_id,
        kind=post.kind,
        tags=tuple(tags),
        learning=_ranking(post.l),
        published_at=post.published_at or post.created_at,
        active_at=post.last_activity_at,
        need=post.answered_state == AnsweredState.WAITING,
        is_seed=post.is_seed,
        author_posts=post.author_posts,  # type: ignore[attr-defined]  # annotated
        people=frozenset(people | ({post.author_id} if post.author_id else set())),
    )


def _ranking(learned: float) -> float:
    """n(L), the stored score between 0 and 1."""
    return 1 - exp(-learned / float(site.get("KAPPA_L")))


def _tags(ids: list[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    rows = TaggedPost.objects.filter(content_object_id__in=ids).order_by("pk")
    for post, slug in rows.values_list("content_object_id", "tag__slug"):
        tags[post].append(slug)
    return tags


def _people(ids: list[int]) -> dict[int, set[int]]:
    people: dict[int, set[int]] = defaultdict(set)
    spoken = Comment.objects.facts_for_scoring().filter(post_id__in=ids, author__isnull=False)
    for post, author in spoken.order_by().values_list("post_id", "author_id").distinct():
        people[post].add(author)
    return people


def _lines(at: dt.datetime) -> list[Line]:
    shared = Takeaway.objects.shared().filter(shared_at__gte=at - LEARNED_WITHIN, shared_at__lte=at)
    shared = shared.filter(post__in=Post.objects.facts_for_scoring().outside_hallway().values("pk"))
    shared = shared.filter(member__is_active=True).select_related("post").defer("post__body", "post__html")
    found = list(shared.order_by("-post__worth", "-shared_at", "-pk")[:LINES_AT_MOST])
    tags = _tags([line.post_id for line in found])
    return [
        Line(n.pk, n.member_id, n.credited_id, n.post_id, tuple(tags[n.post_id]), _ranking(n.post.l)) for n in found
    ]


def _ties(member_ids: list[int], at: dt.datetime) -> dict[int, set[int]]:
    """Whom each has exchanged replies with: both have answered the other."""
    mine, theirs = set(member_ids), Comment.objects.facts_for_scoring().filter(created_at__gte=at - TIES_WITHIN)
    said = theirs.filter(
        Q(author_id__in=mine) | Q(parent__author_id__in=mine) | Q(parent=None, post__author_id__in=mine)
    )
    to: dict[int, set[int]] = defaultdict(set)
    columns = ("author_id", "parent_id", "parent__author_id", "post__author_id")
    for author, parent, answered, opener in said.order_by().values_list(*columns).distinct():
        other = answered if parent else opener
        if author and other and author != other:
            to[author].add(other)
    return defaultdict(set, {one: {other for other in to[one] if one in to.get(other, ())} for one in mine & set(to)})


def _shown(
    member_ids: Iterable[int], at: dt.datetime
) -> tuple[dict[int, dict[int, list[dt.datetime]]], dict[int, set[int]]]:
    shown: dict[int, dict[int, list[dt.datetime]]] = defaultdict(lambda: defaultdict(list))
    lines: dict[int, set[int]] = defaultdict(set)
    before = Delivery.objects.of_kind(LetterKind.MEMBER).arrived().filter(member_id__in=list(member_ids))
    for letter in before.filter(created_at__gte=at - LETTERS_BACK):
        for item in letter.items:
            if item["in"] == "worth":
                shown[letter.member_id][item["post"]].append(letter.arrived_at)  # type: ignore[index,attr-defined]
            elif item["in"] == "learned":
                lines[letter.member_id].add(item["line"])  # type: ignore[index]
    return shown, lines


# what somebody did for the reader comes before what the reader is merely part of
NEWS_ORDER = ("answered", "tried", "answer", "reply", "comment", "kept", "mention")
SUBJECTS = ("comment:", "takeaway:")


def _news(member_ids: list[int], since: dict[int, dt.datetime]) -> dict[int, list[Notice]]:
    about = Q(latest__subject__startswith=SUBJECTS[0]) | Q(latest__subject__startswith=SUBJECTS[1])
    oldest = min(since.values(), default=None)
    unseen = Notice.objects.filter(about, recipient_id__in=member_ids, seen_at__isnull=True, kind__in=NEWS_ORDER)
    if oldest:
        unseen = unseen.filter(created_at__gte=oldest)
    news: dict[int, list[Notice]] = defaultdict(list)
    found = list(unseen.select_related("latest").order_by("-created_at"))
    hallway = _hallway({notice.thread for notice in found})
    for notice in found:
        if notice.created_at >= since[notice.recipient_id] and notice.thread not in hallway:
            news[notice.recipient_id].append(notice)
    return defaultdict(list, {member: sorted(found, key=_strength) for member, found in news.items()})


def _hallway(threads: set[str]) -> set[str]:
    """Those of these threads that are in the Hallway, which letters leave alone."""
    named = {thread: thread.partition(":")[2] for thread in threads if thread.startswith("post:")}
    there = Post.objects.numbers_of([int(number) for number in named.values()]).filter(kind="hallway")
    return {f"post:{pk}" for pk in there.values_list("pk", flat=True)}


def _strength(notice: Notice) -> int:
    return NEWS_ORDER.index(notice.kind) if notice.kind in NEWS_ORDER else len(NEWS_ORDER)
