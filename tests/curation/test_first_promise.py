"""What is promised to somebody who writes here for the first times is what lately came true."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import services as comments
from curation.promise import answered_in_a_day, is_kept, promise
from kit import clock, site
from tests.factories import make_comment, make_member, make_post

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
ANSWER, CURATOR = "Someone will answer within a day", "A curator will see this today"


def first_post(*, answered_after: dt.timedelta | None, ago: dt.timedelta = 3 * DAY, by=None):
    now = clock.now()
    with clock.at(now - ago):
        post = make_post(make_member())
    if answered_after is not None:
        with clock.at(post.published_at + answered_after):
            make_comment(by or make_member(), post)
    return post


@pytest.mark.parametrize(
    ("answered", "written", "kept"),
    [(0, 0, False), (4, 4, False), (5, 5, True), (4, 5, False), (9, 10, True), (8, 9, False), (27, 30, True)],
)
def test_the_rule_at_its_edges(db, answered, written, kept):
    assert is_kept(answered, written) == kept


def test_an_organizer_may_ask_for_more(db):
    site.put(values={"FIRST_POST_PROMISE_MIN_N": 20, "FIRST_POST_PROMISE_MIN_RATE": 0.95}, by_name="the tests")
    assert not is_kept(19, 19)
    assert is_kept(19, 20)
    assert not is_kept(18, 20)


def test_what_counts_is_another_persons_reply_in_a_day(db, author):
    first_post(answered_after=23 * HOUR)
    first_post(answered_after=25 * HOUR)
    first_post(answered_after=None)
    own = first_post(answered_after=None)
    make_comment(own.author, own)
    late = first_post(answered_after=25 * HOUR)
    with clock.at(late.published_at + HOUR):
        comments.publish_comment(author=late.author, post=late, body="Let me add this.")
    assert answered_in_a_day(clock.now()) == (1, 5)


@pytest.mark.parametrize("ago", [22 * HOUR, 29 * DAY])
def test_too_young_and_too_old_ones_say_nothing(db, ago):
    first_post(answered_after=HOUR, ago=ago)
    assert answered_in_a_day(clock.now()) == (0, 0)


def test_staff_the_hallway_and_the_fourth_are_no_first_posts(db):
    with clock.at(clock.now() - 3 * DAY):
        make_post(make_member(staff_voice=True))
        make_post(make_member(), kind="hallway", tags=())
        regular = make_member()
        for number in range(4):
            with clock.at(clock.now() + dt.timedelta(minutes=number)):
                make_post(regular, title=f"Number {number} of four")
    assert answered_in_a_day(clock.now()) == (0, 3)


def test_the_sentence_follows_and_is_asked_once_an_hour(db):
    assert promise() == f"{CURATOR}."
    for _each in range(5):
        first_post(answered_after=HOUR)
    assert promise() == f"{CURATOR}."
    with CaptureQueriesContext(connection) as queries:
        promise()
    assert not [query for query in queries if "posts_post" in query["sql"]]
    cache.delete("first-promise")
    assert promise() == f"{ANSWER}."


def page(client, address):
    return client.get(address).content.decode()


def test_its_author_reads_it_until_somebody_answers(client, member, stranger):
    client.force_login(member)
    assert CURATOR in page(client, "/d/new/")
    post = make_post(member, released=False)
    assert CURATOR in page(client, post.get_absolute_url())
    client.force_login(stranger)
    assert CURATOR not in page(client, post.get_absolute_url())
    make_comment(stranger, post)
    client.force_login(member)
    assert CURATOR not in page(client, post.get_absolute_url())


def test_from_the_fourth_on_nothing_is_promised(client, member):
    client.force_login(member)
    for number in range(4):
        with clock.at(clock.now() - DAY + number * HOUR):
            post = make_post(member, title=f"Number {number} of four", released=False)
    assert CURATOR not in page(client, post.get_absolute_url())
    assert CURATOR not in page(client, "/d/new/")


def test_comments_count_among_the_first_three(client, author, member):
    client.force_login(member)
    place = make_post(author)
    for number in range(3):
        assert CURATOR in page(client, "/d/new/")
        make_comment(member, place, body=f"Number {number} of three")
    assert CURATOR not in page(client, "/d/new/")
    assert CURATOR not in page(client, make_post(member, released=False).get_absolute_url())
