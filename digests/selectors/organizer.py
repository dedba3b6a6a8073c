"""What an organizer's week looks like: sentences by rule, never adjectives; numbers with what they are a part of."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment
from comments.querysets import CommentQuerySet
from curation.models import Seed, SeedState
from curation.selectors import Waiting, people_waiting, still_readable
from digests.selectors.choosing import Item
from learning.models import Takeaway
from members.models import Member
from members.rules import Viewer, viewer_for
from posts.models import Origin, Post
from posts.querysets import PostQuerySet

WEEK = dt.timedelta(days=7)
SEEDS_FOR = dt.timedelta(weeks=8)
WAITING_SHOWN = 7
WAITING_COUNTED = 500
SEEDS_SHOWN = 8
FADED_SHOWN = 3
SOON = dt.timedelta(hours=24)
Share = tuple[int, int]  # so many of so many


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of `base`, and the same a week before."""

    label: str
    value: int
    base: int
    before_value: int
    before_base: int


@dataclass(frozen=True, slots=True)
class SeedLine:
    """A seed as it stood when the letter was written; its words are today's."""

    seed: Seed
    state: str
    voices: int


@dataclass(frozen=True, slots=True)
class OrganizerLetter:
    """The organizers' letter of one week."""

    member: Member
    period: str
    sentences: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    seeds: tuple[SeedLine, ...]
    faded: tuple[Seed, ...]
    figures: tuple[Figure, ...]
    is_empty: bool = False

    @property
    def subject(self) -> str:
        """Who waits longest, and what became of seeds; else the first sentence."""
        if self.waiting:
            first = self.waiting[0]
            return _("%(name)s has waited %(how_long)s") % {"name": first.who, "how_long": first.how_long}
        return self.sentences[0].rstrip(".") if self.sentences else _("The organizers’ letter")

    @property
    def week(self) -> str:
        """The number of its week."""
        return self.period.partition("-W")[2].lstrip("0")


def organizer_items(until: dt.datetime) -> list[Item]:
    """What a letter written at `until` says, as numbers and ids: it is to say the same whenever it is opened."""
    since, waiting = until - WEEK, people_waiting(limit=WAITING_COUNTED)
    seeds = _seeds_of(until).order_by("-planted_at")
    faded = seeds.filter(state=SeedState.FADED, faded_at__gte=since, faded_at__lte=until)
    return [
        {"in": "week", "started": _written(since, until).count(), "showed": _showed(since, until)},
        {"in": "open", "people": len({one.who for one in waiting})},
        *({"in": "waiting", "kind": one.kind, "id": one.id} for one in waiting[:WAITING_SHOWN]),
        *({"in": "seed", "seed": seed.pk, "state": seed.state, "voices": seed.voices} for seed in seeds[:SEEDS_SHOWN]),
        *({"in": "faded", "seed": seed.pk} for seed in faded[:FADED_SHOWN]),
        *(
            {"in": "figure", "of": name, "now": count(until), "before": count(until - WEEK)}
            for name, count in _COUNTS.items()
        ),
    ]


def organizer_letter(member: Member, period: str, items: list[Item], until: dt.datetime) -> OrganizerLetter:
    """The letter that these items, written at `until`, make for `member`. Numbers stand as they were; titles and names
    are read now, and what may no longer be read is not in it."""
    seeds = _readable_seeds(item["seed"] for item in items if item["in"] in ("seed", "faded"))
    return OrganizerLetter(
        member=member,
        period=period,
        sentences=_sentences(items),
        waiting=tuple(_waiting(items, viewer_for(member), until)),
        seeds=tuple(
            SeedLine(seeds[item["seed"]], str(SeedState(item["state"]).label), item["voices"])
            for item in items
            if item["in"] == "seed" and item["seed"] in seeds
        ),
        faded=tuple(seeds[item["seed"]] for item in items if item["in"] == "faded" and item["seed"] in seeds),
        figures=tuple(
            _figures({item["of"]: (item["now"], item["before"]) for item in items if item["in"] == "figure"})
        ),
    )


def figures(until: dt.datetime) -> list[Figure]:
    """At most five numbers, all of public acts, each with its base and the week before."""
    return _figures({name: (count(until), count(until - WEEK)) for name, count in _COUNTS.items()})


def _figures(counted: dict[str, tuple[Share, Share]]) -> list[Figure]:
    labels = {
        "questions": _("questions of the week with a reply"),
        "firsts": _("first discussions of the week answered within a day"),
        "without_reply": _("discussions of one to two weeks ago without any reply"),
        "seeds": _("seeds of the last eight weeks that took"),
        "writers": _("accounts that have ever written"),
    }
    return [Figure(labels[name], *now, *before) for name, (now, before) in counted.items()]


