"""A comment's own address, and the page on which one answers it without scripts."""

import pytest

from tests.comments.tree import ids
from tests.factories import make_comment, make_post


@pytest.fixture
def chain(post, member, stranger) -> list:
    comments = [make_comment(member, post, body="Level 0.")]
    for level in range(1, 9):
        comments.append(make_comment(stranger, post, parent=comments[-1], body=f"Level {level}."))
    return comments


def test_permalink_shows_what_it_answers_and_what_answers_it(client, post, chain):
    beside = make_comment(post.author, post, body="Beside.")
    html = client.get(f"/c/{chain[6].pk}/").content.decode()
    assert ids(html) == [comment.pk for comment in chain[6:]]
    assert "Level 5." in html
    assert "Level 0." not in html  # only the nearest five are shown
    assert "1 comment above these" in html
    assert f"/c/{beside.pk}/" not in html
    assert f'rel="canonical" href="http://localhost:8000{post.get_absolute_url()}"' in html


def test_permalink_of_what_one_may_not_know_of(client, author):
    comment = make_comment(author, make_post(author, visibility="members"))
    assert client.get(f"/c/{comment.pk}/").status_code == 404
    assert client.get("/c/999999999/").status_code == 404


def test_permalink_costs_the_same_at_any_depth(client, post, chain, django_assert_max_num_queries):
    for comment in (chain[0], chain[-1]):
        with django_assert_max_num_queries(4):
            assert client.get(f"/c/{comment.pk}/").status_code == 200


def test_reply_page_quotes_on_wish(client, post, member, stranger):
    comment = make_comment(stranger, post, body="First line.\nSecond line.")
    client.force_login(member)
    assert "&gt; First line." not in client.get(f"/c/{comment.pk}/reply/").content.decode()
    assert "&gt; First line.\n&gt; Second line." in client.get(f"/c/{comment.pk}/reply/?quote=1").content.decode()


def test_visitor_is_asked_in_and_brought_back(client, post, stranger):
    comment = make_comment(stranger, post)
    answer = client.get(f"/c/{comment.pk}/reply/")
    assert answer.status_code == 302
    assert f"next=/c/{comment.pk}/reply/" in answer.url


def test_intents_are_folded_away(client, post, member, stranger):
    comment = make_comment(stranger, post)
    client.force_login(member)
    html = client.get(f"/c/{comment.pk}/reply/").content.decode()
    assert '<details class="extras">' in html
    assert "Add a note on your reply" in html


def test_a_reply_and_an_edit_can_be_looked_at_first(client, post, member, stranger):
    comment = make_comment(member, post, body="As it was.")
    client.force_login(member)
    for address, more in ((f"/d/{post.pk}/comments/", {}), (f"/c/{comment.pk}/edit/", {"version": 1})):
        page = client.post(address, {"body": "**new** words", "preview": "1"} | more)
        assert page.status_code == 200
        assert "<strong>new</strong>" in page.content.decode()
        assert "**new** words</textarea>" in page.content.decode()
    comment.refresh_from_db()
    assert (comment.body, post.comments.count()) == ("As it was.", 1)


def test_a_comment_links_only_people_who_are_here(post, member, stranger):
    comment = make_comment(member, post, body=f"@{stranger.username} and @nobody-here")
    assert f'href="/people/{stranger.username}/"' in comment.html
    assert "/people/nobody-here/" not in comment.html
