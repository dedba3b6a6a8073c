"""The tree as somebody sees it, by the tag that every page shows it with, and what its lists say."""

from html.parser import HTMLParser

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory

from members.models import Member
from posts.models import Post

VOID = ("use", "input", "br", "hr", "meta", "link", "img")
PAGE = "{% load comments learning %}{% my_marks post as mine %}{% comment_tree post marked=mine.comments %}"


def page(post: Post, member: Member | None = None, query: str = "") -> str:
    request = RequestFactory().get(f"{post.get_absolute_url()}?{query}")
    # as the site does it: whoever comes back brings what they chose
    request.user = Member.objects.select_related("preferences").get(pk=member.pk) if member else AnonymousUser()
    request._cached_user = member
    return engines["django"].from_string(PAGE).render({"post": Post.objects.get(pk=post.pk)}, request)


class Lists(HTMLParser):
    """How deep in lists each comment stands; fails on tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "li" and (name := dict(attrs).get("id")):
            self.found.append((int(name[1:]), self.open.count("ol")))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def lists(html: str) -> list[tuple[int, int]]:
    """(id, depth in lists) of the comments, as they are read."""
    parser = Lists()
    parser.feed(html)
    assert parser.open == []
    return parser.found


def ids(html: str) -> list[int]:
    return [pk for pk, _depth in lists(html)]
