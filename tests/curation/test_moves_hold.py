"""Whatever is moved in whatever order: each tree is one, its counters are what is there, and big branches go too."""

from contextlib import suppress

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import DEPTH_AT_MOST, Comment
from comments.paths import depth_of, ids_of, path_below
from comments.services import publish_comment
from curation.models import Move
from curation.services import CannotUndo, NotMovable, NotYours, grow, merge, move, undo
from posts.models import Post
from tests.curation.moving import differences, rows
from tests.factories import make_comment, make_post

WHY = "It belongs there."
ACTS = st.tuples(
    st.sampled_from(["reply", "reply", "start", "grow", "move", "move", "merge", "undo"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


def assert_whole() -> None:
    """Every path is made of the true parents, in the parent's own discussion, and every counter is a count."""
    found = {row.pk: row for row in Comment.objects.all()}
    for row in found.values():
        above = found[row.parent_id] if row.parent_id else None
        assert row.path == path_below(above.path if above else "", row.pk)
        assert row.depth == depth_of(row.path) <= DEPTH_AT_MOST
        assert ids_of(row.path)[-1] == row.pk
        assert above is None or above.post_id == row.post_id
    for post in Post.objects.all():
        there = Comment.objects.filter(post=post, status="published")
        assert post.comment_count == there.count()
        assert post.voice_count == there.values("author").distinct().count()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=4, max_size=12))
def test_trees_stay_whole(author, member, curator, acts):
    posts = [make_post(author, title=f"Discussion {n}") for n in range(3)]
    for act, first, second in acts:
        with suppress(NotMovable, CannotUndo, NotYours):
            _do(act, first, second, posts, member, curator)
    assert_whole()
    for done in Move.objects.filter(undone_at__isnull=True).order_by("-pk"):
        with suppress(CannotUndo):
            undo(actor=curator, move=done, reason=WHY)
    assert_whole()


def _do(act: str, first: int, second: int, posts: list[Post], member, curator) -> None:
    ids = [post.pk for post in posts]
    standing = list(Post.objects.numbers_of(ids).filter(status="published").order_by("pk"))
    rows = list(Comment.objects.filter(status="published", post__in=standing).order_by("pk"))
    chosen = rows[first % len(rows)] if rows else None
    post = standing[second % len(standing)]
    if act == "start" or chosen is None:
        make_comment(member, post)
    elif act == "reply":
        make_comment(member, chosen.post, parent=chosen)
    elif act == "grow":
        posts.append(grow(actor=member, comment=chosen, title="A new one", kind="reflection", tags=["doors"]))
    elif act == "merge":
        merge(curator=curator, post=chosen.post, into=post, reason=WHY)
    elif act == "undo":
        if done := Move.objects.filter(undone_at__isnull=True).order_by("-pk").first():
            undo(actor=curator, move=done, reason=WHY)
    else:
        under = rows[second % len(rows)]
        move(curator=curator, comment=chosen, to=under.post, under=under, reason=WHY)


def test_deeper_than_the_deepest_level_a_branch_finds_its_true_shape_again(author, member, curator, elsewhere):
    post = make_post(author, visibility="public")
    chain = [make_comment(member, post, released=False)]
    for _ in range(DEPTH_AT_MOST + 5):
        chain.append(publish_comment(author=member, post=post, parent=chain[-1], body="x"))
    assert Comment.objects.get(pk=chain[-1].pk).depth == DEPTH_AT_MOST
    deepest = Comment.objects.get(pk=chain[-3].pk)
    done = move(curator=curator, comment=deepest, to=elsewhere, reason=WHY)
    assert Comment.objects.get(pk=chain[-1].pk).depth == 2
    assert_whole()
    with pytest.raises(NotMovable, match="very branch"):
        move(curator=curator, comment=deepest, to=elsewhere, under=chain[-1], reason=WHY)
    undo(actor=curator, move=done, reason=WHY)
    assert Comment.objects.get(pk=chain[-1].pk).depth == DEPTH_AT_MOST
    assert_whole()


@pytest.mark.parametrize("shape", ["wide", "deep"])
def test_a_branch_of_ten_thousand_goes_in_one_piece(client, branch, elsewhere, curator, member, shape):
    _mislead(branch, member)
    _fill(branch, member, shape, 10_000)
    move(curator=curator, comment=branch.top, to=elsewhere, reason=WHY)
    assert Comment.objects.filter(post=elsewhere).count() >= 10_000  # noqa: PLR2004
    undo(actor=curator, move=Move.objects.get(), reason=WHY)
    client.force_login(curator)
    assert client.get(f"/c/{branch.top.pk}/move/?to={elsewhere.pk}").status_code == 200
    assert Comment.objects.filter(post=branch.post).count() == 10_034


def _mislead(branch, member) -> None:
    """PostgreSQL has looked when all comments answered one, and plans as if they still did."""
    for _ in range(30):
        make_comment(member, branch.post, parent=branch.top)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE comments_comment")


def _fill(branch, member, shape: str, number: int) -> None:
    first = Comment.objects.order_by("-pk").first().pk + 1
    above, rows = Comment.objects.get(pk=branch.top.pk), []
    for pk in range(first, first + number):
        path = path_below(above.path, pk)
        row = Comment(
            pk=pk, post=branch.post, parent_id=above.pk, path=path, depth=depth_of(path), author=member, body="x",
            local_day=above.local_day, released_at=above.created_at,
        )  # fmt: skip
        rows.append(row)
        above = row if shape == "deep" else above
    Comment.objects.bulk_create(rows, batch_size=500)


@pytest.mark.parametrize("where", ["moving.branch_follows", "moving.words_follow", "undoing.words_follow"])
def test_what_is_ended_half_way_leaves_nothing_half_done(branch, member, monkeypatch, where):
    def end(*_args: object) -> None:
        raise KeyboardInterrupt

    def let_grow() -> None:
        grow(actor=member, comment=branch.top, title="A new one", kind="reflection", tags=["doors"])

    if where.startswith("undoing"):
        let_grow()
    before = rows(*Post.objects.all())
    monkeypatch.setattr(f"curation.services.{where}", end)
    with pytest.raises(KeyboardInterrupt):
        undo(actor=member, move=Move.objects.get()) if where.startswith("undoing") else let_grow()
    after = rows(*Post.objects.all())
    assert differences(before, after) == differences(after, before) == []
