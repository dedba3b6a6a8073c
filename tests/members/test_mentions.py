"""Who is offered after an @: people who are here, to people who are here."""

import re

import pytest

from kit import clock
from members.models import Regard
from members.services import set_regard
from tests.factories import make_member


@pytest.fixture
def reader(client, member):
    client.force_login(member)
    return client


def offered(client, text: str) -> list[str]:
    answer = client.get("/mentions/", {"q": text})
    assert answer.status_code == 200
    return re.findall(r'data-name="([^"]*)"', answer.content.decode())


def test_people_are_found_by_username_and_by_name(reader, db):
    make_member("Zoe Quick", username="quick-z")
    make_member("Quentin Adams", username="adams")
    make_member("Somebody Else", username="else")
    assert offered(reader, "QU") == ["quick-z", "adams"]
    assert offered(reader, "quentin a") == ["adams"]
    assert offered(reader, "%") == offered(reader, "") == []


def test_not_oneself_nobody_who_left_and_nobody_who_blocked(reader, member, author, stranger):
    stranger.is_active = False
    stranger.save()
    assert offered(reader, member.username) == []
    assert offered(reader, stranger.username) == []
    assert offered(reader, author.username) == [author.username]
    set_regard(member=author, person=member, level=Regard.BLOCKED)
    assert offered(reader, author.username) == []
    set_regard(member=author, person=member, level=Regard.MUTED)
    assert offered(reader, author.username) == [author.username]


def test_at_most_eight_in_few_questions(reader, django_assert_max_num_queries):
    for number in range(12):
        make_member(f"Quinn {number}", username=f"quinn-{number}")
    offered(reader, "x")  # the first page of a day notes that one came
    with django_assert_max_num_queries(5):
        assert len(offered(reader, "qui")) == 8


def test_a_name_that_changed_is_found_by_the_new_one(reader, author):
    author.name = "Ümit Author"
    author.save()
    assert author.username in offered(reader, "ümit") + offered(reader, "Ümit")


def test_visitors_are_told_nothing(client, author):
    assert client.get("/mentions/", {"q": "a"}).status_code == 404


def test_asking_is_limited(reader):
    with clock.at(clock.now()):
        for _each in range(120):
            reader.get("/mentions/", {"q": ""})
        assert reader.get("/mentions/", {"q": ""}).status_code == 429


def test_who_is_on_the_page_is_found_by_any_part_of_the_name(reader, db):
    make_member("Ada Lovelace", username="ada")
    make_member("Lovell Other", username="lovell")
    answer = reader.get("/mentions/", {"q": "love", "here": "ada nobody"}).content.decode()
    assert re.findall(r'data-name="([^"]*)"', answer) == ["ada", "lovell"]
    assert offered(reader, "love") == ["lovell"]
    assert reader.get("/mentions/", {"q": "a", "here": "\x00 " * 500}).status_code == 200
