import pytest

from comments.models import Comment
from posts.models import Post
from tests.factories import make_post


@pytest.fixture
def post(author) -> Post:
    return make_post(author, visibility="public")


@pytest.fixture
def say(client, post):
    """Send a reply as the browser does; gives the answer."""

    def send(body: str = "A sentence.", parent: Comment | None = None, token: str = "", **more: str):
        fields = {"body": body, "parent": parent.pk if parent else "", "form_token": token} | more
        return client.post(f"/d/{post.pk}/comments/", fields)

    return send
