"""Ten thousand replies, one below the other or side by side: every page opens, the end is answered, the root goes."""

import time
import tracemalloc

import pytest
from django.core.management.color import no_style
from django.db import connection

from comments.models import DEPTH_AT_MOST, Comment
from comments.paths import depth_of, path_below
from comments.services import remove_comment
from tests.comments.tree import ids, page
from tests.factories import make_comment

MANY = 10_000


@pytest.fixture
def root(post, member) -> Comment:
    return make_comment(member, post)


def fill(root: Comment, *, chain: bool) -> Comment:
    """MANY replies written straight into the table; returns the last."""
    rows: list[Comment] = []
    above, path = root.pk, root.path
    for number in range(root.pk + 1, root.pk + MANY):
        place = path_below(path if chain else root.path, number)
        rows.append(
            Comment(
                pk=number,
                post_id=root.post_id,
                parent_id=above,
                author_id=root.author_id,
                body="x",
                html="<p>x</p>",
                path=place,
                depth=depth_of(place),
                local_day=root.local_day,
            )
        )
        above, path = (number, place) if chain else (root.pk, root.path)
    Comment.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:  # the ids were chosen here, so the database has not counted them
        for statement in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(statement)
    return rows[-1]


@pytest.mark.parametrize("chain", [True, False], ids=["chain", "flat"])
def test_every_page_of_ten_thousand_replies(client, post, root, member, stranger, chain, django_assert_max_num_queries):
    last = fill(root, chain=chain)
    client.force_login(stranger)
    tracemalloc.start()

    def timed(name: str, act):
        began = time.process_time()
        with django_assert_max_num_queries(30):
            answer = act()
        print(f"{'chain' if chain else 'flat'} {name}: {time.process_time() - began:.3f} s CPU")
        return answer

    first = timed("first page", lambda: page(post, stranger, "sort=old"))
    timed("first page again", lambda: page(post, stranger, "sort=old"))
    timed("best first", lambda: page(post, stranger, "sort=best"))
    assert ids(first)[0] == root.pk
    end = timed("page of the last", lambda: page(post, stranger, f"sort=old&at={last.pk}"))
    assert ids(end)[-1] == last.pk
    assert max(len(first.encode()), len(end.encode())) <= 250_000
    for comment in (root, last):
        assert timed("permalink", lambda pk=comment.pk: client.get(f"/c/{pk}/")).status_code == 200
    answer = timed("answer", lambda: client.post(f"/d/{post.pk}/comments/", {"body": "The end.", "parent": last.pk}))
    assert answer.status_code == 303
    added = Comment.objects.get(parent=last)
    assert added.depth == (DEPTH_AT_MOST if chain else 2)
    timed("removal of the root", lambda: remove_comment(member=member, comment=root))
    post.refresh_from_db()
    assert post.comment_count == MANY
    assert ids(page(post, stranger, "sort=old"))[0] == root.pk
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 120 * 1024 * 1024
