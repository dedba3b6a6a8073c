"""What a curator's desk shows: who is waiting, which seeds stand where, what was reported."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, CommentStatus
from curation import rules
from curation.arithmetic import sprouted_late
from curation.models import Action, ModeratorAction, Report, Seed, SeedState, SeedTemplate
from kit import clock, site
from kit.paging import Page, cursor_page
from members.models import Member
from members.rules import Viewer
from posts.models import AnsweredState, Origin, Post, Status, Tag

DAYS_FROM_H = 48
WAITING_AT_MOST = 20
QUESTION_WAITS_FOR = dt.timedelta(days=14)
FIRST_WAITS_FOR = dt.timedelta(days=30)
COMMENT_WAITS_FOR = dt.timedelta(days=7)
FIRST_THREE = 3
CARDS = 3
GROUP_SIZE = 60
DONE_SIZE = 30
REPORTS_SHOWN = 20
ACTIONS_SHOWN = 50
TAGS_FROM = dt.timedelta(days=180)
SHOWN = (Status.PUBLISHED, Status.CLOSED, Status.ARCHIVED, Status.HELD)
COMMENT_SHOWN = (CommentStatus.PUBLISHED, CommentStatus.HELD)
MOVES = (Action.GROW, Action.MOVE, Action.MERGE)
ANY_MEMBER = Viewer(id=0)
Row = TypeVar("Row", Post, Comment)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody to whom nobody has replied yet. `kind` is "question", "first" (a discussion) or "comment"; `id` is the
    number of the discussion or the comment, and `answer_url` leads to its reply box."""

    kind: str
    id: int
    title: str
    url: str
    answer_url: str
    who: str
    since: dt.datetime
    hours: int

    @property
    def how_long(self) -> str:
        """The wait as somebody would say it: in hours, from two days on in days."""
        if self.hours < DAYS_FROM_H:
            return ngettext("%(count)d hour", "%(count)d hours", self.hours) % {"count": self.hours}
        days = self.hours // 24
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def people_waiting(*, limit: int = WAITING_AT_MOST) -> list[Waiting]:
    """Questions and first discussions without a released reply by another person, then first comments; of each, who
    waits longest first.

    First is what is among somebody's first three posts and comments. Of their comments only the very first counts, and
    one that asks something, and only for a week: in a conversation not every word wants an answer. The Hallway is left
    alone, but what was written there counts among the three. Three queries whatever the size.
    """
    now = clock.now()
    found = {one.url: one for one in [*_first_comments(now, limit), *_first_posts(now, limit), *_questions(now, limit)]}
    return sorted(found.values(), key=lambda one: (one.kind == "comment", one.since, one.url))[:limit]


def still_readable(kind: str, ids: Iterable[int], viewer: Viewer, now: dt.datetime) -> dict[int, Waiting]:
    """Those of these discussions (or comments, for the kind "comment") whose words `viewer` may read today, by number;
    the hours are those until `now`, whether somebody has replied since or not."""
    if kind == "comment":
        comments = Comment.objects.quotable_by(viewer).filter(pk__in=ids).select_related("author", "byline", "post")
        comments = comments.defer("body", "html", "post__body", "post__html")
        return {one.pk: _waiting(kind, one, one.post.title, one.created_at, now) for one in comments}
    posts = Post.objects.listed_for(viewer).filter(pk__in=ids).select_related("author", "byline").defer("body", "html")
    return {one.pk: _waiting(kind, one, one.title, one.published_at, now) for one in posts}


def _questions(now: dt.datetime, limit: int) -> list[Waiting]:
    since, until = now - QUESTION_WAITS_FOR, now - dt.timedelta(hours=site.get("WAIT_Q_H"))
    questions = _without_reply(now, since, until).filter(kind="question").exclude(answered_state=AnsweredState.RESOLVED)
    return [_waiting("question", post, post.title, post.published_at, now) for post in questions[:limit]]


def _first_posts(now: dt.datetime, limit: int) -> list[Waiting]:
    since, until = now - FIRST_WAITS_FOR, now - dt.timedelta(hours=site.get("WAIT_FIRST_H"))
    posts = among_first_three(_without_reply(now, since, until).filter(author__staff_voice=False))
    return [_waiting("first", post, post.title, post.published_at, now) for post in posts[:limit]]


