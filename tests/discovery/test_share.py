"""The address of a discussion or of a comment, to take away: a plain one, and from this site alone."""

import pytest

from tests.factories import make_comment, make_post


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_a_discussion_and_a_comment_give_their_address(client, author, member, visibility):
    post = make_post(author, visibility=visibility)
    comment = make_comment(member, post)
    client.force_login(member)
    for path in (post.get_absolute_url(), comment.get_absolute_url()):
        page = client.get(path).content.decode()
        assert f'value="http://localhost:8000{path}" readonly' in page
        assert page.count('id="share-address"') == 1
        assert ("members alone can open it" in page) == (visibility == "members")


def test_visitors_share_too(client, author):
    post = make_post(author, visibility="public")
    assert 'data-copy="share-address"' in client.get(post.get_absolute_url()).content.decode()


def test_words_that_are_gone_are_not_shared(client, author, member):
    post = make_post(author, visibility="public")
    comment = make_comment(member, post)
    comment.status = "removed"
    comment.save()
    assert "share-address" not in client.get(comment.get_absolute_url()).content.decode()
