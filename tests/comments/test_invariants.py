"""Whatever is done in whatever order: path order is reading order, and counters are what is there."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment
from comments.paths import ids_of
from comments.services import edit_comment, hide_comment, publish_comment, remove_comment, restore_comment
from posts.models import Post

ACTS = st.tuples(
    st.sampled_from(["reply", "reply", "reply", "start", "remove", "edit", "hide", "restore"]), st.integers(0, 30)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=14))
def test_tree_and_counters_hold(post, member, stranger, acts):
    _begin_anew(post)
    for number, (act, choice) in enumerate(acts):
        _do(act, choice, post, (member, stranger)[number % 2])
    rows = list(Comment.objects.filter(post=post).in_reading_order())
    assert [row.pk for row in rows] == _by_walking(rows)
    for row in rows:
        assert ids_of(row.path)[-1] == row.pk
        assert row.depth == len(ids_of(row.path)) - 1
    there = Comment.objects.filter(post=post, status="published")
    counted = Post.objects.get(pk=post.pk)
    if acts and rows:
        assert counted.comment_count == there.count()
        assert counted.voice_count == there.values("author").distinct().count()


def _begin_anew(post: Post) -> None:
    """Leaves first: a parent is protected by its replies."""
    for comment in Comment.objects.filter(post=post).order_by("-path"):
        comment.delete()
    Post.objects.filter(pk=post.pk).update(comment_count=0, voice_count=0)


def _do(act: str, choice: int, post: Post, somebody) -> None:
    rows = list(Comment.objects.filter(post=post).order_by("pk"))
    chosen = rows[choice % len(rows)] if rows else None
    if act == "start" or chosen is None:
        publish_comment(author=somebody, post=post, body="x")
    elif act == "hide":
        hide_comment(comment_id=chosen.pk)
    elif act == "restore":
        restore_comment(comment_id=chosen.pk)
    elif chosen.status != "published":
        return
    elif act == "reply":
        publish_comment(author=somebody, post=post, parent=chosen, body="x")
    elif act == "remove":
        remove_comment(member=chosen.author, comment=chosen)
    else:
        edit_comment(editor=chosen.author, comment=chosen, body=f"edit {choice}", version=chosen.version)


def _by_walking(rows: list[Comment]) -> list[int]:
    """Reading order found the slow way: each comment, then its replies, oldest first."""
    out: list[int] = []
    waiting = [row for row in sorted(rows, key=lambda row: -row.pk) if row.parent_id is None]
    while waiting:
        row = waiting.pop()
        out.append(row.pk)
        waiting += sorted((below for below in rows if below.parent_id == row.pk), key=lambda below: -below.pk)
    return out
