"""Which discussions: adjectives that chain. `visible_to` is the table of docs/ARCHITECTURE.md in SQL."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from members.rules import Viewer

if TYPE_CHECKING:
    from posts.models import Draft, Post  # noqa: F401  named in strings below

# whose words anybody may read who may open the discussion
READABLE = ("published", "closed", "archived")


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What `viewer` may open at its own address, tombstones of removed discussions included."""
        if viewer.sees_hidden:
            return self.exclude(status="merged")
        open_to_all = Q(status__in=(*READABLE, "removed"))
        if not viewer.is_signed_in:
            return self.filter(open_to_all, visibility="public")
        own = Q(author_id=viewer.id) | Q(byline__claimed_by_id=viewer.id)
        return self.filter(open_to_all | (own & ~Q(status="merged")))

    def listed_for(self, viewer: Viewer) -> Self:
        """What may stand in a list that `viewer` sees: published in some form, whoever looks."""
        listed = self.filter(status__in=READABLE)
        return listed if viewer.is_signed_in else listed.filter(visibility="public")

    def merged(self) -> Self:
        """Those that are only an address by now, leading to the comment that their words became."""
        return self.filter(status="merged")

    def outside_hallway(self) -> Self:
        return self.exclude(kind="hallway")

    def released(self) -> Self:
        """Past the take-back: it may be told about, scored and put into letters."""
        return self.filter(released_at__isnull=False)

    def tagged(self, slug: str) -> Self:
        tagged = self.model.tags.through.objects.filter(content_object_id=OuterRef("pk"), tag__slug=slug)
        return self.filter(Exists(tagged))

    def unanswered(self) -> Self:
        """Questions without a released reply by another person, as long as one can be given."""
        return self.filter(kind="question", answered_state="waiting", status="published")

    def due_for_release(self, now: dt.datetime) -> Self:
        return self.filter(released_at__isnull=True, take_back_until__lte=now, status__in=READABLE)

    def due_for_scoring(self) -> Self:
        """Changed since it was last scored (to-do by version, not by clock)."""
        return self.exclude(signals_version=models.F("scored_version"))

    def due_for_decay(self, now: dt.datetime) -> Self:
        """Worn by time since it was last scored: in an hour while it is alive, in a day while it is worth reading."""
        hour, day = now - dt.timedelta(hours=1), now - dt.timedelta(days=1)
        some_left = self.filter(Q(a__gt=0) | Q(l__gt=0), scored_at__lte=hour)
        return some_left.filter(Q(a__gt=0) | Q(scored_at__lte=day))

    def due_for_indexing(self) -> Self:
        """Threads that changed since search read them (by version), the liveliest first; whoever finds something asks
        for rights then, so hidden ones are read too: their words have to leave the index."""
        due = self.exclude(thread_version=models.F("indexed_version"))
        return due.order_by("-last_activity_at", "-pk")

    def indexed_once(self) -> Self:
        """Threads that search has read, up to date or not."""
        return self.filter(indexed_version__gte=0)

    def titles_for_spelling(self) -> Self:
        """Whose titles' words may help somebody who mistyped one; what they lead to is asked for rights."""
        return self.filter(status__in=READABLE)

    def scored_before(self, moment: dt.datetime) -> Self:
        return self.filter(Q(scored_at__lt=moment) | Q(scored_at__isnull=True))

    def numbers_of(self, ids: Collection[int]) -> Self:
        """These, whatever their state: for whoever reads and writes their numbers, and never their words."""
        return self.filter(pk__in=ids)

    def facts_for_scoring(self) -> Self:
        """All discussions whose facts count: content is not read here, only who did what when."""
        return self.filter(status__in=READABLE, released_at__isnull=False)

    def for_cards(self) -> Self:
        """What says whether a kept card is still good, and where a page goes on; `posts.cards` draws the rest."""
        return self.only("thread_version", "a", "l", "worth", "published_at")

    def with_all_a_card_shows(self) -> Self:
        return self.select_related("author", "byline").prefetch_related("tags").defer("body", "html")

    def for_lines(self) -> Self:
        """A title, who and when."""
        people = self.select_related("author", "byline")
        return people.only("title", "slug", "published_at", "author__name", "byline__name")


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept(self) -> Self:
        """Without those that their writer let go."""
        return self.filter(discarded_at__isnull=True)

    def idle_since(self, moment: dt.datetime) -> Self:
        """Kept, and not touched since then."""
        return self.kept().filter(saved_at__lte=moment)
