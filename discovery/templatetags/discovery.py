"""What the head of a page says to other sites and to programs: only of what anybody on the web may read."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from comments.models import Comment, CommentStatus
from discovery import structured
from discovery.search import alike
from discovery.selectors import programs
from members.rules import VISITOR
from members.selectors import viewer_of
from posts.models import Post, Visibility
from posts.rules import may_read_text

register = template.Library()


@register.inclusion_tag("discovery/_discussion_head.html", takes_context=True)
def discussion_head(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Canonical address, social card, feed and structured data of a discussion, or that no robot keeps it."""
    in_order = "sort" not in context["request"].GET  # the pages of another order are no pages of their own
    is_open = may_read_text(VISITOR, post)
    return _shared(context) | {"post": post, "is_open": is_open, "in_order": in_order, "data": _data(context, post)}


@register.inclusion_tag("discovery/_comment_head.html", takes_context=True)
def comment_head(context: dict[str, Any], comment: Comment) -> dict[str, Any]:
    """The same for a comment at its own address; its discussion is the page that search engines keep."""
    is_open = may_read_text(VISITOR, comment.post) and comment.status == CommentStatus.PUBLISHED
    return _shared(context) | {"comment": comment, "post": comment.post, "is_open": is_open}


@register.simple_tag
def is_open_to_all(post: Post) -> bool:
    """Whether anybody on the web may read it."""
    return may_read_text(VISITOR, post)


def _shared(context: dict[str, Any]) -> dict[str, Any]:
    return {name: context.get(name) for name in ("request", "path", "site_name")}


def _data(context: dict[str, Any], post: Post) -> SafeString | str:
    """For visitors' pages, which are kept: programs read those, and members' pages stay light."""
    if viewer_of(context["request"]).is_signed_in or post.visibility != Visibility.PUBLIC:
        return ""
    if not may_read_text(VISITOR, post):
        return ""
    found = programs.for_programs(post)
    return structured.script(structured.described(post, found.comments, found.answer))


@register.inclusion_tag("discovery/_related.html", takes_context=True)
def related_discussions(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Older discussions about the same, at the end of one; nothing where there are none."""
    viewer = viewer_of(context["request"])
    return {"related": alike.related(viewer, post) if may_read_text(viewer, post) else []}


@register.inclusion_tag("discovery/_similar_box.html", takes_context=True)
def asked_before(context: dict[str, Any], form: Any) -> dict[str, Any]:
    """Below the title of a new question: where similar ones appear, and those like the title that it came with."""
    wanted, title = form.kind == "question" and "post" not in context, str(form["title"].value() or "")
    viewer = viewer_of(context["request"])
    found = alike.similar_questions(viewer, title=title, body=str(form["body"].value() or "")) if wanted else []
    return {"wanted": wanted, "questions": found}
