"""Plain makers of what a test needs. People are made here; what people do is done through the services and pages."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress

from comments import services as comments
from comments.models import Comment
from kit import clock, site
from members.models import Member, Preferences
from posts import services as posts
from posts.models import Post

_numbers = count(1)
PASSWORD = "correct horse battery"


def make_member(name: str = "", **columns: object) -> Member:
    """A member with a verified address who may sign in with PASSWORD."""
    number = next(_numbers)
    name = name or f"Member {number}"
    username = columns.pop("username", None) or f"{name.split()[0].lower()}{number}"
    member = Member(
        username=username, name=name, email=columns.pop("email", None) or f"{username}@example.org", **columns
    )
    member.set_password(PASSWORD)
    member.save()
    Preferences.objects.get_or_create(member=member)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def make_post(
    author: Member,
    *,
    kind: str = "reflection",
    title: str = "What the corridor taught us",
    body: str = "People said more at the door than in the room.",
    tags: Sequence[str] = ("learning",),
    visibility: str = "members",
    released: bool = True,
    **fields: object,
) -> Post:
    """A published discussion, past its take-back unless `released` is False."""
    if visibility == "public":
        site.put(values={"COMMUNITY_VISIBILITY": "public"}, by_name="the tests")
    said = {"kind": kind, "title": title, "body": body, "tags": tags, "visibility": visibility, "fields": fields}
    if not released:
        return posts.publish_post(author=author, **said)
    with clock.at(clock.now() - timedelta(minutes=61)):
        post = posts.publish_post(author=author, **said)
    posts.release_due()
    post.refresh_from_db()
    return post


def make_comment(
    author: Member,
    post: Post,
    *,
    parent: Comment | None = None,
    body: str = "Ask one line at the door and read the answers aloud.",
    intent: str = "",
    released: bool = True,
) -> Comment:
    """A reply, past its take-back unless `released` is False."""
    comment = comments.publish_comment(author=author, post=post, parent=parent, body=body, intent=intent)
    if released:
        comments.release_comments(comment_ids=[comment.pk])
        comment.refresh_from_db()
    return comment
