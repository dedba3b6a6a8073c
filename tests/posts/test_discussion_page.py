"""A discussion's page: what each reader finds at its address, and how it is changed."""

import pytest

from posts.models import Post, Read, Revision, Status
from tests.factories import make_comment, make_post


@pytest.fixture
def post(author) -> Post:
    return make_post(author, visibility="public")


def test_visitors_read_what_is_public(client, post):
    page = client.get(post.get_absolute_url()).content.decode()
    assert post.title in page
    assert "People said more at the door" in page


def test_the_right_address_is_found_from_any_other(client, post):
    for wrong in (f"/d/{post.pk}/", f"/d/{post.pk}/something-else/"):
        assert client.get(wrong).url == post.get_absolute_url()
    assert client.get(f"/d/{post.pk}/x/?sort=new").url == f"{post.get_absolute_url()}?sort=new"


def test_unknown_and_forbidden_look_alike(client, author):
    secret = make_post(author, visibility="members")
    unknown, forbidden = client.get(f"/d/{secret.pk + 1}/x/"), client.get(secret.get_absolute_url())
    assert (unknown.status_code, forbidden.status_code) == (404, 404)
    assert secret.title not in forbidden.content.decode()


def test_a_hidden_one_is_for_its_author_and_curators(client, post, author, member, curator):
    client.get(post.get_absolute_url())  # kept for visitors before it was hidden
    Post.objects.filter(pk=post.pk).update(status=Status.HIDDEN)
    for reader, status in ((None, 404), (member, 404), (author, 200), (curator, 200)):
        if reader:
            client.force_login(reader)
        assert client.get(post.get_absolute_url()).status_code == status


def test_a_removed_one_keeps_the_replies_of_others(client, post, author, member):
    make_comment(member, post, body="What I heard there")
    client.force_login(author)
    assert post.title in client.get(f"/d/{post.pk}/remove/").content.decode()
    assert client.post(f"/d/{post.pk}/remove/").status_code == 303
    client.logout()
    page = client.get(post.get_absolute_url()).content.decode()
    assert "What I heard there" in page
    assert post.title not in page
    assert "People said more at the door" not in page


def test_only_its_author_removes_it(client, post, member):
    client.force_login(member)
    assert client.post(f"/d/{post.pk}/remove/").status_code == 404
    assert Post.objects.get().status == Status.PUBLISHED


def edited(post: Post, **words: object) -> dict[str, object]:
    return {
        "title": post.title,
        "body": "Said better",
        "tags": "learning",
        "certainty": "half_formed",
        "version": post.version,
    } | words


def test_an_edit_keeps_what_stood_before(client, post, author, member):
    client.force_login(author)
    assert client.post(f"/d/{post.pk}/edit/", edited(post)).status_code == 303
    assert "Said better" in client.get(post.get_absolute_url()).content.decode()
    assert "at the door" in Revision.objects.get().body
    client.force_login(member)
    assert "at the door" in client.get(f"/d/{post.pk}/revisions/").content.decode()


def test_two_editors_overwrite_nothing(client, post, author):
    client.force_login(author)
    client.post(f"/d/{post.pk}/edit/", edited(post))
    answer = client.post(f"/d/{post.pk}/edit/", edited(post, body="Said otherwise"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Said otherwise" in page
    assert "Said better" in page
    assert Post.objects.get().body == "Said better"


def test_only_its_author_edits_it(client, post, member):
    client.force_login(member)
    assert client.get(f"/d/{post.pk}/edit/").status_code == 404


def test_a_read_is_noted_once_a_week_and_counts_when_long_and_far(client, post, member):
    client.force_login(member)
    url = f"/d/{post.pk}/read/"
    assert client.post(url, {"seconds": "5", "percent": "20"}).status_code == 204
    assert not Read.objects.get().counts
    client.post(url, {"seconds": "25", "percent": "80"})
    assert Read.objects.get().counts


def test_who_does_not_want_it_is_not_recorded(client, post, member):
    member.preferences.record_reading = False
    member.preferences.save()
    client.force_login(member)
    client.post(f"/d/{post.pk}/read/", {"seconds": "25", "percent": "80"})
    assert not Read.objects.exists()


def test_the_page_costs_the_same_for_three_replies_and_for_thirty(
    client, post, author, member, stranger, django_assert_max_num_queries
):
    client.force_login(member)
    for size in (3, 27):
        for number in range(size):
            make_comment(stranger, post, body=f"Reply {number}")
        client.get(post.get_absolute_url())
        with django_assert_max_num_queries(8):
            client.get(post.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "said", "unsaid"),
    [({"minutes": 30}, "How long it takes", "What it is"), ({"format": "paper"}, "What it is", "How long it takes")],
)
def test_facts_of_a_resource_name_what_was_given(client, author, fields, said, unsaid):
    why = "It saved me a week of guessing."
    post = make_post(author, kind="resource", visibility="public", url="https://example.org/", why=why, **fields)
    client.force_login(author)
    page = client.get(post.get_absolute_url()).content.decode()
    assert said in page
    assert unsaid not in page
