"""What one reader has seen, folded and left behind in a discussion. Nobody else's rows are touched."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from comments import visits
from comments.models import Comment, CommentStatus, ReadingMark
from kit import clock
from members.models import Member, Preferences
from notifications.services import mark_seen
from posts.models import Post

FOLDS_AT_MOST = 500
VISIT = ("up_to", "seen", "fresh", "place", "last_visit_at", "caught_up_from", "at")


@transaction.atomic
def note_seen(*, member: Member, post: Post, comment_ids: Collection[int], place: int | None = None) -> None:
    """These comments were in sight, and `place` was at the top. Nothing for who does not want reading recorded.

    At the first visit everything that is there becomes known: later visits tell what came since. What a notice told of
    and is in sight now need not be told any more, nor mailed.
    """
    mark_seen(recipient_id=member.pk, subjects=[f"comment:{pk}" for pk in comment_ids])
    if not _may_record(member):
        return
    now = clock.now()
    mark, is_first = _claim(member, post)
    if not is_first and visits.is_another_visit(mark, now):
        _begin_visit(mark, member.pk)
    later = {pk for pk in comment_ids if mark.up_to < pk <= _newest(post.pk)} if not is_first else set()
    mark.fresh = sorted(later.difference(mark.seen).union(mark.fresh))[-visits.SEEN_AT_MOST :]
    mark.place, mark.at = place or mark.place, now
    mark.save(update_fields=VISIT)


@transaction.atomic
def note_page_seen(*, member: Member, post: Post, comment_ids: Collection[int], place: int | None = None) -> None:
    """The same of a whole page of the discussion, with its own words at the top."""
    mark_seen(recipient_id=member.pk, subjects=[f"post:{post.pk}"])
    note_seen(member=member, post=post, comment_ids=comment_ids, place=place)


@transaction.atomic
def catch_up(*, member: Member, post: Post) -> None:
    """Count everything as read, and every notice of it."""
    mark_seen(recipient_id=member.pk, thread=f"post:{post.pk}")
    if not _may_record(member):
        return
    mark, is_first = _claim(member, post)
    if is_first:
        return
    now = clock.now()
    if visits.is_another_visit(mark, now):
        _begin_visit(mark, member.pk)
    mark.caught_up_from, mark.up_to, mark.at = mark.up_to, _newest(post.pk), now
    mark.save(update_fields=VISIT)


@transaction.atomic
def undo_catch_up(*, member: Member, post: Post) -> None:
    """What was new before the last catching up is new again."""
    mark = ReadingMark.objects.select_for_update().filter(member=member, post=post).first()
    if mark is None or mark.caught_up_from is None:
        return
    mark.up_to, mark.caught_up_from = mark.caught_up_from, None
    mark.save(update_fields=["up_to", "caught_up_from"])


@transaction.atomic
def set_folded(*, member: Member, comment: Comment, folded: bool) -> None:
    """Remember that the reader closed a branch, or opened it."""
    if not _may_record(member):
        return
    mark, _made = _claim(member, comment.post)
    mark.folded = _with(mark.folded, comment.pk) if folded else _without(mark.folded, comment.pk)
    mark.opened = _without(mark.opened, comment.pk) if folded else _with(mark.opened, comment.pk)
    mark.save(update_fields=["folded", "opened"])


def _may_record(member: Member) -> bool:
    return Preferences.objects.filter(member=member, record_reading=True).exists()


def _claim(member: Member, post: Post) -> tuple[ReadingMark, bool]:
    """The reader's row for the rest of the transaction, and whether it was made just now."""
    first = {"up_to": _newest(post.pk), "at": clock.now()}
    mark, made = ReadingMark.objects.get_or_create(member=member, post=post, defaults=first)
    return (mark, True) if made else (ReadingMark.objects.select_for_update().get(pk=mark.pk), False)


def _newest(post_id: int) -> int:
    """The id of the newest comment; 0 where there is none."""
    newest: int | None = Comment.objects.filter(post_id=post_id).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _begin_visit(mark: ReadingMark, member_id: int) -> None:
    """What was in sight in the last visit is marked as new no more."""
    seen = visits.seen_before(mark, clock.now())
    later = Comment.objects.filter(post_id=mark.post_id, pk__gt=mark.up_to, status=CommentStatus.PUBLISHED)
    unseen = set(later.exclude(author_id=member_id).values_list("pk", flat=True)) - seen
    mark.up_to, mark.seen = visits.tidied(seen, frozenset(unseen), mark.up_to, _newest(mark.post_id))
    mark.fresh, mark.last_visit_at, mark.caught_up_from = [], mark.at, None


def _with(ids: list[int], comment_id: int) -> list[int]:
    return [*_without(ids, comment_id), comment_id][-FOLDS_AT_MOST:]


def _without(ids: list[int], comment_id: int) -> list[int]:
    return [pk for pk in ids if pk != comment_id]
