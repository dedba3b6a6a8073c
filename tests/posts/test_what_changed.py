"""How a discussion changed, for whoever may read it now; and two editors, who see both texts."""

import pytest

from posts.models import Post, Status
from posts.services import edit_post
from tests.factories import make_post

CANARY = "zanzibar"


@pytest.fixture
def edited(author) -> Post:
    post = make_post(author, body=f"People said {CANARY} at the door.", visibility="public")
    words = {"tags": ["learning"], "fields": {}}
    edit_post(editor=author, post=post, version=1, title=post.title, body="People said more at the door.", **words)
    edit_post(editor=author, post=post, version=2, title="What the stairs taught us", body="People said more.", **words)
    post.refresh_from_db()
    return post


def history(client, post):
    return client.get(f"/d/{post.pk}/revisions/")


def test_each_edit_says_what_went_and_what_came(client, edited, member, author):
    client.force_login(member)
    page = history(client, edited).content.decode()
    assert f"</span>{CANARY}<span" in page.split("<del>")[-1]
    assert "[taken out:" in page
    assert "</span>stairs<span" in page
    assert author.name in page
    assert page.index("stairs") < page.index(CANARY), "the latest change stands first"


def test_words_of_a_member_stay_words(client, author):
    post = make_post(author, body="Fine <script>alert(1)</script> words")
    edit_post(editor=author, post=post, version=1, title=post.title, body="Fine <b>x</b> words", tags=["a"], fields={})
    client.force_login(author)
    page = history(client, post).content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "script" in page


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.HELD])
def test_what_may_not_be_read_now_is_not_read_in_its_history(client, edited, member, status):
    client.force_login(member)
    assert CANARY in history(client, edited).content.decode()
    Post.objects.filter(pk=edited.pk).update(status=status)
    answer = history(client, edited)
    assert answer.status_code == 404
    assert CANARY not in answer.content.decode()


def test_visitors_sign_in_first(client, edited):
    assert history(client, edited).status_code == 302


def test_changed_tags_are_said(client, author):
    post = make_post(author)
    edit_post(editor=author, post=post, version=1, title=post.title, body=post.body, tags=["stairs"], fields={})
    client.force_login(author)
    assert "The words stayed; tags or details changed." in history(client, post).content.decode()


def test_a_long_history_is_read_in_pages_that_join(client, author, django_assert_max_num_queries):
    post = make_post(author, body="Take 0")
    for take in range(1, 12):
        edit_post(editor=author, post=post, version=take, title=post.title, body=f"Take {take}", tags=["a"], fields={})
    client.force_login(author)
    client.get(f"/d/{post.pk}/revisions/")
    with django_assert_max_num_queries(6):
        page = history(client, post).content.decode()
    assert page.count("<del>") == 8
    address = page.split('rel="next" href="')[1].split('"')[0]
    with django_assert_max_num_queries(7):
        older = client.get(f"/d/{post.pk}/revisions/{address}").content.decode()
    assert older.count("<del>") == 3
    # 3 came in its place on the page before, so it goes at the head of this one
    assert "</span>2<span" in older.split("<del>")[1]
    assert "</span>3<span" in older.split("<ins>")[1]


def test_a_conflict_shows_both_texts_and_what_differs(client, author):
    post = make_post(author, body="The corridor taught us much.")
    client.force_login(author)
    form = {"title": post.title, "tags": "learning", "certainty": "half_formed", "version": 1}
    client.post(f"/d/{post.pk}/edit/", form | {"body": "The corridor taught us little."})
    answer = client.post(
        f"/d/{post.pk}/edit/", form | {"body": "The corridor taught us nothing.", "title": "Another title"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What stands there now" in page
    assert "</span>little<span" in page.split("<del>")[2]
    assert "</span>nothing<span" in page.split("<ins>")[2]
    assert ">The corridor taught us nothing.</textarea>" in page.replace("\n", "")
    assert 'name="version" value="2"' in page
    assert (
        client.post(f"/d/{post.pk}/edit/", form | {"body": "The corridor taught us nothing.", "version": 2}).status_code
        == 303
    )
    assert Post.objects.get().body == "The corridor taught us nothing."
