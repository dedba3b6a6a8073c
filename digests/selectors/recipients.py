"""Who may be due a letter: grouped by the local hour at which theirs goes, so that few queries ask about everybody."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from allauth.account.models import EmailAddress
from django.db.models import DateTimeField, Exists, OuterRef, Q, Subquery

from digests.arithmetic import DEFAULT, LetterConfig, Standing
from digests.models import Delivery, LetterKind, State
from digests.periods import GAPS, WEEKLY_GAP, Period, Slot, latest_period, period_of
from kit import clock, site
from kit.mail import bounces_of
from members.models import LetterFrequency, Member, Preferences
from members.querysets import MemberQuerySet

GROUPS_A_QUERY = 100
BATCH = 200
NO_CHOICE = Preferences()


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member with what decides about their letter. `verified`: the address was confirmed and is still theirs.
    `bounces`: how often in a row a server said that there is no such address."""

    member: Member
    verified: bool
    last_at: dt.datetime | None
    bounces: int = 0

    @property
    def choices(self) -> Preferences:
        return cast(Preferences, getattr(self.member, "preferences", NO_CHOICE))

    def slot(self, kind: str) -> Slot:
        """When their letter of this kind goes."""
        return slot(kind, self.member.time_zone, self.choices.letter_weekday, self.choices.letter_hour)

    def gap(self, kind: str) -> dt.timedelta:
        return GAPS.get(self.choices.letter_frequency, WEEKLY_GAP) if kind == LetterKind.MEMBER else WEEKLY_GAP

    def stopped(self, kind: str) -> bool:
        if kind == LetterKind.ORGANIZER:
            return not (self.member.is_organizer and self.choices.organizer_letter)
        return self.choices.letter_frequency == LetterFrequency.NEVER

    def standing(self, kind: str) -> Standing:
        """What E.6 asks of a recipient."""
        return Standing(
            joined_at=self.member.joined_at,
            seen_at=self.member.last_seen_at,
            last_sent_at=self.last_at,
            paused_until=self._paused_until() if kind == LetterKind.MEMBER else None,
            stopped=self.stopped(kind),
            bounces=self.bounces,
            gap=self.gap(kind),
        )

    def _paused_until(self) -> dt.datetime | None:
        day = self.choices.letter_paused_until
        return dt.datetime.combine(day, dt.time(), clock.zone(self.member.time_zone)) if day else None


def slot(kind: str, zone: str, weekday: int | None = None, hour: int | None = None) -> Slot:
    """The local hour of a kind of letter; days here count from 1, in settings and preferences from 0."""
    if kind == LetterKind.ORGANIZER:
        at = dt.time.fromisoformat(site.get("ORG_HOUR"))
        return Slot(zone, site.get("ORG_DOW") + 1, at.hour, at.minute)
    day = site.get("DIGEST_DOW") if weekday is None else weekday
    return Slot(zone, day + 1, site.get("DIGEST_HOUR") if hour is None else hour)


def config() -> LetterConfig:
    """The constants of E.6 as this site has them."""
    return LetterConfig(
        strong=site.get("S_MIN"),
        strong_items=site.get("S_MIN_COUNT"),
        ask_interest=site.get("NEED_INTEREST"),
        recent_visit=dt.timedelta(hours=site.get("RECENT_VISIT_H")),
        away=dt.timedelta(days=site.get("INACTIVE_STOP_D")),
        first_after=dt.timedelta(hours=site.get("FIRST_DIGEST_AFTER_H")),
        bounces=DEFAULT.bounces,
    )


def running_period(now: dt.datetime, when: Slot) -> Period:
    """The week that is running where the recipient lives, whether its hour has come or not."""
    year, week, _day = now.astimezone(clock.zone(when.zone)).isocalendar()
    return period_of(year, week, when)


def undecided(kind: str, now: dt.datetime, *, running: bool = False, again: bool = False) -> Iterator[list[Recipient]]:
    """Members of whose latest period nothing is written yet, in batches by id; of the running one with `running`. With
    `again` those too whose letter was skipped, for they are decided about again."""
    for condition, key in _groups(kind, now, running):
        decided = Delivery.objects.filter(member=OuterRef("pk"), kind=kind, period__gte=key)
        if again:
            decided = decided.exclude(state=State.SKIPPED)
        members = _eligible(kind).filter(condition).exclude(Exists(decided)).order_by("pk")
        last = 0
        while ids := list(members.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            last = ids[-1]
            yield recipients(ids, kind)


def decided_running(kind: str, now: dt.datetime) -> Iterator[Delivery]:
    """What the ledger says of the running period already, by member."""
    for condition, key in _groups(kind, now, running=True):
        rows = Delivery.objects.filter(kind=kind, period__gte=key, member__in=_eligible(kind).filter(condition))
        yield from rows.select_related("member").order_by("member_id").iterator()


def recipients(ids: list[int], kind: str) -> list[Recipient]:
    """These members as they are now."""
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True, email__iexact=OuterRef("email"))
    arrived = Delivery.objects.of_kind(kind).arrived().filter(member=OuterRef("pk")).order_by("-arrived_at")  # type: ignore[misc]  # annotated
    members = Member.objects.filter(pk__in=ids).select_related("preferences")
    members = members.annotate(
        is_verified=Exists(verified),
        last_letter_at=Subquery(arrived.values("arrived_at")[:1], output_field=DateTimeField()),  # type: ignore[misc]
    )
    found = list(members.order_by("pk"))
    bounces = bounces_of([member.email for member in found])
    return [
        Recipient(member, member.is_verified, member.last_letter_at, bounces.get(member.email, 0)) for member in found
    ]


def _eligible(kind: str) -> MemberQuerySet:
    members = Member.objects.organizers() if kind == LetterKind.ORGANIZER else Member.objects.active()
    found: MemberQuerySet = members
    return found


def _groups(kind: str, now: dt.datetime, running: bool) -> Iterator[tuple[Q, str]]:
    """Conditions that together hold for everyone, each with the key of the period it is about. Who joined after a
    letter was due is not late for it."""
    columns = ("time_zone", "preferences__letter_weekday", "preferences__letter_hour")
    by_moment: dict[tuple[str, dt.datetime, int | None, int | None], list[str]] = defaultdict(list)
    for zone, weekday, hour in _eligible(kind).values_list(*columns).distinct().order_by():
        when = slot(kind, zone, weekday, hour)
        period = running_period(now, when) if running else latest_period(now, when)
        by_moment[period.key, period.due, weekday, hour].append(zone)
    by_key: dict[str, list[Q]] = defaultdict(list)
    for (key, due, weekday, hour), zones in by_moment.items():
        joined = Q() if running else Q(joined_at__lte=due)
        by_key[key].append(joined & Q(time_zone__in=zones) & _is(columns[1], weekday) & _is(columns[2], hour))
    for key, conditions in sorted(by_key.items()):
        for start in range(0, len(conditions), GROUPS_A_QUERY):
            yield Q(*conditions[start : start + GROUPS_A_QUERY], _connector=Q.OR), key


def _is(column: str, value: int | None) -> Q:
    return Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
