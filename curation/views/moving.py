"""Grow a comment into a discussion, move a branch, merge discussions; and put each back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.models import Comment
from curation import rules, selectors, services
from curation.forms import GrowForm, MoveForm, PutBackForm, grown
from curation.models import Move
from kit import clock, limits
from kit.http import SeeOther, too_often
from kit.resend import keeps_words
from members.selectors import member_of, viewer_of
from posts.models import Post
from posts.services import PublishRefused, TooDeep

AN_HOUR = 30


def _comment(request: HttpRequest, comment_id: int) -> Comment:
    comment = selectors.comment_to_move(viewer_of(request), comment_id)
    if comment is None:
        raise Http404
    return comment


def _too_many(request: HttpRequest) -> HttpResponse | None:
    spent = limits.spend(f"move:{member_of(request).pk}", limit=AN_HOUR, per_seconds=3600)
    return None if spent.allowed else too_often(request, spent.retry_after)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def grow(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One page, one button: what moves, under which title."""
    viewer, comment = viewer_of(request), _comment(request, comment_id)
    if comment.grew_into:
        return redirect(comment.get_absolute_url())
    if not rules.may_grow(viewer, comment):
        raise Http404
    own = rules.is_own(viewer, comment)
    form = GrowForm(request.POST or None, initial=grown(comment), needs_reason=not own)
    if request.method == "POST" and form.is_valid():
        answer = _too_many(request) or _grow(request, comment, form)
        if answer:
            return answer
    below = selectors.below(comment)
    page = {"form": form, "comment": comment, "post": comment.post, "own": own, "below": below}
    return render(request, "curation/grow.html", page, status=422 if form.errors else 200)


def _grow(request: HttpRequest, comment: Comment, form: GrowForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        post = services.grow(
            actor=member_of(request),
            comment=comment,
            title=said["title"],
            kind=said["kind"],
            tags=form.tag_names(),
            reason=said.get("reason", ""),
        )
    except PublishRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.message))
    except TooDeep:
        form.add_error(None, _("Its quotes, lists or emphasis stand too deep inside each other. Edit it first."))
    except services.ReasonMissing:
        form.add_error("reason", _("Say why, in a few words."))
    except services.NotYours as error:
        raise Http404 from error
    else:
        messages.success(request, _("It is a discussion of its own now. You can put it back for a day."))
        return SeeOther(post.get_absolute_url())
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def move(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A branch goes to another discussion, or below another comment: first where to, then what will happen."""
    comment = _comment(request, comment_id)
    if not rules.may_move(viewer_of(request), comment):
        raise Http404
    return _elsewhere(request, comment.post, comment)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def merge(request: HttpRequest, post_id: int) -> HttpResponse:
    """A discussion becomes a comment of another one."""
    post = get_object_or_404(Post.objects.visible_to(viewer_of(request)).select_related("author", "byline"), pk=post_id)
    if not rules.may_merge(viewer_of(request), post):
        raise Http404
    return _elsewhere(request, post, None)


def _elsewhere(request: HttpRequest, post: Post, comment: Comment | None) -> HttpResponse:
    viewer = viewer_of(request)
    form = _asked(request, post, comment)
    if request.method == "POST" and form.is_valid():
        answer = _too_many(request) or _put(request, post, comment, form)
        if answer:
            return answer
    page = {
        "form": form,
        "comment": comment,
        "post": post,
        "place": form.place,
        "below": selectors.below(comment) if comment else selectors.all_below(post),
        "near": [] if form.place else selectors.near(viewer, post),
        "back": comment.get_absolute_url() if comment else post.get_absolute_url(),
    }
    return render(request, "curation/move.html", page, status=422 if form.errors else 200)


def _asked(request: HttpRequest, post: Post, comment: Comment | None) -> MoveForm:
    """What was sent; or, once it is known where to, the form that asks for the reason."""
    ask = partial(MoveForm, viewer=viewer_of(request), post=post, comment=comment)
    if request.method == "POST":
        return ask(request.POST, needs_reason=True)
    looked = ask(request.GET if "to" in request.GET else None, needs_reason=False)
    if not looked.is_valid():
        return looked
    form = ask(initial=looked.cleaned_data, needs_reason=True)
    form.place = looked.place
    return form


def _put(request: HttpRequest, post: Post, comment: Comment | None, form: MoveForm) -> HttpResponse | None:
    curator, reason, place = member_of(request), form.cleaned_data["reason"], form.place
    if place is None:
        return None
    try:
        if comment:
            moved = services.move(curator=curator, comment=comment, to=place.post, under=place.under, reason=reason)
        else:
            moved = services.merge(curator=curator, post=post, into=place.post, reason=reason)
    except services.NotMovable as refused:
        form.add_error(None, refused.message)
        return None
    except services.ReasonMissing:
        form.add_error("reason", _("Say why, in a few words."))
        return None
    messages.success(request, _("Done. You can put it back for a day."))
    return SeeOther(f"{moved.target.get_absolute_url()}?at={moved.comment_id}#c{moved.comment_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_back(request: HttpRequest, move_id: int) -> HttpResponse:
    """What that act did, and the way back, or why there is none."""
    viewer = viewer_of(request)
    things = ("comment__post", "comment__author", "comment__byline", "source", "target", "parent", "actor", "act")
    done = get_object_or_404(Move.objects.select_related(*things), pk=move_id)
    if not rules.may_undo(viewer, done):
        raise Http404
    own = done.act_id is None and done.actor_id == viewer.id
    problem = services.why_not_undone(done, clock.now())
    form = PutBackForm(request.POST if request.method == "POST" else None, needs_reason=not own)
    if request.method == "POST" and form.is_valid():
        try:
            services.undo(actor=member_of(request), move=done, reason=form.cleaned_data.get("reason", ""))
        except services.CannotUndo as refused:
            problem = refused.message
            form.add_error(None, problem)
        else:
            messages.success(request, _("Everything is back where it was."))
            return SeeOther(reverse("comments:permalink", args=[done.comment_id]))
    page: dict[str, Any] = {"form": form, "move": done, "problem": problem, "since": selectors.since(done)}
    return render(request, "curation/put_back.html", page, status=422 if form.errors else 200)
