"""What is new in a discussion for one reader, where they were, and who takes part."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from comments import visits
from comments.models import ID_DIGITS, Comment, CommentStatus, ReadingMark
from comments.paths import ids_of
from kit import clock
from members.rules import Viewer
from members.selectors import blocked_by
from posts.models import Post

NEW_AT_MOST = 500
VOICES_NAMED = 6
ARRIVALS_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader in one discussion. Without `is_back` they are here for the first time, and nothing is new."""

    is_back: bool = False
    new: dict[int, str] = field(default_factory=dict)  # id to path, in reading order; NEW_AT_MOST of them
    folded: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    place: int | None = None
    since: dt.datetime | None = None
    just_caught_up: bool = False
    blocked: frozenset[int] = frozenset()  # whose words stay folded, and are never new

    @property
    def new_branches(self) -> dict[int, int]:
        """How many are new in each branch, by the id of the comment that begins it."""
        return Counter(ids_of(path[:ID_DIGITS])[0] for path in self.new.values())


def reading_of(viewer: Viewer, post: Post) -> Reading:
    """One query for a member who was not here yet, two for one who comes back, none for anybody else."""
    if viewer.id is None:
        return Reading()
    blocked = blocked_by(viewer)
    mark = ReadingMark.objects.filter(member_id=viewer.id, post=post).first() if viewer.records_reading else None
    if mark is None:
        return Reading(blocked=blocked)
    now = clock.now()
    seen = visits.seen_before(mark, now)
    return Reading(
        is_back=True,
        new={pk: path for pk, path in _later({viewer.id, *blocked}, post.pk, mark.up_to) if pk not in seen},
        folded=frozenset(mark.folded),
        opened=frozenset(mark.opened),
        place=mark.place,
        since=visits.last_visit(mark, now),
        blocked=blocked,
        just_caught_up=mark.caught_up_from is not None and not visits.is_another_visit(mark, now),
    )


def _later(but: Collection[int], post_id: int, up_to: int) -> list[tuple[int, str]]:
    """The newest of what others than these people wrote behind `up_to`, in reading order."""
    rows = Comment.objects.filter(post_id=post_id, pk__gt=up_to, status=CommentStatus.PUBLISHED)
    newest = rows.exclude(author_id__in=but).order_by("-pk").values_list("pk", "path")
    return sorted(newest[:NEW_AT_MOST], key=lambda row: row[1])


def arrived(viewer: Viewer, post: Post, since: int) -> tuple[int, int | None]:
    """How many comments of others came after comment `since` (counted to 100), and the first of them."""
    rows = Comment.objects.filter(post=post, pk__gt=since, status=CommentStatus.PUBLISHED)
    if viewer.id is not None:
        rows = rows.exclude(author_id__in={viewer.id, *blocked_by(viewer)})
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:ARRIVALS_COUNTED])
    return len(ids), ids[0] if ids else None


def voices(post: Post) -> list[str]:
    """The names of those who said most in a discussion, besides whoever opened it."""
    own = {"author_id": post.author_id} if post.author_id else {"byline_id": post.byline_id}
    people = Comment.objects.filter(post=post, status=CommentStatus.PUBLISHED).exclude(**own)
    most = people.values("author_id", "byline_id").annotate(said=Count("pk"), name=_name())
    return list(most.order_by("-said", "name").values_list("name", flat=True)[:VOICES_NAMED])


def _name() -> object:
    return Coalesce(F("author__name"), F("byline__name"))
