"""The job on rows: on any of them it gives what the pure arithmetic gives, however often, in whatever order."""

import datetime as dt
import random
from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Resolution
from curation.models import Purpose, Seed
from engagement import services
from engagement.arithmetic import Fact, comment_score, discussion_scores, numbered
from engagement.models import ScoreDetail
from kit import clock
from learning.models import Reaction, Takeaway
from members.models import Byline, Member
from posts.models import Post, Read
from tests.factories import make_member

NOW = dt.datetime(2025, 3, 12, 22, 30, 0, 123457, tzinfo=dt.UTC)
READABLE = {"published", "closed", "archived"}


@pytest.fixture(autouse=True)
def _frozen():
    with clock.at(NOW):
        yield


def moment(rng: random.Random) -> dt.datetime:
    """Few enough moments for many to fall together."""
    return NOW - dt.timedelta(minutes=20 * rng.randrange(1, 300), microseconds=rng.choice([0, 7]))


def a_post(author: Member, at: dt.datetime, **more) -> Post:
    columns = {"kind": "reflection", "title": "A title", "released_at": at, "by_staff": author.staff_voice} | more
    return Post.objects.create(
        author=None if "byline" in more else author,
        published_at=at,
        created_at=at,
        local_day=at.date(),
        signals_version=1,
        **columns,
    )


def a_comment(author: Member, post: Post, at: dt.datetime, parent: Comment | None = None, **more) -> Comment:
    columns = {"body": "Words.", "released_at": at, "by_staff": author.staff_voice} | more
    return Comment.objects.create(
        author=None if "byline" in more else author,
        post=post,
        parent=parent,
        created_at=at,
        local_day=at.date(),
        **columns,
    )


def community(seed: int, posts: int = 7, acts: int = 70) -> None:
    """Random rows of every table that facts are read from."""
    rng = random.Random(seed)
    old = NOW - dt.timedelta(days=90)
    people = [make_member(joined_at=old, staff_voice=number == 0) for number in range(5)]
    people.append(make_member(joined_at=NOW - dt.timedelta(hours=30)))
    bylines = [Byline.objects.create(source="x", source_key=f"{seed}-{n}", name="By") for n in range(2)]
    threads, said = [], []
    for _ in range(posts):
        more = {"kind": rng.choice(["reflection", "question", "hallway"])}
        more["status"] = rng.choice(["published"] * 5 + ["closed", "hidden", "removed"])
        if rng.random() < 0.2:
            more |= {"byline": rng.choice(bylines), "origin": "imported"}
        if rng.random() < 0.1:
            more["released_at"] = None
        threads.append(a_post(rng.choice(people), moment(rng), **more))
    Seed.objects.create(
        owner=threads[0].author or people[1],
        purpose=Purpose.DEEPEN,
        hypothesis="h",
        title="t",
        body="b",
        tags="x",
        post=threads[0],
    )
    for _ in range(acts):
        post, who, at = rng.choice(threads), rng.choice(people), moment(rng)
        common = {"member": who, "post": post, "local_day": at.date(), "by_staff": who.staff_voice}
        below = [c for c in said if c.post_id == post.pk]
        target = rng.choice([*below, None])
        kind = rng.choice(["comment", "comment", "comment", "react", "keep", "read"])
        if kind == "comment":
            more = {"intent": rng.choice(["", "build", "answer", "ask"])}
            more["status"] = rng.choice(["published"] * 6 + ["hidden", "removed", "held"])
            if rng.random() < 0.1:
                more |= {"byline": rng.choice(bylines), "origin": "imported"}
            if rng.random() < 0.1:
                more["released_at"] = None
            said.append(a_comment(who, post, at, target, **more))
        elif kind == "react":
            if target is None or target.author_id != who.pk:
                Reaction.objects.get_or_create(
                    member=who, post=post, comment=target, code="use", defaults={"at": at} | common
                )
        elif kind == "keep":
            shown = rng.choice(["private", "private", "author", "everyone"])
            Takeaway.objects.create(comment=target, text="x" * 20, visibility=shown, created_at=at, **common)
        else:
            Read.objects.get_or_create(
                member=who,
                post=post,
                week=at.date(),
                defaults={"at": at, "last_at": at, "counts": rng.random() < 0.8} | common,
            )
    for post in rng.sample(threads, 3):
        mine = [c for c in said if c.post_id == post.pk]
        Resolution.objects.create(
            post=post,
            comment=rng.choice(mine) if mine else None,
            note=rng.choice(["", "Thanks"]),
            at=moment(rng),
            local_day=NOW.date(),
        )


