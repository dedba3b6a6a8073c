"""A newcomer's first discussions, and the minutes in which anybody's can be taken back."""

import datetime as dt

import pytest

from comments import services as comments
from kit import clock
from notifications.models import Notice
from posts.models import Post, Status
from tests.factories import make_comment, make_member, make_post


def page(client, address):
    return client.get(address).content.decode()


def test_new_here_stands_over_the_first_three_until_it_is_taken_off(client, member, stranger):
    first, second, third, fourth = (make_post(member, title=f"Number {n} of four") for n in range(4))
    client.force_login(stranger)
    for post in (first, second, third):
        assert "new here" in page(client, post.get_absolute_url())
    assert "new here" not in page(client, fourth.get_absolute_url())
    assert client.post(f"/d/{first.pk}/not-new/").status_code == 404
    client.force_login(member)
    assert f"/d/{first.pk}/not-new/" in page(client, first.get_absolute_url())
    assert client.post(f"/d/{first.pk}/not-new/").status_code == 303
    assert "new here" not in page(client, first.get_absolute_url())
    assert "new here" in page(client, second.get_absolute_url())


def test_a_visitors_page_follows(client, member):
    post = make_post(member, visibility="public")
    assert "new here" in page(client, post.get_absolute_url())
    client.force_login(member)
    client.post(f"/d/{post.pk}/not-new/")
    client.logout()
    assert "new here" not in page(client, post.get_absolute_url())


@pytest.mark.parametrize("known", [{"staff_voice": True}, {"is_curator": True}, {"days": 91}])
def test_who_is_known_is_not_new(db, known):
    days = known.pop("days", 0)
    member = make_member(joined_at=clock.now() - dt.timedelta(days=days), **known)
    assert not make_post(member).new_here


def test_the_composer_helps_with_the_first_three(client, member):
    client.force_login(member)
    help_ = "how long you have been reading and what kind of reply would be useful"
    assert help_ in page(client, "/d/new/")
    for number in range(3):
        make_post(member, title=f"Number {number} of three")
    assert help_ not in page(client, "/d/new/")


def test_the_page_says_how_long_a_discussion_can_be_taken_back(client, member, stranger):
    post = make_post(member, released=False)
    client.force_login(member)
    with clock.at(post.take_back_until - dt.timedelta(minutes=6, seconds=30)):
        assert "Nobody is told of it for another 7 minutes." in page(client, post.get_absolute_url())
    with clock.at(post.take_back_until):
        assert "Nobody is told" not in page(client, post.get_absolute_url())
    client.force_login(stranger)
    assert "Nobody is told" not in page(client, post.get_absolute_url())


def test_the_page_says_how_long_a_comment_can_be_taken_back(client, author, member):
    comment = make_comment(member, make_post(author), released=False)
    client.force_login(member)
    with clock.at(comment.take_back_until - dt.timedelta(seconds=30)):
        assert "Nobody is told of it for another 1 minute." in page(client, f"/c/{comment.pk}/remove/")
    with clock.at(comment.take_back_until):
        assert "Nobody is told" not in page(client, f"/c/{comment.pk}/remove/")


def test_taken_back_in_time_nothing_was_told_and_nothing_stays(client, member, stranger):
    post = make_post(member, body=f"Did you see this, @{stranger.username}?", released=False)
    client.force_login(member)
    client.post(f"/d/{post.pk}/take-back/")
    assert not Post.objects.exists()
    assert not Notice.objects.exists()


def test_after_a_reply_a_tombstone_stays(client, member, stranger):
    post = make_post(member, released=False)
    parent = make_comment(member, post, released=False)
    make_comment(stranger, post, parent=parent, body="I did that too.")
    client.force_login(member)
    client.post(f"/c/{parent.pk}/take-back/")
    client.post(f"/d/{post.pk}/take-back/")
    post.refresh_from_db()
    assert post.status == Status.REMOVED
    client.force_login(stranger)
    shown = page(client, post.get_absolute_url())
    assert "I did that too." in shown
    assert parent.body not in shown
    assert post.body not in shown


def test_what_was_taken_back_cannot_be_released(member, author):
    comment = make_comment(member, make_post(author), released=False)
    comments.take_back_comment(member=member, comment=comment)
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        comments.release_due()
    assert not Notice.objects.exists()
