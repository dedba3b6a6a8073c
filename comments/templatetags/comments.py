"""The parts of a discussion's page that are about its comments."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.forms import CommentForm
from comments.models import Comment
from comments.rendering import join, tree_page
from kit import clock
from kit.blank import blank_form
from members.models import CommentOrder, Preferences
from members.rules import Viewer
from members.selectors import viewer_of
from posts.models import Post, Visibility
from posts.rules import may_comment

register = template.Library()
ORDER_NAMES = {"latest": "new"}


@register.inclusion_tag("comments/_tree.html", takes_context=True)
def comment_tree(
    context: dict[str, Any], post: Post, sort: str = "", page: Any = "", marked: Collection[int] = ()
) -> dict[str, Any]:
    """The comments of a discussion, one page of them; `marked` holds the ids of those the viewer can use."""
    request = context["request"]
    viewer = viewer_of(request)
    sort = _order(viewer, sort or request.GET.get("sort", ""))
    number, at = _number(page or request.GET.get("page", "")) or 1, _number(request.GET.get("at", ""))
    found = tree_page(viewer, post, sort=sort, number=number, at=at)
    return {
        "post": post,
        "tree": join(viewer, post, found, marked),
        "is_signed_in": viewer.is_signed_in,
        "orders": _orders(post, sort) if post.comment_count > 1 else [],
        "page": found,
        "previous_url": _url(post, sort, found.number - 1) if found.number > 1 else "",
        "next_url": _url(post, sort, found.number + 1) if found.number < found.last else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("comments/_branch.html", takes_context=True)
def comment_branch(context: dict[str, Any], comment: Comment, marked: Collection[int] = ()) -> dict[str, Any]:
    """A comment with everything that answers it, oldest first."""
    request = context["request"]
    viewer = viewer_of(request)
    found = tree_page(viewer, comment.post, sort="old", number=_number(request.GET.get("page", "")) or 1, root=comment)
    url = comment.get_absolute_url()
    return {
        "tree": join(viewer, comment.post, found, marked),
        "is_signed_in": viewer.is_signed_in,
        "previous_url": f"{url}?page={found.number - 1}" if found.number > 1 else "",
        "next_url": f"{url}?page={found.number + 1}" if found.number < found.last else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("comments/_reply_box.html", takes_context=True)
def reply_box(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Where one answers: one tap away for members, a way in for visitors."""
    viewer = viewer_of(context["request"])
    asked = viewer if viewer.is_signed_in else Viewer(id=-1)
    is_open = may_comment(post, asked, clock.now())
    box = _blank_reply(post, context.get("csrf_token")) if viewer.is_signed_in and is_open else ""
    back = urlencode({"next": f"{post.get_absolute_url()}#reply"})
    doors = {"login_url": f"{reverse('account_login')}?{back}", "signup_url": f"{reverse('account_signup')}?{back}"}
    return {"box": box, "is_open": is_open, **doors}


def _blank_reply(post: Post, csrf_token: object) -> str:
    return blank_form(
        "comments/_reply_form.html",
        CommentForm,
        action=reverse("comments:post", args=[post.pk]),
        csrf_token=csrf_token,
        is_hallway=post.is_hallway,
        is_public=post.visibility == Visibility.PUBLIC,
    )


def _order(viewer: Viewer, wanted: str) -> str:
    """The order asked for, or the member's own habit. One query for a member who did not ask."""
    wanted = ORDER_NAMES.get(wanted, wanted)
    if wanted in CommentOrder.values:
        return wanted
    if viewer.id is not None:
        chosen = Preferences.objects.filter(member_id=viewer.id).values_list("comment_order", flat=True).first()
        return chosen or CommentOrder.BEST
    return CommentOrder.BEST


def _orders(post: Post, sort: str) -> list[dict[str, Any]]:
    names = {"best": _("Best"), "new": _("Newest"), "old": _("Oldest")}
    return [{"url": _url(post, order, 1), "label": label, "current": order == sort} for order, label in names.items()]


def _url(post: Post, sort: str, number: int) -> str:
    query = {"sort": sort} | ({"page": number} if number > 1 else {})
    return f"{post.get_absolute_url()}?{urlencode(query)}#comments"


def _number(text: Any) -> int | None:
    """A number from an address, or None for what cannot be one."""
    words = str(text)
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 15 else None
