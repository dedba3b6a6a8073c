"""Who is to be told of something, by which channel and in which hours: a few queries for however many."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from members.models import SILENCED, Member, PersonWatch, Preferences, Regard
from notifications.arithmetic import Hours
from notifications.channels import Wanted, less, wanted

NO_CHOICE = Preferences()
COLUMNS = ("notice_preset", "notice_choices", "quiet_from", "quiet_until")


@dataclass(frozen=True, slots=True)
class Reader:
    id: int
    hours: Hours
    want: Wanted


def readers(ids: Collection[int], kind: str, actor_id: int | None) -> list[Reader]:
    """Those of `ids` who want to hear of this kind, from this person, on some channel; by id."""
    regards = _regards(ids, actor_id)
    members = Member.objects.active().filter(pk__in=ids).select_related("preferences").order_by("pk")
    known = [reader_of(member, kind) for member in members.only("time_zone", *(f"preferences__{c}" for c in COLUMNS))]
    heard = [_from(reader, regards.get(reader.id, "")) for reader in known if regards.get(reader.id) not in SILENCED]
    return [reader for reader in heard if not reader.want.nothing]


def reader_of(member: Member, kind: str) -> Reader:
    """What a member (with their preferences fetched) wants of a kind."""
    chosen: Preferences = getattr(member, "preferences", NO_CHOICE)
    return Reader(member.pk, hours_of(member), wanted(kind, chosen.notice_preset, chosen.notice_choices))


def hours_of(member: Member) -> Hours:
    chosen: Preferences = getattr(member, "preferences", NO_CHOICE)
    return Hours(member.time_zone, chosen.quiet_from, chosen.quiet_until)


def _from(reader: Reader, regard: str) -> Reader:
    return replace(reader, want=less(reader.want)) if regard == Regard.LESS else reader


def _regards(ids: Collection[int], actor_id: int | None) -> dict[int, str]:
    """What these think of the actor."""
    if actor_id is None:
        return {}
    rows = PersonWatch.objects.filter(person_id=actor_id, member_id__in=ids)
    return dict(rows.values_list("member_id", "level"))