def _without_reply(now: dt.datetime, since: dt.datetime, until: dt.datetime) -> QuerySet[Post]:
    replied = Comment.objects.facts_for_scoring().filter(post=OuterRef("pk")).exclude(author=OuterRef("author"))
    posts = Post.objects.listed_for(ANY_MEMBER).outside_hallway().released()
    posts = posts.filter(status=Status.PUBLISHED, origin=Origin.NATIVE, published_at__gt=since, published_at__lte=until)
    return posts.filter(~Exists(replied)).select_related("author").defer("body", "html").order_by("published_at", "pk")


def _first_comments(now: dt.datetime, limit: int) -> list[Waiting]:
    since, until = now - COMMENT_WAITS_FOR, now - dt.timedelta(hours=site.get("WAIT_FIRST_H"))
    replied = Comment.objects.facts_for_scoring().filter(parent=OuterRef("pk")).exclude(author=OuterRef("author"))
    comments = Comment.objects.facts_for_scoring().filter(
        origin=Origin.NATIVE,
        author__staff_voice=False,
        created_at__gt=since,
        created_at__lte=until,
        post__status=Status.PUBLISHED,
    )
    comments = comments.exclude(post__kind="hallway").filter(~Exists(replied))
    comments = comments.select_related("author", "post").defer("body", "html", "post__body", "post__html")
    found = among_first_three(comments.order_by("created_at", "pk")).filter(Q(earlier=0) | Q(body__contains="?"))
    return [_waiting("comment", one, one.post.title, one.created_at, now) for one in found[:limit]]


