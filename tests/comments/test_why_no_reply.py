"""Where nobody can reply the page says why and until when, and what was typed is kept."""

import datetime as dt

import pytest

from comments.models import Comment
from kit import clock
from members.rules import VISITOR, Viewer
from posts.models import Post, Status
from posts.rules import Closed, NoComment, may_comment, why_no_comment
from tests.factories import make_comment, make_post

HOUR = dt.timedelta(hours=1)
SOMEBODY = Viewer(id=1)

STATES = [
    ({"status": Status.CLOSED}, "This discussion is closed"),
    ({"status": Status.ARCHIVED}, "in the archive"),
    ({"status": Status.REMOVED}, "Its author took this discussion away"),
    ({"locked_until": clock.now() + 30 * HOUR}, "A curator paused this discussion"),
    ({"closes_at": clock.now() - 30 * HOUR, "kind": "prompt"}, "This prompt took answers until"),
]


def test_a_state_says_why():
    now = clock.now()
    for status in Status:
        why = why_no_comment(Post(status=status), SOMEBODY, now)
        assert (why is None) == (status == Status.PUBLISHED), status
    assert why_no_comment(Post(), VISITOR, now) == NoComment(Closed.SIGNED_OUT)


@pytest.mark.parametrize(("shift", "is_open"), [(-1, True), (0, True), (1, False)])
def test_a_lock_ends_by_itself(shift, is_open):
    now = clock.now()
    post = Post(locked_until=now + dt.timedelta(seconds=shift))
    assert may_comment(post, SOMEBODY, now) is is_open
    assert is_open or why_no_comment(post, SOMEBODY, now) == NoComment(Closed.LOCKED, post.locked_until)


@pytest.mark.parametrize(("shift", "is_open"), [(-1, False), (0, False), (1, True)])
def test_a_prompt_takes_answers_until_its_moment(shift, is_open):
    now = clock.now()
    post = Post(closes_at=now + dt.timedelta(seconds=shift))
    assert may_comment(post, SOMEBODY, now) is is_open
    assert is_open or why_no_comment(post, SOMEBODY, now) == NoComment(Closed.PAST, post.closes_at)


def test_slow_is_one_reply_an_hour_and_never_longer_than_the_slowness():
    now = clock.now()
    post = Post(slow_until=now + 10 * HOUR)
    assert why_no_comment(post, SOMEBODY, now) is None
    assert why_no_comment(post, SOMEBODY, now, last_spoke=now - HOUR) is None
    minute = dt.timedelta(minutes=1)
    assert why_no_comment(post, SOMEBODY, now, last_spoke=now - minute) == NoComment(Closed.SLOW, now - minute + HOUR)
    post.slow_until = now + minute
    assert why_no_comment(post, SOMEBODY, now, last_spoke=now) == NoComment(Closed.SLOW, post.slow_until)
    post.slow_until = now
    assert why_no_comment(post, SOMEBODY, now, last_spoke=now) is None


@pytest.mark.parametrize(("columns", "words"), STATES)
def test_at_the_place_of_the_box_stands_why(client, post, member, columns, words):
    Post.objects.filter(pk=post.pk).update(**columns)
    for reader in (None, member):
        if reader:
            client.force_login(reader)
        page = client.get(post.get_absolute_url()).content.decode().split('id="reply"')[1]
        assert words in page
        assert "<textarea" not in page
        assert "Sign in to answer" not in page


@pytest.mark.parametrize(("columns", "words"), STATES)
def test_a_refused_reply_says_why_and_keeps_what_was_typed(client, post, say, member, columns, words):
    client.force_login(member)
    Post.objects.filter(pk=post.pk).update(**columns)
    answer = say("Nobody will read this.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Nobody will read this.</textarea>" in page
    assert 'data-copy="id_body"' in page
    assert not Comment.objects.exists()


def test_the_page_to_reply_on_says_why_before_anything_is_typed(client, post, member, author):
    above = make_comment(author, post)
    Post.objects.filter(pk=post.pk).update(status=Status.CLOSED)
    client.force_login(member)
    page = client.get(f"/c/{above.pk}/reply/").content.decode()
    assert "This discussion is closed" in page
    assert "<textarea" not in page


def test_a_slow_discussion_takes_one_reply_an_hour_from_each(client, post, say, member, stranger):
    now = clock.now()
    Post.objects.filter(pk=post.pk).update(slow_until=now + 5 * HOUR)
    client.force_login(member)
    assert "runs slowly" in client.get(post.get_absolute_url()).content.decode()
    assert say("First.").status_code == 303
    answer = say("Second.")
    page = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (422, 1)
    assert "one reply an hour from each of us. You can write again" in page
    assert "Second.</textarea>" in page
    assert "Try again" in page
    assert "<textarea" not in client.get(post.get_absolute_url()).content.decode().split('id="reply"')[1]
    client.force_login(stranger)
    assert say("Another voice.").status_code == 303
    client.force_login(member)
    with clock.at(now + HOUR + dt.timedelta(minutes=1)):
        assert say("Second.").status_code == 303


def test_the_same_form_again_is_no_second_reply_in_a_slow_discussion(client, post, say, member):
    Post.objects.filter(pk=post.pk).update(slow_until=clock.now() + HOUR)
    client.force_login(member)
    first = say("First.", token="one-form")
    assert say("First.", token="one-form").url == first.url


@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN])
def test_its_author_reads_why_nobody_answers(client, author, status):
    post = make_post(author)
    Post.objects.filter(pk=post.pk).update(status=status)
    client.force_login(author)
    page = client.get(post.get_absolute_url()).content.decode().split('id="reply"')[1]
    assert {"held": "It can be answered once it was let through", "hidden": "A curator hid this"}[status] in page