def person(row) -> int:
    return row.author_id or row.byline.claimed_by_id or -row.byline_id


def is_seen(row) -> bool:
    status = row.status in READABLE
    return status and row.released_at is not None and (isinstance(row, Post) or is_seen(row.post))


def all_facts() -> dict[int, list[Fact]]:
    """Every fact by discussion, worked out row by row and numbered by the pure arithmetic."""
    facts: list[tuple[int, Fact]] = []

    def tell(post: Post, verb: str, actor: int, at, day, pk: int, staff: bool, **more) -> None:
        seed = Seed.objects.filter(post=post).first()
        staff = staff or bool(seed and seed.owner_id == actor)
        facts.append((post.pk, Fact(verb, actor, at, day, f"{verb}:{pk:09}", by_staff=staff, **more)))

    for post in filter(is_seen, Post.objects.all()):
        tell(
            post,
            "post",
            person(post),
            post.published_at,
            post.local_day,
            post.pk,
            post.by_staff,
            imported=post.origin == "imported",
        )
    for one in filter(is_seen, Comment.objects.all()):
        more = {"imported": one.origin == "imported"}
        tell(one.post, "comment", person(one), one.created_at, one.local_day, one.pk, one.by_staff, **more)
        taken_up = [r for r in one.replies.all() if is_seen(r) and person(r) != person(one)]
        taken_up += one.reactions.exclude(member_id=one.author_id)
        if one.author_id and taken_up and one.intent in {"answer", "build", "connect", "summarise"}:
            tell(one.post, "comment_ack", person(one), one.created_at, one.local_day, one.pk, one.by_staff, **more)
    for one in Reaction.objects.all():
        if is_seen(one.post) and (one.comment is None or is_seen(one.comment)):
            tell(one.post, "react_use", one.member_id, one.at, one.local_day, one.pk, one.by_staff)
    for one in Takeaway.objects.all():
        if is_seen(one.post) and (one.comment is None or is_seen(one.comment)):
            private = one.visibility == "private"
            verb = "takeaway_private" if private else "takeaway_shared"
            tell(one.post, verb, one.member_id, one.created_at, one.local_day, one.pk, one.by_staff, private=private)
    for one in Read.objects.filter(counts=True):
        if is_seen(one.post):
            tell(one.post, "read", one.member_id, one.at, one.local_day, one.pk, one.by_staff, private=True)
    for one in Resolution.objects.all():
        if not is_seen(one.post) or one.post.author_id is None:
            continue
        helper = one.comment
        if helper and is_seen(helper) and helper.author_id and helper.author_id != one.post.author_id:
            tell(one.post, "resolved", helper.author_id, one.at, one.local_day, one.pk, helper.by_staff)
        if one.note and (helper is None or helper.status == "published"):
            tell(one.post, "resolved_note", one.post.author_id, one.at, one.local_day, one.pk, one.post.by_staff)
    where = {fact.key: post for post, fact in facts}
    by_post = defaultdict(list)
    for fact in numbered(fact for _, fact in facts):
        by_post[where[fact.key]].append(fact)
    return by_post


def assert_as_the_arithmetic_says() -> None:
    facts = all_facts()
    for post in Post.objects.all():
        expected = discussion_scores(
            facts[post.pk], author=person(post), hallway=post.kind == "hallway", at=post.scored_at
        )
        assert (post.a, post.l, post.worth) == pytest.approx((expected.a, expected.l, expected.worth), abs=1e-9)
        assert (post.score_detail.people, post.score_detail.explain) == (expected.people, expected.explain)


def trusted(member_id: int | None) -> bool:
    member = Member.objects.filter(pk=member_id).first()
    if member is None or member.joined_at <= NOW - dt.timedelta(hours=48):
        return True
    replies = [c for c in Comment.objects.exclude(author=member).filter(author__isnull=False) if is_seen(c)]
    return any(c.parent.author_id == member_id if c.parent else c.post.author_id == member_id for c in replies)


