"""*I can use this*: counted exactly, never on one's own words, not in the Hallway."""

import pytest

from kit import clock
from learning.models import Reaction
from posts.models import Kind, Post
from tests.factories import make_comment, make_post


@pytest.fixture
def post(author) -> Post:
    return make_post(author)


def test_mark_and_take_back(client, post, member):
    client.force_login(member)
    for useful, count in (("yes", 1), ("yes", 1), ("no", 0)):
        assert client.post(f"/d/{post.pk}/react/", {"useful": useful}).status_code == 303
        post.refresh_from_db()
        assert (post.use_count, Reaction.objects.count()) == (count, count)


def test_mark_a_comment(client, post, member, stranger):
    comment = make_comment(stranger, post)
    client.force_login(member)
    client.post(f"/c/{comment.pk}/react/")
    comment.refresh_from_db()
    post.refresh_from_db()
    assert (comment.use_count, post.use_count) == (1, 0)


def test_own_words_are_not_marked(client, post, author):
    client.force_login(author)
    client.post(f"/d/{post.pk}/react/")
    assert not Reaction.objects.exists()


def test_nothing_is_marked_in_the_hallway(client, author, member):
    post = make_post(author, kind=Kind.HALLWAY)
    client.force_login(member)
    assert client.post(f"/d/{post.pk}/react/").status_code == 404


def test_marks_are_limited(client, post, member):
    client.force_login(member)
    with clock.at(clock.now()):
        answers = {client.post(f"/d/{post.pk}/react/").status_code for _ in range(61)}
    assert answers == {303, 429}
