"""The kinds of rows that fall due, and since when the oldest of each waits. Asked by readiness; only one value each."""

import datetime as dt

from comments.selectors import oldest_due_for_release as oldest_comment
from curation.selectors import oldest_due_seed
from digests.models import Delivery
from kit import clock
from kit.models import OutboxMail
from notifications.selectors.due import oldest_due_mail
from operations.services.readiness import register
from posts.selectors import oldest_due_for_decay
from posts.selectors import oldest_due_for_release as oldest_post

LETTERS_LATE_AFTER_S = 3600.0  # a storm of letters takes its time
SCORES_LATE_AFTER_S = 86_400.0  # the worth of a discussion may stand for a day


def watch() -> None:
    """Name all kinds; called once while the site starts."""
    register("mail", _oldest_mail)
    register("discussions", lambda: oldest_post(clock.now()))
    register("comments", lambda: oldest_comment(clock.now()))
    register("notices", lambda: oldest_due_mail(clock.now()))
    register("seeds", lambda: oldest_due_seed(clock.now()))
    register("scores", lambda: oldest_due_for_decay(clock.now()), SCORES_LATE_AFTER_S)
    register("letters", lambda: Delivery.objects.overdue(clock.now()), LETTERS_LATE_AFTER_S)


def _oldest_mail() -> dt.datetime | None:
    return OutboxMail.objects.due(clock.now()).order_by("due_at").values_list("due_at", flat=True).first()
