"""What readers have asked to hear nothing of; their letters do not speak of it either."""

from collections import defaultdict
from dataclasses import dataclass, field

from members.models import SILENCED, PersonWatch
from posts.models import TagMute, Watch, WatchLevel


@dataclass(frozen=True, slots=True)
class Unwanted:
    """One reader's muted discussions and tags, and the people they have muted or blocked."""

    posts: frozenset[int] = field(default_factory=frozenset)
    tags: frozenset[str] = field(default_factory=frozenset)
    people: frozenset[int] = field(default_factory=frozenset)

    def holds(self, post: int, tags: tuple[str, ...], *people: int | None) -> bool:
        return post in self.posts or not self.tags.isdisjoint(tags) or not self.people.isdisjoint(people)


def unwanted(member_ids: list[int]) -> dict[int, Unwanted]:
    """Each reader's, in three queries."""
    posts: dict[int, set[int]] = defaultdict(set)
    tags: dict[int, set[str]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    muted = Watch.objects.filter(member_id__in=member_ids, level=WatchLevel.MUTED)
    for member, post in muted.values_list("member_id", "post_id"):
        posts[member].add(post)
    for member, tag in TagMute.objects.filter(member_id__in=member_ids).values_list("member_id", "tag__slug"):
        tags[member].add(tag)
    silenced = PersonWatch.objects.filter(member_id__in=member_ids, level__in=SILENCED)
    for member, person in silenced.values_list("member_id", "person_id"):
        people[member].add(person)
    return {one: Unwanted(frozenset(posts[one]), frozenset(tags[one]), frozenset(people[one])) for one in member_ids}
