"""How a comment changed, for whoever may read it now."""

import pytest

from comments.models import Comment
from comments.services import edit_comment, hide_comment, remove_comment
from posts.models import Post, Status
from tests.factories import make_comment

CANARY = "zanzibar"


@pytest.fixture
def edited(member, post) -> Comment:
    comment = make_comment(member, post, body=f"Ask {CANARY} at the door.")
    edit_comment(editor=member, comment=comment, body="Ask one line at the door.", version=1)
    comment.refresh_from_db()
    return comment


def history(client, comment):
    return client.get(f"/c/{comment.pk}/revisions/")


def test_edited_leads_members_to_what_changed(client, edited, post, stranger, member):
    address = f'href="/c/{edited.pk}/revisions/"'
    client.force_login(stranger)
    assert address in client.get(post.get_absolute_url()).content.decode()
    page = history(client, edited).content.decode()
    assert CANARY in page.split("<del>")[1]
    assert "one line" in page.split("<ins>")[1]
    assert member.name in page


def test_visitors_are_not_led_there_and_sign_in_first(client, edited):
    Post.objects.update(visibility="public")
    page = client.get(edited.post.get_absolute_url()).content.decode()
    assert "edited" in page
    assert "/revisions/" not in page
    assert history(client, edited).status_code == 302


def test_hidden_words_are_read_by_author_and_curators_alone(client, edited, member, stranger, curator):
    hide_comment(comment_id=edited.pk)
    seen = {}
    for somebody in (member, stranger, curator):
        client.force_login(somebody)
        seen[somebody] = CANARY in history(client, edited).content.decode()
    assert seen == {member: True, stranger: False, curator: True}


def test_removed_words_are_read_by_nobody(client, edited, member, curator):
    remove_comment(member=member, comment=edited)
    for somebody in (member, curator):
        client.force_login(somebody)
        answer = history(client, edited)
        assert (answer.status_code, CANARY in answer.content.decode()) == (404, False)


def test_a_comment_of_a_hidden_discussion_has_no_history_for_others(client, edited, stranger):
    Post.objects.update(status=Status.HIDDEN)
    client.force_login(stranger)
    assert history(client, edited).status_code == 404


def test_a_comment_that_was_never_edited_says_so(client, member, post):
    client.force_login(member)
    assert "Nothing was changed" in history(client, make_comment(member, post)).content.decode()


def test_a_long_history_is_read_in_pages_that_join(client, member, post, django_assert_max_num_queries):
    comment = make_comment(member, post, body="Take 0")
    for take in range(1, 12):
        edit_comment(editor=member, comment=comment, body=f"Take {take}", version=take)
    client.force_login(member)
    history(client, comment)
    with django_assert_max_num_queries(6):
        page = history(client, comment).content.decode()
    assert page.count("<del>") == 8
    older = client.get(
        f"/c/{comment.pk}/revisions/" + page.split('rel="next" href="')[1].split('"')[0]
    ).content.decode()
    assert "</span>2<span" in older.split("<del>")[1]
    assert "</span>3<span" in older.split("<ins>")[1]


def test_a_conflict_shows_what_differs(client, member, post):
    comment = make_comment(member, post, body="Before.")
    client.force_login(member)
    client.post(f"/c/{comment.pk}/edit/", {"body": "Said in one window.", "version": 1})
    page = client.post(f"/c/{comment.pk}/edit/", {"body": "Said in the other window.", "version": 1}).content.decode()
    assert "one" in page.split("<del>")[1].split("</del>")[0]
    assert "the other" in page.split("<ins>")[1].split("</ins>")[0]
