"""The parts of a discussion's page that are about its comments."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from comments import rules, selectors
from comments.forms import CommentForm
from comments.models import Comment
from comments.rendering import people_in
from comments.talk import Talk, talk_of
from kit import clock
from kit.blank import blank_form
from members.rules import Viewer
from members.selectors import viewer_of
from posts.models import CommentsShown, Post, Visibility
from posts.rules import is_slow as is_slow_now
from posts.rules import may_edit, may_read_text

register = template.Library()
LONG_TALK = 12  # comments from which a discussion says who is in it
OUTLINE_LINES = 60


@register.inclusion_tag("comments/_tree.html", takes_context=True)
def comment_tree(context: dict[str, Any], post: Post, marked: Collection[int] = ()) -> dict[str, Any]:
    """The comments of a discussion, one page of them; `marked` holds the ids of those the viewer can use."""
    request = context["request"]
    talk = talk_of(request, post)
    return _shown(context, talk, marked) | {
        "news": talk.news,
        "orders": _orders(talk) if post.comment_count > 1 else [],
        "may_set_order": may_edit(viewer_of(request), post)
        and talk.sort != (post.comment_order or CommentsShown.BEST)
        and bool(request.GET.get("sort")),
        "is_busy": any(piece.folded for piece in talk.page.pieces),
    }


@register.inclusion_tag("comments/_branch.html", takes_context=True)
def comment_branch(context: dict[str, Any], comment: Comment, marked: Collection[int] = ()) -> dict[str, Any]:
    """A comment with everything that answers it, oldest first."""
    return _shown(context, talk_of(context["request"], comment.post, comment), marked)


def _shown(context: dict[str, Any], talk: Talk, marked: Collection[int]) -> dict[str, Any]:
    viewer, page = viewer_of(context["request"]), talk.page
    return {
        "talk": talk,
        "post": talk.post,
        "page": page,
        "tree": talk.html(viewer, marked),
        "is_signed_in": viewer.is_signed_in,
        "records": viewer.records_reading,
        "reading_keys": _keys(),
        "previous_url": talk.url(page.number - 1) if page.number > 1 else "",
        "next_url": talk.url(page.number + 1) if page.number < page.last else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("comments/_answer_line.html", takes_context=True)
def answer_line(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Over a question: that it found its answer, and where; for its asker and curators, how to say so."""
    found = selectors.answer_to(post)
    return {
        "post": post,
        "resolution": found,
        "answer_url": _answer_url(post, found.comment) if found and found.comment else "",
        "may_resolve": rules.may_resolve(viewer_of(context["request"]), post),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("comments/_grew_out_of.html", takes_context=True)
def grew_out_of(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Over a discussion that was a comment: where that stood. Asks nothing over others."""
    viewer = viewer_of(context["request"])
    comment = selectors.grown_from(viewer, post)
    return {"comment": comment, "readable": comment is not None and may_read_text(viewer, comment.post)}


def _answer_url(post: Post, comment: Comment) -> str:
    """In the conversation below, or wherever it has gone since."""
    here = comment.post_id == post.pk
    return f"{post.get_absolute_url()}?at={comment.pk}#c{comment.pk}" if here else comment.get_absolute_url()


@register.inclusion_tag("comments/_gist.html", takes_context=True)
def talk_gist(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """At the head of a discussion: who is in it, what is new, and where the reader was."""
    talk = talk_of(context["request"], post)
    is_long = post.comment_count >= LONG_TALK
    names = people_in(post) if is_long else []
    return {"post": post, "talk": talk, "names": names, "others": max(0, post.voice_count - len(names))}


@register.inclusion_tag("comments/_outline.html", takes_context=True)
def talk_outline(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Beside the tree on wide screens: who answered the discussion itself, and what is new below."""
    talk = talk_of(context["request"], post)
    branches = talk.page.branches if post.comment_count >= LONG_TALK else []
    below = talk.reading.new_branches
    return {"branches": [(one, below.get(one.id, 0)) for one in branches[:OUTLINE_LINES]]}


@register.inclusion_tag("comments/_reply_box.html", takes_context=True)
def reply_box(context: dict[str, Any], post: Post) -> dict[str, Any]:
    """Where one answers: one tap away for members, a way in for visitors."""
    viewer = viewer_of(context["request"])
    asked, now = viewer if viewer.is_signed_in else Viewer(id=-1), clock.now()
    why = selectors.why_no_comment(asked, post, now)
    box = _blank_reply(post, context.get("csrf_token")) if viewer.is_signed_in and not why else ""
    back = urlencode({"next": f"{post.get_absolute_url()}#reply"})
    doors = {"login_url": f"{reverse('account_login')}?{back}", "signup_url": f"{reverse('account_signup')}?{back}"}
    is_slow = why is None and is_slow_now(post, now)
    return {"box": box, "why": why, "is_slow": is_slow, "post": post, **doors}


@register.simple_tag(takes_context=True)
def begun_replies(context: dict[str, Any]) -> list[selectors.Begun]:
    """Replies that the member began, beside the discussions they began; two queries."""
    return selectors.replies_begun(viewer_of(context["request"]))


def _blank_reply(post: Post, csrf_token: object) -> str:
    return blank_form(
        "comments/_reply_form.html",
        CommentForm,
        action=reverse("comments:post", args=[post.pk]),
        csrf_token=csrf_token,
        addresses={
            "save_url": reverse("comments:autosave", args=[post.pk]),
            "draft_url": reverse("comments:draft", args=[post.pk]),
        },
        is_hallway=post.is_hallway,
        is_public=post.visibility == Visibility.PUBLIC,
    )


def _orders(talk: Talk) -> list[dict[str, Any]]:
    names = {"best": _("Best"), "new": _("Newest"), "old": _("Oldest"), "latest": _("Latest reply")}
    return [
        {"url": talk.url(1, order), "label": label, "current": order == talk.sort} for order, label in names.items()
    ]


def _keys() -> list[tuple[str, str]]:
    return [
        ("jk", _("next comment, the one before")),
        ("nN", _("next new one, the one before")),
        ("x", _("fold or unfold")),
        ("p", _("to what it answers")),
        ("r", _("reply")),
        ("q", _("quote the words you chose")),
        ("?", _("this list")),
    ]