def _waiting(items: list[Item], viewer: Viewer, until: dt.datetime) -> Iterator[Waiting]:
    wanted = [(item["kind"], item["id"]) for item in items if item["in"] == "waiting"]
    found = {
        kind: still_readable(kind, [pk for each, pk in wanted if each == kind], viewer, until)
        for kind in {kind for kind, _pk in wanted}
    }
    yield from (found[kind][pk] for kind, pk in wanted if pk in found[kind])


def _readable_seeds(ids: Iterable[int]) -> dict[int, Seed]:
    posts = Post.objects.facts_for_scoring().values("pk")
    return {seed.pk: seed for seed in Seed.objects.filter(pk__in=ids, post__in=posts).select_related("post", "owner")}


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
    # whose day is not over may still be answered within it
    told = firsts.filter(Exists(soon) | Q(published_at__lte=until - SOON))
    return told.filter(Exists(soon)).count(), told.count()


def _without_reply(until: dt.datetime) -> tuple[int, int]:
    aged = _written(until - 2 * WEEK, until - WEEK)
    return aged.filter(~Exists(_replies(until))).count(), aged.count()


def _seeds(until: dt.datetime) -> tuple[int, int]:
    planted = _seeds_of(until)
    return planted.filter(sprouted_at__lte=until).count(), planted.count()


def _seeds_of(until: dt.datetime) -> QuerySet[Seed]:
    """Those of eight weeks that are there to be read: what was taken back or hidden neither took nor failed."""
    planted = Seed.objects.filter(planted_at__gt=until - SEEDS_FOR, planted_at__lte=until)
    return planted.filter(post__in=Post.objects.facts_for_scoring().values("pk"))


def _writers(until: dt.datetime) -> tuple[int, int]:
    accounts = Member.objects.active().filter(joined_at__lte=until)
    posts = Post.objects.facts_for_scoring().filter(author=OuterRef("pk"), published_at__lte=until)
    said = Comment.objects.facts_for_scoring().filter(author=OuterRef("pk"), created_at__lte=until)
    return accounts.filter(Exists(posts) | Exists(said)).count(), accounts.count()


_COUNTS: dict[str, Callable[[dt.datetime], Share]] = {
    "questions": _questions,
    "firsts": _firsts,
    "without_reply": _without_reply,
    "seeds": _seeds,
    "writers": _writers,
}


def _showed(since: dt.datetime, until: dt.datetime) -> int:
    """How many people showed everyone a line they keep."""
    lines = Takeaway.objects.shared().filter(shared_at__gt=since, shared_at__lte=until)
    lines = lines.filter(post__in=Post.objects.facts_for_scoring().values("pk"))
    return int(lines.aggregate(n=Count("member", distinct=True))["n"])


def _sentences(items: list[Item]) -> tuple[str, ...]:
    """What was asked, what somebody took from it, who waits."""
    of = {item.get("of", item["in"]): item for item in items if item["in"] in ("week", "open", "figure")}
    if not {"week", "open", "questions"} <= of.keys():
        return ()
    answered, asked = of["questions"]["now"]
    return (_asked(answered, asked, of["week"]["started"]), _done(of["week"]["showed"]), _open(of["open"]["people"]))


def _asked(answered: int, asked: int, started: int) -> str:
    if not asked:
        return ngettext(
            "Nobody asked a question this week; %(n)d discussion was started.",
            "Nobody asked a question this week; %(n)d discussions were started.",
            started,
        ) % {"n": started}
    words = ngettext("%(n)d question was asked this week", "%(n)d questions were asked this week", asked) % {"n": asked}
    if not answered:
        return _("%(asked)s; none had a reply.") % {"asked": words}
    return _("%(asked)s; %(answered)d had a reply.") % {"asked": words, "answered": answered}


def _done(people: int) -> str:
    """What somebody took from it, as far as they showed it to everyone."""
    if not people:
        return _("Nobody showed a line they keep this week.")
    return ngettext(
        "%(n)d person showed everyone a line they keep.", "%(n)d people showed everyone a line they keep.", people
    ) % {"n": people}


def _open(people: int) -> str:
    if not people:
        return _("Nobody is waiting for a reply.")
    return ngettext(
        "%(n)d person is waiting for a first reply.", "%(n)d people are waiting for a first reply.", people
    ) % {"n": people}
