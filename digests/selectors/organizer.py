"""What an organizer's week looks like: sentences by rule, never adjectives; numbers with what they are a part of."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment
from comments.querysets import CommentQuerySet
from curation.models import Seed, SeedState
from curation.selectors import Waiting, people_waiting
from learning.models import Takeaway
from members.models import Member
from posts.models import Origin, Post
from posts.querysets import PostQuerySet

WEEK = dt.timedelta(days=7)
SEEDS_FOR = dt.timedelta(weeks=8)
WAITING_SHOWN = 7
SEEDS_SHOWN = 8
SOON = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of `base`, and the same a week before; None where there was nothing to count."""

    label: str
    value: int
    base: int
    before_value: int
    before_base: int


@dataclass(frozen=True, slots=True)
class OrganizerLetter:
    """The organizers' letter of one week."""

    member: Member
    period: str
    sentences: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    seeds: tuple[Seed, ...]
    faded: tuple[Seed, ...]
    figures: tuple[Figure, ...]
    is_empty: bool = False

    @property
    def subject(self) -> str:
        """Who waits longest, and what became of seeds; else the first sentence."""
        if self.waiting:
            first = self.waiting[0]
            return _("%(name)s has waited %(how_long)s") % {"name": first.who, "how_long": first.how_long}
        return self.sentences[0].rstrip(".")


def organizer_letter(member: Member, period: str, until: dt.datetime) -> OrganizerLetter:
    """The seven days before `until`."""
    waiting, since = people_waiting(limit=WAITING_SHOWN), until - WEEK
    planted = Seed.objects.filter(planted_at__gte=until - SEEDS_FOR, planted_at__lte=until).select_related(
        "post", "owner"
    )
    seeds = planted.filter(post__in=Post.objects.facts_for_scoring().values("pk")).order_by("-planted_at")
    return OrganizerLetter(
        member=member,
        period=period,
        sentences=(_asked(since, until), _done(since, until), _open(waiting)),
        waiting=tuple(waiting),
        seeds=tuple(seeds[:SEEDS_SHOWN]),
        faded=tuple(seeds.filter(state=SeedState.FADED, faded_at__gte=since, faded_at__lte=until)[:3]),
        figures=tuple(figures(until)),
    )


def figures(until: dt.datetime) -> list[Figure]:
    """At most five numbers, all of public acts, each with its base and the week before."""
    labels = (
        (_("questions of the week with a reply"), _questions),
        (_("first discussions of the week answered within a day"), _firsts),
        (_("discussions of one to two weeks ago without any reply"), _without_reply),
        (_("seeds of the last eight weeks that took"), _seeds),
        (_("accounts that have ever written"), _writers),
    )
    return [Figure(label, *count(until), *count(until - WEEK)) for label, count in labels]


def _written(since: dt.datetime, until: dt.datetime) -> PostQuerySet:
    posts = Post.objects.facts_for_scoring().outside_hallway().filter(origin=Origin.NATIVE)
    return posts.filter(published_at__gt=since, published_at__lte=until)


def _replies(until: dt.datetime) -> CommentQuerySet:
    said = Comment.objects.facts_for_scoring().filter(post=OuterRef("pk"), created_at__lte=until)
    return said.filter(~Q(author=OuterRef("author")) | Q(author__isnull=True))


def _questions(until: dt.datetime) -> tuple[int, int]:
    asked = _written(until - WEEK, until).filter(kind="question")
    return asked.filter(Exists(_replies(until))).count(), asked.count()


def _firsts(until: dt.datetime) -> tuple[int, int]:
    earlier = Post.objects.facts_for_scoring().filter(
        author=OuterRef("author"), published_at__lt=OuterRef("published_at")
    )
    firsts = _written(until - WEEK, until).filter(~Exists(earlier), author__staff_voice=False)
    soon = _replies(until).filter(created_at__lte=OuterRef("published_at") + SOON)
    return firsts.filter(Exists(soon)).count(), firsts.count()


def _without_reply(until: dt.datetime) -> tuple[int, int]:
    aged = _written(until - 2 * WEEK, until - WEEK)
    return aged.filter(~Exists(_replies(until))).count(), aged.count()


def _seeds(until: dt.datetime) -> tuple[int, int]:
    planted = Seed.objects.filter(planted_at__gt=until - SEEDS_FOR, planted_at__lte=until)
    return planted.filter(sprouted_at__lte=until).count(), planted.count()


def _writers(until: dt.datetime) -> tuple[int, int]:
    accounts = Member.objects.active().filter(joined_at__lte=until)
    posts = Post.objects.facts_for_scoring().filter(author=OuterRef("pk"), published_at__lte=until)
    said = Comment.objects.facts_for_scoring().filter(author=OuterRef("pk"), created_at__lte=until)
    return accounts.filter(Exists(posts) | Exists(said)).count(), accounts.count()


def _asked(since: dt.datetime, until: dt.datetime) -> str:
    answered, asked = _questions(until)
    if not asked:
        count = _written(since, until).count()
        return ngettext(
            "Nobody asked a question this week; %(n)d discussion was started.",
            "Nobody asked a question this week; %(n)d discussions were started.",
            count,
        ) % {"n": count}
    words = ngettext("%(n)d question was asked this week", "%(n)d questions were asked this week", asked) % {"n": asked}
    return _("%(asked)s; %(answered)d had a reply.") % {"asked": words, "answered": answered}


def _done(since: dt.datetime, until: dt.datetime) -> str:
    """What somebody took from it, as far as they showed it to everyone."""
    lines = Takeaway.objects.shared().filter(shared_at__gt=since, shared_at__lte=until)
    people = lines.filter(post__in=Post.objects.facts_for_scoring().values("pk")).aggregate(
        n=Count("member", distinct=True)
    )["n"]
    if not people:
        return _("Nobody showed a line they keep this week.")
    return ngettext(
        "%(n)d person showed everyone a line they keep.", "%(n)d people showed everyone a line they keep.", people
    ) % {"n": people}


def _open(waiting: list[Waiting]) -> str:
    if not waiting:
        return _("Nobody is waiting for a reply.")
    people = len({one.who for one in waiting})
    return ngettext(
        "%(n)d person is waiting for a first reply.", "%(n)d people are waiting for a first reply.", people
    ) % {"n": people}
