"""What was told goes along with what it is about. Called inside the caller's transaction."""

from collections.abc import Collection

from notifications.models import Cause, Notice

ROWS_AT_ONCE = 500


def rehome(*, subjects: Collection[str], source: str, target: str) -> None:
    """These subjects ("comment:12") stand in the thread `target` now, no longer in `source` ("post:7")."""
    wanted = set(subjects)
    told = Cause.objects.filter(thread=source).values_list("pk", "subject")
    found = [pk for pk, subject in told if subject in wanted]
    for start in range(0, len(found), ROWS_AT_ONCE):
        part = found[start : start + ROWS_AT_ONCE]
        Cause.objects.filter(pk__in=part).update(thread=target)
        Notice.objects.filter(latest__in=part).update(thread=target)


def rename(*, source: str, target: str, thread: str) -> None:
    """What was the subject `source` is called `target` now, in the thread `thread`."""
    found = list(Cause.objects.filter(subject=source).values_list("pk", flat=True))
    Cause.objects.filter(pk__in=found).update(subject=target, thread=thread)
    Notice.objects.filter(latest__in=found).update(thread=thread)
