"""May this still be told? Asked of the apps that know, whenever a notice is shown or mailed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from members.models import SILENCED, PersonWatch
from notifications.models import Told

Pair = tuple[int, int]
Gate = Callable[[Collection[Pair]], set[Pair]]
_gates: dict[str, Gate] = {}


def register_gate(name: str, gate: Gate) -> None:
    """Let `gate` decide about subjects such as "`name`:12": of pairs of a member's id and such a number it gives back
    those of which the member may still be told. An app registers its gates when it is ready."""
    if _gates.setdefault(name, gate) is not gate:
        raise ValueError(f"there is already a gate named {name}")


def tellable(rows: Iterable[Told]) -> list[Told]:
    """Those of `rows` (with notice, cause and actor fetched) that may be told at this moment."""
    rows = [row for row in rows if row.cause.actor is None or row.cause.actor.is_active]
    silenced, asked = _silenced(rows), defaultdict(set)
    for row in rows:
        name, number = _subject(row)
        if name in _gates:
            asked[name].add((row.notice.recipient_id, number))
    let_through = {name: _gates[name](pairs) for name, pairs in asked.items()}
    return [row for row in rows if _may(row, silenced, let_through)]


def _may(row: Told, silenced: set[Pair], let_through: dict[str, set[Pair]]) -> bool:
    name, number = _subject(row)
    reader = row.notice.recipient_id
    is_silenced = row.cause.actor_id is not None and (reader, row.cause.actor_id) in silenced
    return not is_silenced and (name not in let_through or (reader, number) in let_through[name])


def _silenced(rows: list[Told]) -> set[Pair]:
    readers, actors = {row.notice.recipient_id for row in rows}, {row.cause.actor_id for row in rows}
    if not readers:
        return set()
    watched = PersonWatch.objects.filter(member_id__in=readers, person_id__in=actors - {None}, level__in=SILENCED)
    return set(watched.values_list("member_id", "person_id"))


def _subject(row: Told) -> tuple[str, int]:
    name, _colon, number = row.cause.subject.partition(":")
    return name, int(number) if number.isdecimal() else 0
