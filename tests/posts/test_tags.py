"""Follow a tag, and say what belongs under it."""

import pytest

from kit import clock
from posts.models import Tag, TagFollow
from tests.factories import make_member, make_post


@pytest.fixture
def tag(author) -> Tag:
    make_post(author, tags=("corridor",), visibility="public")
    return Tag.objects.get(slug="corridor")


def test_a_member_follows_and_stops(client, tag, member):
    client.force_login(member)
    assert ">Follow<" in client.get(tag.get_absolute_url()).content.decode().replace("</svg>", ">")
    for _ in range(2):  # twice is once
        assert client.post("/tags/corridor/follow/", {"follow": "yes"}).status_code == 303
    assert TagFollow.objects.filter(member=member, tag=tag).count() == 1
    page = client.get(tag.get_absolute_url()).content.decode()
    assert "Stop following" in page
    assert "1 person follows this" in page
    client.post("/tags/corridor/follow/", {"follow": "no"})
    assert not TagFollow.objects.exists()


def test_visitors_are_asked_to_sign_in_and_see_no_names(client, tag, member):
    TagFollow.objects.create(member=member, tag=tag)
    TagFollow.objects.create(member=make_member("Nadia"), tag=tag)
    TagFollow.objects.create(member=make_member("Closed", is_active=False), tag=tag)
    page = client.get(tag.get_absolute_url()).content.decode()
    assert "2 people follow this" in page
    assert member.name not in page
    assert "/follow/" not in page
    assert client.post("/tags/corridor/follow/", {"follow": "yes"}).status_code == 302
    assert client.get("/tags/corridor/follow/").status_code == 405


def test_a_tag_one_may_not_know_of_is_not_followed(client, author, member):
    make_post(author, tags=("corridor",))
    Tag.objects.create(name="Empty", slug="empty")
    client.force_login(member)
    assert client.post("/tags/empty/follow/", {"follow": "yes"}).status_code == 404
    assert client.post("/tags/nowhere/follow/", {"follow": "yes"}).status_code == 404


def test_following_is_limited(client, tag, member):
    client.force_login(member)
    with clock.at(clock.now()):
        answers = [client.post("/tags/corridor/follow/", {"follow": "yes"}).status_code for _ in range(61)]
    assert answers == [303] * 60 + [429]


def test_a_curator_describes_a_tag_on_its_page(client, tag, curator):
    client.force_login(curator)
    assert 'href="/tags/corridor/describe/"' in client.get(tag.get_absolute_url()).content.decode()
    assert client.get("/tags/corridor/describe/").status_code == 200
    answer = client.post("/tags/corridor/describe/", {"description": "What is said\r\nbetween two  rooms."})
    assert answer.status_code == 303
    client.logout()
    for address in (tag.get_absolute_url(), "/tags/"):
        assert "What is said between two rooms." in client.get(address).content.decode()


def test_a_description_is_bounded_and_words_are_words(client, tag, curator):
    client.force_login(curator)
    assert client.post("/tags/corridor/describe/", {"description": "x" * 301}).status_code == 422
    client.post("/tags/corridor/describe/", {"description": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get(tag.get_absolute_url()).content.decode()


def test_members_do_not_even_find_the_page(client, tag, member):
    client.force_login(member)
    assert "/describe/" not in client.get(tag.get_absolute_url()).content.decode()
    assert client.get("/tags/corridor/describe/").status_code == 404
    assert client.post("/tags/corridor/describe/", {"description": "Mine."}).status_code == 404
    tag.refresh_from_db()
    assert tag.description == ""
