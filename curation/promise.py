"""What may be promised to somebody who writes here for the first times: no more than what lately came true."""

import datetime as dt

from django.core.cache import cache
from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext as _

from comments.models import Comment
from curation.selectors.desk import ANY_MEMBER, FIRST_THREE, among_first_three
from kit import clock, site
from posts.models import Origin, Post

LOOKS_BACK = dt.timedelta(days=28)
A_DAY = dt.timedelta(hours=24)
KEEP_S = 3600
ROWS = 2_000


def promise() -> str:
    """The sentence for a first post. Asked of the facts once an hour."""
    holds = cache.get("first-promise")
    if holds is None:
        holds = is_kept(*answered_in_a_day(clock.now()))
        cache.set("first-promise", holds, KEEP_S)
    return _("Someone will answer within a day.") if holds else _("A curator will see this today.")


def is_kept(answered: int, written: int) -> bool:
    """Whether enough first posts were answered in time to promise it. Pure but for the two settings."""
    least, rate = int(site.get("FIRST_POST_PROMISE_MIN_N")), float(site.get("FIRST_POST_PROMISE_MIN_RATE"))
    return written >= least and answered / written >= rate


def answered_in_a_day(now: dt.datetime) -> tuple[int, int]:
    """Of the first posts of four weeks that are at least a day old: how many had a reply by another person within 24
    hours, and how many there were."""
    posts = Post.objects.listed_for(ANY_MEMBER).outside_hallway().released()
    posts = posts.filter(origin=Origin.NATIVE, author__staff_voice=False)
    posts = posts.filter(published_at__gt=now - LOOKS_BACK, published_at__lte=now - A_DAY).order_by("-published_at")
    others = Comment.objects.facts_for_scoring().filter(post=OuterRef("pk"), author__isnull=False)
    first_reply = others.exclude(author=OuterRef("author")).order_by().values("post").annotate(at=Min("created_at"))
    rows = list(
        among_first_three(posts).annotate(reply_at=Subquery(first_reply.values("at"))).only("published_at")[:ROWS]
    )
    return sum(_in_a_day(row.published_at, row.reply_at) for row in rows), len(rows)


def _in_a_day(published: dt.datetime | None, reply: dt.datetime | None) -> bool:
    return published is not None and reply is not None and reply <= published + A_DAY


def waits_for_a_first_answer(post: Post) -> bool:
    """Whether it is among its author’s first three, and for some weeks nobody has replied."""
    published = post.published_at or post.created_at
    if post.is_hallway or post.comment_count or published < clock.now() - LOOKS_BACK:
        return False
    return among_first_three(Post.objects.filter(pk=post.pk)).exists()


def begins_here(member_id: int) -> bool:
    """Whether what a member writes next is among their first three; the database stops counting at the third."""
    written = [rows.filter(author=member_id).order_by("pk") for rows in (Post.objects, Comment.objects)]
    return sum(len(rows.values_list("pk", flat=True)[:FIRST_THREE]) for rows in written) < FIRST_THREE
