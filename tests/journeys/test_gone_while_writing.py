"""What somebody writes for is hidden, removed or merged while they write: their words come back, with the reason."""

import pytest

from curation.services import hide, merge
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
WORDS = "A paragraph that took me half an hour."
WHY = "Look at the rules."


def assert_kept(answer) -> None:
    assert answer.status_code == 404
    page = answer.content.decode()
    assert page.count(WORDS) == 2, "to be read, and to be sent once more"
    assert "was hidden, removed or moved meanwhile, so nothing was saved" in page


def edited(post) -> dict[str, str]:
    return {"title": post.title, "body": WORDS, "tags": "learning", "version": str(post.version)}


def test_a_discussion_hidden_while_its_author_edits_it(client, author, curator):
    post = make_post(author)
    client.force_login(author)
    hide(curator=curator, post=post, reason=WHY)
    assert_kept(client.post(f"/d/{post.pk}/edit/", edited(post)))


def test_a_discussion_merged_while_its_author_edits_it(client, author, curator):
    post, other = make_post(author), make_post(author, title="Another corridor")
    client.force_login(author)
    merge(curator=curator, post=post, into=other, reason=WHY)
    assert_kept(client.post(f"/d/{post.pk}/edit/", edited(post)))


def test_a_comment_hidden_while_its_author_edits_it(client, author, member, curator):
    comment = make_comment(member, make_post(author))
    client.force_login(member)
    hide(curator=curator, post=comment.post, comment=comment, reason=WHY)
    assert_kept(client.post(f"/c/{comment.pk}/edit/", {"body": WORDS, "version": "1"}))


def test_a_discussion_hidden_while_somebody_replies(client, author, member, curator):
    post = make_post(author)
    client.force_login(member)
    hide(curator=curator, post=post, reason=WHY)
    answer = client.post(f"/d/{post.pk}/comments/", {"body": WORDS})
    assert_kept(answer)
    assert post.title not in answer.content.decode(), "the page says no more of it than any other that is not there"


def test_an_address_at_which_nobody_writes_is_not_there(client, member):
    client.force_login(member)
    assert "nothing was saved" not in client.get("/d/999/edit/").content.decode()
