"""A member asks a curator to look at something; a curator says that it is settled."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Comment
from curation import rules
from curation.models import FlagReason, Report
from curation.services.errors import NotACurator
from kit import clock
from members.models import Member
from notifications.services import Message, notify
from posts.models import Post


@transaction.atomic
def report(
    *, reporter: Member, post: Post, comment: Comment | None = None, reason: FlagReason, note: str = ""
) -> Report:
    """Report a discussion, or one comment in it. Once is enough: again opens the same report, it makes no other."""
    made = {"reason": reason, "note": note, "created_at": clock.now()}
    place = {"reporter": reporter, "post": post, "comment": comment}
    found, is_new = Report.objects.get_or_create(**place, defaults=made)
    if not is_new and found.settled_at is None:
        return found
    if not is_new:
        Report.objects.filter(pk=found.pk).update(**made, settled_at=None, settled_by=None)
    _tell_curators(reporter)
    return found


def _tell_curators(reporter: Member) -> None:
    """One line however many reports wait; it names nobody."""
    told = Member.objects.curators().exclude(pk=reporter.pk).values_list("pk", flat=True)
    text = _("Something was reported and waits for a curator")
    notify(
        recipients=told,
        message=Message(kind="report", text=text, url="/admin/#reports", subject="reports", branch="reports"),
    )


@transaction.atomic
def settle(*, curator: Member, report: Report) -> None:
    """Nothing more to do about it."""
    if not rules.may_curate(curator):
        raise NotACurator
    Report.objects.filter(pk=report.pk, settled_at__isnull=True).update(settled_at=clock.now(), settled_by=curator)


def settle_all_about(*, curator: Member, post: Post, comment: Comment | None) -> None:
    """An act about a thing settles what was reported about it."""
    waiting = Report.objects.filter(post=post, comment=comment, settled_at__isnull=True)
    waiting.update(settled_at=clock.now(), settled_by=curator)
