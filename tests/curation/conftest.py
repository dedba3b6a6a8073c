from dataclasses import dataclass

import pytest

from comments.models import Comment
from members.models import Member
from posts.models import Post
from tests.factories import make_comment, make_post

LONG = "Ask one line at the door and read the answers aloud, each of them, before anybody begins to explain. " * 8


@dataclass
class Branch:
    """A discussion by Ada; Mo answers at length, Stella answers Mo, Mo answers Stella; beside them stands another."""

    post: Post
    other: Comment
    top: Comment
    reply: Comment
    deep: Comment


@pytest.fixture
def branch(author: Member, member: Member, stranger: Member) -> Branch:
    post = make_post(author, title="What the corridor taught us", tags=("learning", "doors"), visibility="public")
    other = make_comment(stranger, post, body="Something else entirely.")
    top = make_comment(member, post, body=LONG)
    reply = make_comment(stranger, post, parent=top, body="How long does that take?")
    deep = make_comment(member, post, parent=reply, body="Three minutes.")
    return Branch(Post.objects.get(pk=post.pk), other, top, reply, deep)


@pytest.fixture
def elsewhere(stranger: Member) -> Post:
    return make_post(stranger, title="Where doors are", tags=("doors",), visibility="public")
