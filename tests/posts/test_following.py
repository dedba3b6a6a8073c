"""Following, turning down and muting discussions and tags."""

import pytest

from comments.services import release_comments
from members.models import Preferences
from posts.models import TagFollow, TagMute, Watch
from posts.services import take_back
from tests.factories import make_comment, make_member, make_post


@pytest.fixture
def post(author):
    return make_post(author)


@pytest.fixture
def mo(client, member):
    client.force_login(member)
    return member


def kinds(person) -> list[str]:
    return list(person.notices.order_by("pk").values_list("kind", flat=True))


def test_whoever_writes_follows(post, author, member):
    make_comment(member, post)
    assert set(Watch.objects.values_list("member", "level", "by_writing")) == {
        (author.pk, "follow", True),
        (member.pk, "follow", True),
    }


def test_unless_they_do_not_want_that(post, member):
    Preferences.objects.filter(member=member).update(follow_own=False)
    make_comment(member, post)
    assert not Watch.objects.filter(member=member).exists()


def test_a_choice_is_not_overwritten_by_writing(client, post, mo):
    client.post(f"/d/{post.pk}/level/", {"level": "muted"})
    make_comment(mo, post)
    assert Watch.objects.get(member=mo).level == "muted"


@pytest.mark.parametrize(("level", "heard"), [("follow", ["followed"]), ("less", []), ("muted", []), ("", [])])
def test_what_each_level_lets_one_hear(client, post, mo, stranger, level, heard):
    client.post(f"/d/{post.pk}/level/", {"level": level})
    make_comment(stranger, post)
    assert kinds(mo) == heard


@pytest.mark.parametrize(("level", "heard"), [("less", ["reply"]), ("muted", [])])
def test_what_needs_one_comes_through_but_for_muted(client, post, mo, stranger, level, heard):
    mine = make_comment(mo, post)
    client.post(f"/d/{post.pk}/level/", {"level": level})
    make_comment(stranger, post, parent=mine)
    assert kinds(mo) == heard


def test_muting_takes_along_what_waited(client, post, mo, stranger):
    mine = make_comment(mo, post)
    make_comment(stranger, post, parent=mine)
    client.post(f"/d/{post.pk}/level/", {"level": "muted"})
    assert kinds(mo) == []


def test_a_branch_of_ones_own_is_merged_by_ones_own_words(post, author, member, stranger):
    mine = make_comment(member, post)
    other = make_comment(stranger, post)
    deep = make_comment(author, post, parent=mine)
    make_comment(stranger, post, parent=deep)
    make_comment(author, post, parent=other)
    keys = set(member.notices.values_list("merge_key", flat=True))
    assert keys == {
        f"reply:comment:{mine.pk}",
        f"followed:comment:{mine.pk}",
        f"followed:comment:{other.pk}",
        f"followed:post:{post.pk}",
    }


def test_who_may_not_know_of_it_cannot_follow_it(client, post, author, mo):
    held = make_post(author, title="Later")
    type(held).objects.filter(pk=held.pk).update(status="hidden")
    assert client.post(f"/d/{held.pk}/level/", {"level": "follow"}).status_code == 404
    assert client.get(f"/d/{held.pk}/level/").status_code == 405


def test_the_list_shows_it_and_undoes_it(client, post, mo):
    client.post(f"/d/{post.pk}/level/", {"level": "follow"})
    client.post("/tags/learning/level/", {"level": "muted"})
    page = client.get("/preferences/following/").content.decode()
    assert post.title in page
    assert "Muted" in page
    client.post(f"/d/{post.pk}/level/", {"level": "", "next": "/preferences/following/"})
    client.post("/tags/learning/level/", {"level": ""})
    assert not Watch.objects.filter(member=mo).exists()
    assert not TagMute.objects.exists()


def test_the_list_costs_the_same_for_any_length(client, author, mo, django_assert_num_queries):
    for number in range(12):
        client.post(f"/d/{make_post(author, title=f'At the door {number}').pk}/level/", {"level": "follow"})
    client.get("/preferences/following/")
    with django_assert_num_queries(7):
        client.get("/preferences/following/")


@pytest.mark.parametrize(("level", "heard"), [("follow", ["tagged"]), ("less", []), ("muted", [])])
def test_followers_of_a_tag_hear_of_what_begins_under_it(client, author, mo, post, level, heard):
    client.post("/tags/learning/level/", {"level": level})
    make_post(author, title="Another")
    assert kinds(mo) == heard
    assert TagFollow.objects.filter(member=mo).exists() == (level != "muted")


def test_a_muted_tag_leaves_what_needs_one(client, author, mo, post, stranger):
    mine = make_comment(mo, post)
    client.post("/tags/learning/level/", {"level": "muted"})
    make_comment(stranger, post)
    make_comment(stranger, post, parent=mine)
    assert kinds(mo) == ["reply"]


def test_the_page_says_what_holds(client, post, mo):
    assert "Only what needs me" in client.get(post.get_absolute_url()).content.decode()
    client.post(f"/d/{post.pk}/level/", {"level": "follow"})
    assert "Following" in client.get(post.get_absolute_url()).content.decode()
    assert "More choices" in client.get("/tags/learning/").content.decode()


def test_nothing_follows_what_was_taken_back(author):
    post = make_post(author, released=False)
    take_back(member=author, post=post)
    assert not Watch.objects.exists()


def test_a_thousand_followers_cost_a_handful_of_statements(post, member, django_assert_max_num_queries):
    people = [make_member() for _ in range(120)]
    Watch.objects.bulk_create(Watch(member=one, post=post, level="follow") for one in people)
    comment = make_comment(member, post, released=False)
    with django_assert_max_num_queries(40):
        release_comments(comment_ids=[comment.pk])
    assert sum(one.notices.count() for one in people) == 120
