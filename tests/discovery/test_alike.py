"""Older discussions about the same, and questions that were asked before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kit import clock
from posts.models import Post, Status
from tests.factories import make_post

TITLE = "How do you begin a first meeting with strangers?"


@pytest.fixture
def older(author) -> Post:
    with clock.at(clock.now() - timedelta(days=30)):
        return make_post(author, kind="question", title=TITLE, tags=("meetings",), visibility="public")


@pytest.fixture
def newer(member) -> Post:
    return make_post(member, title="A first meeting that began badly", tags=("meetings",), visibility="public")


def page_of(client, post: Post) -> str:
    return client.get(post.get_absolute_url()).content.decode().partition("<main")[2]


def asked(client, title: str, body: str = "") -> str:
    answer = client.post(reverse("discovery:similar"), {"title": title, "body": body})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_discussion_ends_with_older_ones_about_the_same(client, older, newer, indexed):
    indexed()
    assert older.title in page_of(client, newer)
    assert newer.title not in page_of(client, older)
    assert "Older, about the same" not in page_of(client, older)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.HELD, Status.SCHEDULED])
def test_what_went_is_not_shown_though_it_was_chosen(client, older, newer, member, status, indexed):
    indexed()
    client.force_login(member)
    assert older.title in page_of(client, newer)
    Post.objects.filter(pk=older.pk).update(status=status)
    assert older.title not in page_of(client, newer)
    assert older.title not in asked(client, TITLE)


def test_visitors_are_shown_what_is_open_and_nobody_the_hallway(client, author, member, older, newer, indexed):
    with clock.at(clock.now() - timedelta(days=20)):
        private = make_post(author, title="Our own first meeting", tags=("meetings",))
        hallway = make_post(author, kind="hallway", title="Snacks for the first meeting", tags=("meetings",))
    indexed()
    assert private.title not in page_of(client, newer)
    client.force_login(member)
    assert private.title in page_of(client, newer)
    assert hallway.title not in page_of(client, newer)
    assert "Older, about the same" not in page_of(client, hallway)


def test_being_related_costs_one_query_once_it_was_chosen(client, author, newer, member, indexed):
    client.force_login(member)
    counts = []
    for number in (1, 9):
        for n in range(number):
            with clock.at(clock.now() - timedelta(days=10 + n)):
                make_post(author, title=f"A first meeting {number} {n}", tags=("meetings",))
        indexed()
        page = page_of(client, newer)
        counts.append(page.count("A first meeting 1") + page.count("A first meeting 9"))
    assert counts == [1, 1]  # what was chosen stays for hours; a discussion's own edit chooses anew


def test_a_question_that_was_asked_before_is_shown_while_it_is_typed(client, older, member, indexed):
    indexed()
    client.force_login(member)
    page = asked(client, "Beginning the first meeting among strangers")
    assert older.get_absolute_url() in page
    assert "waiting for an answer" in page
    for title in ("What do you cook on Sundays?", "first", "", "meeting \x00", "&" * 5000):
        assert older.get_absolute_url() not in asked(client, title), title


def test_only_what_the_writer_may_see_and_only_questions(client, author, member, older, indexed):
    make_post(author, title="How to begin a first meeting with strangers")
    make_post(author, kind="hallway", title="Begin the first meeting with strangers", tags=())
    indexed()
    client.force_login(member)
    page = asked(client, TITLE)
    assert page.count("<li>") == 1
    assert older.get_absolute_url() in page


def test_visitors_are_not_answered_and_members_not_without_end(client, member, db):
    assert client.post(reverse("discovery:similar"), {"title": TITLE}).status_code == 302
    client.force_login(member)
    assert client.get(reverse("discovery:similar")).status_code == 405
    with clock.at(clock.now()):
        answers = [client.post(reverse("discovery:similar"), {"title": "x"}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_without_scripts_the_page_that_comes_back_shows_them(client, older, member, indexed):
    indexed()
    client.force_login(member)
    said = {"kind": "question", "title": TITLE, "body": "Tell me.", "tags": "", "visibility": "public"}
    again = client.post("/d/new/", said)
    assert again.status_code == 422
    assert older.get_absolute_url() in again.content.decode()
    assert older.get_absolute_url() in client.post(reverse("posts:preview"), said).content.decode()
    assert "data-similar" in client.get("/d/new/?kind=question").content.decode()
    assert "data-similar" not in client.get("/d/new/?kind=reflection").content.decode()


def test_being_like_another_keeps_nobody_from_publishing(client, older, member, indexed):
    indexed()
    client.force_login(member)
    said = {"kind": "question", "title": TITLE, "body": "Tell me.", "tags": "meetings", "visibility": "public"}
    assert client.post("/d/new/", said | {"wants": "answer"}).status_code == 303
