"""The one door through which anything unasked-for is offered, and its ledger."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from kit import clock
from members.models import Preferences, ReplyStyle
from notifications.budget import LOOK_BACK, PromptAnswer, PromptKind, Shown, Wanted, choose
from notifications.models import Prompt

LEDGER_KEPT = dt.timedelta(days=400)
SWEEP_SLICE = 500


@transaction.atomic
def may_prompt(*, member_id: int, wanted: Sequence[Wanted]) -> Prompt | None:
    """Which of these may be shown to a member now, if any; it stands in the ledger from this moment on.

    What stands there already and was not answered may go on being shown; what was answered never comes again. The
    member's preferences are the lock: two windows in one moment get one prompt between them.
    """
    style = Preferences.objects.select_for_update().filter(member_id=member_id).values_list("style", flat=True).first()
    rows = list(Prompt.objects.filter(member_id=member_id).filter(_that_counts(wanted)))
    known = {(row.kind, row.subject): row for row in rows}
    for one in wanted:
        row = known.get((one.kind, one.subject))
        if row and not row.answer:
            return row
    fresh = [one for one in wanted if (one.kind, one.subject) not in known]
    now = clock.now()
    shown = [Shown(row.kind, row.shown_at, row.answer, row.answered_at) for row in rows]
    chosen = choose(style or ReplyStyle.READ, fresh, shown, now)
    if chosen is None:
        return None
    return Prompt.objects.create(member_id=member_id, kind=chosen.kind, subject=chosen.subject, shown_at=now)


def _that_counts(wanted: Sequence[Wanted]) -> Q:
    lately = clock.now() - LOOK_BACK
    counts = Q(shown_at__gt=lately) | Q(answered_at__gt=lately) | Q(answer=PromptAnswer.NEVER)
    return counts | Q(subject__in=[one.subject for one in wanted])


def answer_prompt(*, member_id: int, kind: PromptKind, subject: str, answer: PromptAnswer) -> None:
    """What the member said to it. The last word counts, and "do not ask" ends all prompts of this kind."""
    Prompt.objects.filter(member_id=member_id, kind=kind, subject=subject).update(
        answer=answer, answered_at=clock.now()
    )


def ask_again(*, member_id: int, kind: PromptKind) -> None:
    """The member takes "do not ask" back."""
    refused = Prompt.objects.filter(member_id=member_id, kind=kind, answer=PromptAnswer.NEVER)
    refused.update(answer=PromptAnswer.DONE, answered_at=clock.now())


def sweep_ledger() -> int:
    """Forget a slice of what was shown over a year ago; a "do not ask" is kept."""
    old = Prompt.objects.filter(shown_at__lt=clock.now() - LEDGER_KEPT).exclude(answer=PromptAnswer.NEVER)
    return Prompt.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:SWEEP_SLICE])).delete()[0]
