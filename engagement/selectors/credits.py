"""What others gave to single comments, and whom their giving may be believed of."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce

from comments.models import Comment
from engagement.selectors.config import trust_age
from engagement.selectors.expressions import Seconds, minus
from learning.models import Reaction, Takeaway, TakeawayVisibility
from members.models import Member
from posts.models import Post

# verb, actor, at
Given = tuple[str, int, float]


class CommentFacts(NamedTuple):
    """A comment, the number that stands for its author, its score as stored, and what it was given."""

    comment: int
    author: int
    score: float
    given: list[Given]


def comment_facts(ids: Collection[int]) -> dict[int, list[CommentFacts]]:
    """By discussion, all comments of these discussions that may be read."""
    if not ids:
        return {}
    given: dict[int, list[Given]] = defaultdict(list)
    seen = Comment.objects.facts_for_scoring().filter(post_id__in=ids)
    author = Coalesce("author_id", "byline__claimed_by_id", minus("byline_id"))
    for parent, actor, at in seen.filter(parent__isnull=False).values_list("parent_id", author, Seconds("created_at")):
        given[parent].append(("comment", actor, at))
    reactions = Reaction.objects.filter(comment__isnull=False, post_id__in=ids)
    for comment, code, actor, at in reactions.values_list("comment_id", "code", "member_id", Seconds("at")):
        given[comment].append((f"react_{code}", actor, at))
    shown = Takeaway.objects.facts_for_scoring().filter(comment__isnull=False, post_id__in=ids)
    shown = shown.exclude(visibility=TakeawayVisibility.PRIVATE)
    for comment, actor, at in shown.values_list("comment_id", "member_id", Seconds("created_at")):
        given[comment].append(("takeaway_shared", actor, at))
    found: dict[int, list[CommentFacts]] = defaultdict(list)
    for post, comment, writer, score in seen.order_by("pk").values_list("post_id", "pk", author, "score"):
        if score or comment in given:
            found[post].append(CommentFacts(comment, writer, score, given.get(comment, [])))
    return found


def trusted_from(since: dt.datetime) -> dict[int, float]:
    """From when on the accounts that were new at `since`, or came later, give whole: once old enough, or answered by
    somebody else."""
    newcomers = Member.objects.filter(joined_at__gt=since - trust_age())
    trusted = {pk: (joined + trust_age()).timestamp() for pk, joined in newcomers.values_list("pk", "joined_at")}
    if not trusted:
        return {}
    said = Comment.objects.facts_for_scoring().filter(author__isnull=False)
    said = said.filter(post__in=Post.objects.facts_for_scoring().values("pk"))
    for replies, to in (
        (said.filter(parent__isnull=False), "parent__author"),
        (said.filter(parent__isnull=True), "post__author"),
    ):
        for member, at in _first(replies, to, newcomers):
            trusted[member] = min(trusted[member], at.timestamp())
    return trusted


def _first(
    replies: "QuerySet[Comment, Comment]", to: str, newcomers: "QuerySet[Member, Member]"
) -> Iterator[tuple[int, dt.datetime]]:
    told = replies.filter(**{f"{to}__in": newcomers.values("pk")}).exclude(author=F(to))
    yield from told.order_by().values(to).annotate(at=Min("released_at")).values_list(to, "at")