def assert_comments_are_too() -> None:
    for one in filter(is_seen, Comment.objects.all()):
        given = [("comment", person(r), r.created_at, r.author_id) for r in one.replies.all() if is_seen(r)]
        given += [("react_use", r.member_id, r.at, r.member_id) for r in one.reactions.all()]
        given += [
            ("takeaway_shared", t.member_id, t.created_at, t.member_id)
            for t in one.takeaways.exclude(visibility="private")
        ]
        facts = [Fact(v, who, at, at.date(), str(n), trusted=trusted(pk)) for n, (v, who, at, pk) in enumerate(given)]
        expected = comment_score(facts, author=person(one), hallway=one.post.kind == "hallway", at=NOW)
        assert one.score == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_random_rows(db, seed: int) -> None:
    community(seed)
    assert services.score_due() == Post.objects.count()
    assert_as_the_arithmetic_says()
    assert_comments_are_too()
    assert services.check().differ == []
    assert services.score_due() == 0


def test_made_anew_it_is_the_same(db) -> None:
    community(7)
    services.score_due()
    before = list(Post.objects.order_by("pk").values_list("a", "l", "worth"))
    services.rebuild()
    assert list(Post.objects.order_by("pk").values_list("a", "l", "worth")) == before


def test_hours_later_what_lives_is_worn(db) -> None:
    community(8)
    services.score_due()
    alive = Post.objects.filter(a__gt=0).count()
    with clock.at(NOW + dt.timedelta(minutes=59)):
        assert services.decay_due() == 0
    with clock.at(NOW + dt.timedelta(hours=2)):
        assert services.decay_due() == alive
        assert_as_the_arithmetic_says()
        assert services.check().differ == []


def test_a_place_that_goes_out_of_sight_lifts_what_came_later_that_day(db, author, member) -> None:
    first, second = (a_post(author, NOW - dt.timedelta(days=3)) for _ in range(2))
    a_comment(member, first, NOW - dt.timedelta(hours=3))
    a_comment(member, second, NOW - dt.timedelta(hours=2))
    services.score_due()
    low = Post.objects.get(pk=second.pk).a
    Post.objects.filter(pk=first.pk).update(status="hidden", signals_version=F("signals_version") + 1)
    services.score_due()
    services.score_due()
    assert Post.objects.get(pk=first.pk).a == 0
    assert Post.objects.get(pk=second.pk).a > low
    assert_as_the_arithmetic_says()


def test_private_lines_count_from_the_third_person_on(db, author) -> None:
    post, scores = a_post(author, NOW), []
    for _ in range(3):
        who = make_member()
        Takeaway.objects.create(member=who, post=post, text="x" * 20, local_day=NOW.date(), created_at=NOW)
        Post.objects.update(signals_version=F("signals_version") + 1)
        services.score_due()
        scores.append(Post.objects.get().l)
    assert scores[0] == scores[1] < scores[2]


def test_statements_do_not_grow_with_the_batch(db, author, member) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            services.score_due()
        return len(captured)

    services.check()  # reads the settings
    counts = []
    for posts in (1, 12):
        for _ in range(posts):
            a_comment(member, a_post(author, NOW), NOW, intent="build")
        counts.append(statements())
    assert counts[0] == counts[1]


def test_killed_between_two_writes_nothing_is_lost(db, monkeypatch) -> None:
    community(9)
    from engagement.services import batches

    monkeypatch.setattr(batches, "rows_at_once", lambda: 4)
    write, calls = batches._write, []

    def dying(*args):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(1)
        return write(*args)

    monkeypatch.setattr(batches, "_write", dying)
    with pytest.raises(KeyboardInterrupt):
        services.score_due()
    assert 0 < Post.objects.due_for_scoring().count() < Post.objects.count()
    monkeypatch.setattr(batches, "_write", write)
    services.score_due()
    assert_as_the_arithmetic_says()
    assert_comments_are_too()


def test_other_constants_are_a_rebuild(db) -> None:
    from kit import site

    community(10)
    services.score_due()
    site.put(values={"AUTHOR_FACTOR": 0.9}, by_name="Test")
    try:
        assert services.check().waiting == Post.objects.count()
        assert services.decay_due() == Post.objects.count()
        assert services.check().differ == []
        assert ScoreDetail.objects.values("config_version").distinct().count() == 1
    finally:
        site.forget()


def test_the_command_names_what_differs(db) -> None:
    community(11)
    services.score_due()
    call_command("rebuild_scores", "--check", stdout=StringIO())
    wrong = Post.objects.facts_for_scoring().first()
    Post.objects.filter(pk=wrong.pk).update(l=F("l") + 1e-5)
    with pytest.raises(CommandError, match=str(wrong.pk)):
        call_command("rebuild_scores", "--check", stdout=StringIO())
    call_command("rebuild_scores", stdout=StringIO())
    call_command("rebuild_scores", "--check", stdout=StringIO())
