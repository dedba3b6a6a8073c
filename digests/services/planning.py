"""Which letters are due, and whether each is worth sending: one row in the ledger for every decision.

Two planners at once do no harm: the ledger takes one row for each recipient, kind and period. A planner that dies
leaves no half: what is not written is undecided, and the next one decides it.
"""

import datetime as dt
from collections.abc import Iterator

from digests import periods
from digests.arithmetic import Decision, Reason
from digests.models import Delivery, LetterKind, State
from digests.selectors.choosing import Draft, barred, drafts
from digests.selectors.organizer import organizer_items
from digests.selectors.pool import pool
from digests.selectors.recipients import Recipient, config, recipients, running_period, undecided
from kit import clock


def plan_letters(*, kind: str, deadline: dt.datetime | None = None) -> int:
    """Decide about everyone whose hour has come; returns how many decisions were written down.

    Starts no batch after `deadline`.
    """
    now, decided = clock.now(), 0
    for batch in undecided(kind, now):
        if deadline and clock.now() >= deadline:
            break
        rows = list(_due(batch, kind, now))
        Delivery.objects.plan(rows)
        decided += len(rows)
    return decided


def plan_running_letters(*, kind: str, again: bool = False) -> list[tuple[Draft, str]]:
    """Decide about the week that is running, whatever the hour; with `again` letters that were skipped are decided
    about again, else what the ledger says stays."""
    made = []
    for draft, key in preview_running(kind=kind, again=again):
        row = _row(draft, kind, key, clock.now())
        changed = {name: getattr(row, name) for name in ("state", "reason", "items", "due_at", "created_at")}
        skipped = Delivery.objects.filter(member_id=row.member_id, kind=kind, period=key, state=State.SKIPPED)  # type: ignore[misc]
        if not (again and skipped.update(**changed)):
            Delivery.objects.plan([row])
        made.append((draft, key))
    return made


def preview_running(*, kind: str, again: bool = False) -> Iterator[tuple[Draft, str]]:
    """What `plan_running_letters` would decide; nothing is written."""
    now = clock.now()
    for batch in undecided(kind, now, running=True, again=again):
        wanted = [(each, running_period(now, each.slot(kind)).key) for each in batch]
        yield from zip(_drafts(wanted, kind, now), [key for _each, key in wanted], strict=True)


def _due(batch: list[Recipient], kind: str, now: dt.datetime) -> Iterator[Delivery]:
    """Rows of those in the batch about whom something is to be decided now; the others wait."""
    wanted = []
    for recipient in batch:
        last = periods.Last("", recipient.last_at)
        plan = periods.plan(now, recipient.slot(kind), last, recipient.gap(kind))
        if plan.act == periods.Act.SEND:
            wanted.append((recipient, plan.period.key))
        elif plan.act == periods.Act.SKIP:
            reason = Reason.LATE if plan.why == periods.Why.LATE else Reason.TOO_SOON
            yield _row(Draft(recipient, Decision(send=False, reason=reason)), kind, plan.period.key, now)
    for draft, (_recipient, key) in zip(_drafts(wanted, kind, now), wanted, strict=True):
        yield _row(draft, kind, key, now)


def _drafts(wanted: list[tuple[Recipient, str]], kind: str, now: dt.datetime) -> list[Draft]:
    if not wanted:
        return []
    rules = config()
    if kind == LetterKind.MEMBER:
        return drafts(wanted, pool(now), rules)
    made, items = [], organizer_items(now)
    for recipient, _key in wanted:
        reason = barred(recipient, kind, now, rules)
        made.append(Draft(recipient, Decision(send=reason is None, reason=reason or Reason.WEEKLY), items))
    return made


def _row(draft: Draft, kind: str, key: str, now: dt.datetime) -> Delivery:
    send = draft.decision.send
    return Delivery(
        member=draft.recipient.member,
        kind=kind,
        period=key,
        state=State.PENDING if send else State.SKIPPED,
        reason=draft.decision.reason,
        items=draft.items if send else [],
        due_at=now,
        created_at=now,
    )


def preview_for(*, member_id: int, kind: str) -> tuple[Delivery, Decision]:
    """The letter one member would get if it went now, and whether it would go; nothing is written."""
    now = clock.now()
    (recipient,) = recipients([member_id], kind)
    key = running_period(now, recipient.slot(kind)).key
    (draft,) = _drafts([(recipient, key)], kind, now)
    row = Delivery(member=recipient.member, kind=kind, period=key, items=draft.items, created_at=now)
    return row, draft.decision
