"""What readers know of comments goes along when these move: nothing that was read looks new again. Called inside the
caller's transaction."""

from bisect import bisect_right
from collections.abc import Collection, Sequence

from comments import visits
from comments.models import ReadingMark

ROWS_AT_ONCE = 500


def marks_follow(*, source: int, target: int, ids: Collection[int]) -> None:
    """Comments `ids` came from the discussion `source` into `target`. Whoever knew both knows there what they knew
    here; for whoever was never in `target`, everything is known at their first visit, as anywhere."""
    moved = sorted(ids)
    here = {mark.member_id: mark for mark in ReadingMark.objects.filter(post=target).select_for_update()}
    changed = []
    for mark in ReadingMark.objects.filter(post=source, member__in=here).iterator():
        there = here[mark.member_id]
        known = _known(mark, moved[bisect_right(moved, there.up_to) :])
        if known - set(there.seen):
            there.seen = sorted(known.union(there.seen))[-visits.SEEN_AT_MOST :]
            changed.append(there)
    ReadingMark.objects.bulk_update(changed, ["seen"], batch_size=ROWS_AT_ONCE)


def _known(mark: ReadingMark, moved: Sequence[int]) -> set[int]:
    known = set(moved[: bisect_right(moved, mark.up_to)])
    return known.union(set(mark.seen).union(mark.fresh).intersection(moved))


def marks_copied(*, source: int, target: int, ids: Collection[int]) -> None:
    """The new discussion `target` grew out of `source` with these comments: its readers are those of the old one, with
    what was new and folded for each."""
    moved = set(ids)
    rows = [
        ReadingMark(
            member_id=mark.member_id,
            post_id=target,
            up_to=mark.up_to,
            seen=[pk for pk in mark.seen if pk in moved],
            fresh=[pk for pk in mark.fresh if pk in moved],
            folded=[pk for pk in mark.folded if pk in moved],
            opened=[pk for pk in mark.opened if pk in moved],
            last_visit_at=mark.last_visit_at,
            at=mark.at,
        )
        for mark in ReadingMark.objects.filter(post=source).iterator()
    ]
    ReadingMark.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
