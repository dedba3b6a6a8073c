"""The discussions to be scored: their numbers, whatever their state, and never their words."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models.functions import Coalesce

from engagement.selectors.expressions import minus
from posts.models import Post


class Subject(NamedTuple):
    """`author` is the number that stands for its author among the facts."""

    post: int
    author: int
    kind: str
    seed_owner: int | None
    signals_version: int
    scored_version: int
    scored_at: dt.datetime | None
    a: float
    l: float  # noqa: E741  the spec's own name
    worth: float
    config_version: int | None
    comments_at: dt.datetime | None
    left_out: int | None
    visible: bool = False

    @property
    def hallway(self) -> bool:
        return self.kind == "hallway"

    @property
    def is_due(self) -> bool:
        return self.signals_version != self.scored_version


def subjects(ids: Collection[int]) -> list[Subject]:
    """In the order of their ids. What nobody may read is not `visible`, and none of its facts count."""
    author = Coalesce("author_id", "byline__claimed_by_id", minus("byline_id"))
    rows = Post.objects.numbers_of(ids).order_by("pk")
    columns = ("seed__owner_id", "signals_version", "scored_version", "scored_at", "a", "l", "worth")
    detail = ("score_detail__config_version", "score_detail__comments_at", "score_detail__left_out")
    found = [Subject(*row) for row in rows.values_list("pk", author, "kind", *columns, *detail)]
    visible = set(Post.objects.facts_for_scoring().filter(pk__in=ids).values_list("pk", flat=True))
    return [subject._replace(visible=subject.post in visible) for subject in found]