def among_first_three(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows before which their author wrote fewer than three others, posts and comments together."""
    earlier = {"author": OuterRef("author"), "created_at__lt": OuterRef("created_at")}
    posts, comments = Post.objects.filter(**earlier), Comment.objects.filter(**earlier)  # counted, never shown
    # whoever has three of one kind is out at once: the database stops at the third row
    newcomers = rows.filter(~Exists(posts.order_by("pk")[2:3]), ~Exists(comments.order_by("pk")[2:3]))
    return newcomers.annotate(earlier=_count(posts) + _count(comments)).filter(earlier__lt=FIRST_THREE)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("author").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _waiting(kind: str, thing: Post | Comment, title: str, since: dt.datetime | None, now: dt.datetime) -> Waiting:
    began = since or now
    hours = int((now - began).total_seconds() // 3600)
    url = thing.get_absolute_url()
    answer_url = reverse("comments:reply", args=[thing.pk]) if isinstance(thing, Comment) else f"{url}#reply"
    return Waiting(kind, thing.pk, title, url, answer_url, thing.author_name, began, hours)


# -- planting -----------------------------------------------------------------------------------


def cards_for(purpose: str, *, every: bool = False) -> list[SeedTemplate]:
    """Up to three templates for a wish, those first that were planted longest ago or never; `every` gives all, and
    without a wish those of all purposes."""
    used = Coalesce(Max("seeds__planted_at"), dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    found = SeedTemplate.objects.filter(is_active=True).annotate(used=used).order_by("used", "code")
    if purpose:
        found = found.filter(purpose=purpose)
    return list(found if every else found[:CARDS])


def template_by_code(code: str) -> SeedTemplate | None:
    return SeedTemplate.objects.filter(code=code[:4], is_active=True).first()


def oldest_due_seed(now: dt.datetime) -> dt.datetime | None:
    """Since when the first of the scheduled seeds should have been planted; readiness asks it."""
    due = Seed.objects.filter(state=SeedState.SCHEDULED, planned_for__lte=now).order_by("planned_for")
    return due.values_list("planned_for", flat=True).first()


def suggested_tags() -> list[str]:
    """The three tags used most in the last half year."""
    recent = Q(tagged_posts__content_object__published_at__gt=clock.now() - TAGS_FROM)
    used = Tag.objects.annotate(uses=Count("tagged_posts", filter=recent)).filter(uses__gt=0)
    return list(used.order_by("-uses", "name").values_list("name", flat=True)[:3])


# -- the list of seeds --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeedRow:
    """A seed as the list shows it: a word for its state, since when, how many voices."""

    id: int
    title: str
    url: str
    owner: str
    word: str
    since: dt.datetime | None
    voices: int
    days: int | None
    late: bool
    expected: str
    learned: str
    asks_what_was_learned: bool


@dataclass(frozen=True, slots=True)
class Garden:
    """Seeds in three groups."""

    to_plant: list[SeedRow]
    growing: list[SeedRow]
    done: list[SeedRow]
    older: str


def garden(*, after: str = "", size: int = GROUP_SIZE) -> Garden:
    """All groups, each bounded; what is done is read page by page. Three queries whatever the size."""
    now = clock.now()
    seeds = Seed.objects.select_related("owner", "post").defer("body", "post__body", "post__html")
    grows = Q(state__in=[SeedState.PLANTED, SeedState.SPROUTING], post__isnull=False)
    before = Q(state__in=[SeedState.IDEA, SeedState.DRAFTED, SeedState.SCHEDULED])
    to_plant = seeds.filter(before).order_by(F("planned_for").asc(nulls_last=True), "pk")[:size]
    growing = seeds.filter(grows).order_by("-planted_at", "-pk")[:size]
    done: Page[Seed] = cursor_page(seeds.exclude(grows | before), by="created_at", after=after, size=DONE_SIZE)
    return Garden(_rows(to_plant, now), _rows(growing, now), _rows(done.items, now), done.next)


def _rows(seeds: Iterable[Seed], now: dt.datetime) -> list[SeedRow]:
    return [_row(seed, now) for seed in seeds]


def _row(seed: Seed, now: dt.datetime) -> SeedRow:
    word, since = _state(seed)
    return SeedRow(
        id=seed.pk,
        title=seed.title,
        url=seed.post.get_absolute_url() if seed.post else "",
        owner=seed.owner.name,
        word=word,
        since=since,
        voices=seed.voices,
        days=(now - seed.planted_at).days if seed.planted_at else None,
        late=is_late(seed, now),
        expected=seed.hypothesis,
        learned=seed.outcome_note,
        asks_what_was_learned=seed.state == SeedState.FADED and not seed.outcome_note,
    )


def row_of(seed: Seed) -> SeedRow:
    """One seed as the list shows it."""
    return _row(seed, clock.now())


def _state(seed: Seed) -> tuple[str, dt.datetime | None]:
    if seed.planted_at and seed.post is None:
        return _("taken back"), seed.planted_at
    words = {
        SeedState.IDEA: (_("an idea"), seed.created_at),
        SeedState.DRAFTED: (_("drafted"), seed.created_at),
        SeedState.SCHEDULED: (_("will be planted"), seed.planned_for),
        SeedState.PLANTED: (_("planted"), seed.planted_at),
        SeedState.SPROUTING: (_("sprouting"), seed.sprouted_at),
        SeedState.FADED: (_("faded"), seed.faded_at),
    }
    if seed.state == SeedState.SPROUTING and seed.faded_at:
        return _("second spring"), seed.sprouted_at
    return words[SeedState(seed.state)]


def is_late(seed: Seed, now: dt.datetime) -> bool:
    """No voice within three days of planting, or the first one came later."""
    if seed.planted_at is None or seed.post_id is None:
        return False
    late = dt.timedelta(hours=site.get("SPROUT_LATE_H"))
    return sprouted_late(seed.planted_at, seed.sprouted_at or seed.faded_at or now, late)


def seed_of(post: Post) -> Seed | None:
    """The seed that a discussion grew from."""
    return Seed.objects.select_related("owner").defer("body").filter(post=post).first() if post.is_seed else None


# -- keeping people safe ------------------------------------------------------------------------


def open_reports(*, limit: int = REPORTS_SHOWN) -> list[Report]:
    """What members reported and nobody settled, the oldest first."""
    reports = Report.objects.filter(settled_at__isnull=True).select_related(
        "reporter", "post__author", "post__byline", "comment__author", "comment__byline"
    )
    heavy = ("post__body", "post__html", "comment__body", "comment__html")
    return list(reports.defer(*heavy).order_by("created_at")[:limit])


def held_posts(*, limit: int = REPORTS_SHOWN) -> list[Post]:
    """Discussions that wait for a curator; only curators see this list."""
    held = Post.objects.filter(status=Status.HELD).select_related("author", "byline")
    return list(held.defer("body", "html").order_by("created_at")[:limit])


def held_comments(*, limit: int = REPORTS_SHOWN) -> list[Comment]:
    """Comments that wait for a curator; only curators see this list."""
    held = Comment.objects.filter(status=CommentStatus.HELD).select_related("author", "byline", "post")
    return list(held.defer("body", "html", "post__body", "post__html").order_by("created_at")[:limit])


def answers_waiting(*, limit: int = REPORTS_SHOWN) -> list[ModeratorAction]:
    """What members answered to an act that concerned them, until a curator has read it."""
    answered = ModeratorAction.objects.filter(answered_at__isnull=False, answer_read_at__isnull=True)
    return list(_with_things(answered).order_by("answered_at")[:limit])


def actions_for(member_id: int) -> list[ModeratorAction]:
    """What curators did that concerns a member, the newest first; parts of one act are shown as that act."""
    acts = ModeratorAction.objects.filter(member_id=member_id, part_of__isnull=True)
    return list(_with_things(acts).order_by("-at", "-pk")[:ACTIONS_SHOWN])


def _with_things(acts: QuerySet[ModeratorAction]) -> QuerySet[ModeratorAction]:
    heavy = ("post__body", "post__html", "comment__body", "comment__html")
    return acts.select_related("actor", "member", "post", "comment", "move").defer(*heavy)


def way_back(act: ModeratorAction) -> str:
    """The page on which an act is undone; empty if there is nothing to undo. No query if its things are read."""
    if act.action in MOVES:
        fresh = act.undone_at is None and clock.now() < act.at + rules.UNDO_FOR
        return reverse("curation:put_back", args=[act.move.pk]) if fresh else ""
    if not rules.can_be_undone(act):
        return ""
    if act.action == Action.REMOVE_SPAM:
        return reverse("curation:undo_spam", args=[act.pk])
    if act.comment_id:
        return reverse("curation:restore_comment", args=[act.comment_id])
    return reverse("curation:restore_post", args=[act.post_id])


def readable_to_report(
    viewer: Viewer, post_id: int | None, comment_id: int | None
) -> tuple[Post, Comment | None] | None:
    """The discussion, and the comment in it, that `viewer` can read and therefore report; None otherwise."""
    if comment_id is None:
        post = Post.objects.visible_to(viewer).exclude(status=Status.REMOVED).filter(pk=post_id or 0).first()
        return (post, None) if post else None
    readable = Comment.objects.visible_to(viewer).select_related("post", "author", "byline")
    comment = readable.filter(pk=comment_id, status=CommentStatus.PUBLISHED).first()
    return (comment.post, comment) if comment else None


def thing_for_curator(post_id: int | None, comment_id: int | None) -> tuple[Post, Comment | None] | None:
    """The same in any state, for curators, who see what is hidden and held."""
    if comment_id is None:
        there = Post.objects.select_related("author", "byline").exclude(status=Status.MERGED)
        post = there.filter(pk=post_id or 0).first()
        return (post, None) if post else None
    comment = Comment.objects.select_related("post", "author", "byline").filter(pk=comment_id).first()
    return (comment.post, comment) if comment else None


def everything_by(member: Member) -> tuple[int, int]:
    """How many published or held discussions and comments an account has."""
    posts = Post.objects.filter(author=member, status__in=SHOWN).count()
    comments = Comment.objects.filter(author=member, status__in=COMMENT_SHOWN).count()
    return posts, comments


def open_removal(member: Member) -> ModeratorAction | None:
    """The act that hid everything by an account, as long as it is not undone."""
    acts = ModeratorAction.objects.filter(member=member, action=Action.REMOVE_SPAM, undone_at__isnull=True)
    return acts.order_by("-at", "-pk").first()
