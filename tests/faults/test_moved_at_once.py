"""Curators and writers meet in one discussion at one moment: nothing is lost, and every tree stays whole."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from comments.models import Comment
from comments.services import CommentsClosed, ParentGone, publish_comment
from curation.models import Move
from curation.services import NotMovable, merge, move, undo
from posts.models import Post
from tests.curation.test_moves_hold import assert_whole
from tests.factories import make_comment, make_member, make_post

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
WHY = "It belongs there."
ROUNDS = 3


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """All acts in threads of their own, let go together; what went wrong."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> None:
        together.wait()
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        done = [pool.submit(one, act) for act in acts]
    return [error for future in done if (error := future.exception())]


def test_two_curators_move_one_branch() -> None:
    curators = [make_member(is_curator=True) for _ in range(2)]
    for _ in range(ROUNDS):
        posts = [make_post(make_member()) for _ in range(3)]
        top = make_comment(make_member(), posts[0])
        make_comment(make_member(), posts[0], parent=top)
        acts = [partial(move, curator=curators[n], comment=top, to=posts[n + 1], reason=WHY) for n in range(2)]
        wrong = at_once(*acts)
        assert all(isinstance(error, NotMovable) for error in wrong)
        assert Comment.objects.get(pk=top.pk).post_id in (posts[1].pk, posts[2].pk)
        assert_whole()


def test_two_curators_put_one_thing_back_once() -> None:
    curators = [make_member(is_curator=True) for _ in range(2)]
    source, target = make_post(make_member()), make_post(make_member())
    top = make_comment(make_member(), source)
    done = move(curator=curators[0], comment=top, to=target, reason=WHY)
    wrong = at_once(*(partial(undo, actor=who, move=done, reason=WHY) for who in curators))
    assert len(wrong) == 1
    assert Move.objects.get().undone_at
    assert_whole()


def test_replies_while_their_discussion_is_merged() -> None:
    curator, writers = make_member(is_curator=True), [make_member() for _ in range(4)]
    for _ in range(ROUNDS):
        source, target = make_post(make_member()), make_post(make_member())
        top = make_comment(make_member(), source)
        replies = [partial(publish_comment, author=who, post=source, parent=top, body="x") for who in writers]
        wrong = at_once(partial(merge, curator=curator, post=source, into=target, reason=WHY), *replies)
        assert all(isinstance(error, CommentsClosed | ParentGone) for error in wrong)
        assert not Comment.objects.filter(post=source).exists()
        assert Comment.objects.filter(post=target).count() == 2 + len(writers) - len(wrong)
        assert Post.objects.get(pk=target.pk).comment_count == 2 + len(writers) - len(wrong)
        assert_whole()
