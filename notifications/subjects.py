"""What private words are about. This room knows no content: the rooms that hold it say, for each reader, what a name
such as "post:7" stands for, or nothing where that reader may not know of it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from members.models import Member
from members.rules import Viewer


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing as one reader may know it. `person_id` is whom one writes to about it; None where nobody is there."""

    name: str
    title: str
    url: str
    person_id: int | None


Resolver = Callable[[Viewer, Collection[int]], Mapping[int, Subject]]
_resolvers: dict[str, Resolver] = {}


def register_subject(kind: str, resolver: Resolver) -> None:
    """Let `resolver` answer for names that begin with `kind`: numbers in, what the viewer may know of them out."""
    if _resolvers.setdefault(kind, resolver) is not resolver:
        raise ValueError(f"somebody answers for {kind} already")


def subjects_for(viewer: Viewer, names: Iterable[str]) -> dict[str, Subject]:
    """Those of these that `viewer` may know of, by name; as many questions as there are kinds of things."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for name in names:
        kind, _colon, number = name.partition(":")
        if kind in _resolvers and number.isascii() and number.isdigit() and len(number) <= 18:
            wanted[kind].append(int(number))
    found: dict[str, Subject] = {}
    for kind, numbers in wanted.items():
        found |= {subject.name: subject for subject in _resolvers[kind](viewer, numbers).values()}
    return found


def subject_for(viewer: Viewer, name: str) -> Subject | None:
    return subjects_for(viewer, [name]).get(name)


def people_as_subjects(viewer: Viewer, ids: Collection[int]) -> dict[int, Subject]:
    """Somebody themselves, for a word that belongs to no single discussion."""
    if not viewer.is_signed_in:
        return {}
    return {
        member.pk: Subject(
            name=f"person:{member.pk}",
            title=_("what %(name)s does here") % {"name": member.name},
            url=member.get_absolute_url(),
            person_id=member.pk,
        )
        for member in Member.objects.active().filter(pk__in=ids)
    }
