"""Answer, quote, edit, take back, remove."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import rules, selectors, services
from comments.forms import CommentForm, EditForm
from comments.models import Comment, CommentStatus, ReplyDraft
from comments.views.finding import found_comment, found_post, place_of
from kit import clock, limits
from kit.hand import Hand
from kit.http import SeeOther, new_token, too_often
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of, viewer_of
from members.services import is_trusted
from posts.models import Post
from posts.rules import NoComment
from posts.rules import may_read_text as may_read_words
from posts.selectors import words_shown

QUOTE_LENGTH = 600
NEW_A_MINUTE, A_MINUTE, AN_HOUR = 3, 10, 60


def _wait(member: Member, token: str) -> int:
    """Seconds until the member may write again; 0 when they may. Forms are counted, not how often one is sent."""
    form = f"comment-form:{member.pk}:{hashlib.sha256(token.encode()).hexdigest()}"
    if token and not cache.add(form, "counted", 3600) and cache.get(form) == "counted":
        return 0
    a_minute = A_MINUTE if is_trusted(member, clock.now()) else NEW_A_MINUTE
    for key, limit, seconds in (("comment-min", a_minute, 60), ("comment-hour", AN_HOUR, 3600)):
        spent = limits.spend(f"{key}:{member.pk}", limit=limit, per_seconds=seconds)
        if not spent.allowed:
            cache.set(form, "refused", 3600)
            return spent.retry_after
    return 0


@require_POST
@keeps_words
def post_comment(request: HttpRequest, post_id: int) -> HttpResponse:
    """Publish a reply. Whatever is wrong, the words come back on a page of their own, above what they answer."""
    form = CommentForm(request.POST)
    post = selectors.post_to_answer(viewer_of(request), post_id)
    if post is None:
        return _moved_page(request, post_id, form)
    if "preview" in request.POST:
        return _look(request, post, form)
    if not form.is_valid():
        return reply_page(request, post, form, status=422)
    member, said = member_of(request), form.cleaned_data
    try:
        known = services.sent_before(author_id=member.pk, form_token=said["form_token"], body=said["body"])
        if known is None and (seconds := _wait(member, said["form_token"])):
            return too_often(request, seconds)
        comment = known or _publish(member, post, said)
    except services.FormTokenSpent:
        form.add_error(None, _("This form was sent before with other words. Send it again to publish these too."))
        form.show_again_with(form_token=new_token())
    except services.Suspended:
        form.add_error(None, _("Your account can read but not write at the moment."))
    except services.CommentsClosed as closed:
        if selectors.moved_on(viewer_of(request), post_id=post_id, parent_id=said["parent"]):
            return _moved_page(request, post_id, form)
        form.add_error(None, _("Not published: nobody can reply here at the moment. Your words are below."))
        return reply_page(request, post, form, status=422, why=closed.why)
    except services.ParentGone:
        if selectors.moved_on(viewer_of(request), post_id=post_id, parent_id=said["parent"]):
            return _moved_page(request, post_id, form)
        form.add_error(None, _("The comment you answered is gone. You can publish this under the discussion itself."))
        form.show_again_with(parent="")
    except services.TooDeep:
        form.add_error("body", _("Quotes, lists or emphasis stand too deep inside each other. Take a level out."))
    else:
        if comment.status == CommentStatus.HELD:
            messages.info(request, _("A curator will look at this before others see it."))
        return SeeOther(place_of(comment))
    return reply_page(request, post, form, status=422)


def _look(request: HttpRequest, post: Post, form: CommentForm) -> HttpResponse:
    """The reply as it will be read, below its box."""
    if seconds := limits.wait_to_look(member_of(request).pk):
        return too_often(request, seconds)
    form.errors.clear()
    return reply_page(request, post, form, **words_shown(request.POST.get("body", "")))


def _publish(member: Member, post: Post, said: dict[str, Any]) -> Comment:
    parent = Comment(pk=said["parent"]) if said["parent"] else None
    return services.publish_comment(
        author=member,
        post=post,
        parent=parent,
        body=said["body"],
        intent=said["intent"],
        form_token=said["form_token"],
        hand=Hand(said["draft_version"], said["window"]),
    )


def _moved_page(request: HttpRequest, post_id: int, form: CommentForm) -> HttpResponse:
    """What they answer was moved while they wrote: the words in the box of the place where it stands now."""
    form.is_valid()
    moved = selectors.moved_on(viewer_of(request), post_id=post_id, parent_id=form.cleaned_data.get("parent"))
    if moved is None:
        raise Http404
    post, parent = moved
    said = _("What you answer was moved to “%(title)s” meanwhile. Send your words again to publish them there.")
    form.add_error(None, said % {"title": post.title})
    form.show_again_with(parent=str(parent.pk) if parent else "", form_token=new_token())
    return reply_page(request, post, form, parent, status=422)


def reply_page(
    request: HttpRequest,
    post: Post,
    form: CommentForm,
    parent: Comment | None = None,
    *,
    status: int = 200,
    why: NoComment | None = None,
    **more: Any,
) -> HttpResponse:
    """The reply box on a page of its own; `why` is what a refusal said, asked again here where there was none."""
    viewer = viewer_of(request)
    if form.is_bound and form["parent"].value():
        try:
            number = form.fields["parent"].clean(form["parent"].value())
            parent = Comment.objects.filter(post=post, pk=number).select_related("author", "byline").first()
        except ValidationError:
            parent = None
    context = {
        "form": form,
        "post": post,
        "parent": parent,
        "shows_parent": parent is not None and rules.may_read_text(viewer, parent),
        "is_gone": parent is not None and parent.status != CommentStatus.PUBLISHED,
        "why": why or (selectors.why_no_comment(viewer, post, clock.now()) if viewer.is_signed_in else None),
    }
    return render(request, "comments/reply.html", context | more, status=status)


@require_safe
@login_required
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The reply box under one comment; with `?quote=1` its words stand in the box."""
    parent = found_comment(request, comment_id)
    draft = draft_at(member_of(request), parent.post_id, parent.pk)
    begun = _begun(draft)
    if request.GET.get("quote") and rules.may_read_text(viewer_of(request), parent):
        begun["body"] = _quoted(parent) + begun["body"]
    form = CommentForm(initial=begun | {"parent": parent.pk})
    return reply_page(request, parent.post, form, parent)


@require_safe
@login_required
def reply_to_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The reply box alone, with what was taken back in it."""
    post = found_post(request, post_id)
    return reply_page(request, post, CommentForm(initial=_begun(draft_at(member_of(request), post_id, None))))


def _begun(draft: ReplyDraft | None) -> dict[str, Any]:
    """What a box begins with."""
    words = {"body": draft.body, "draft_version": draft.version} if draft else {"body": ""}
    return words | {"form_token": new_token()}


def draft_at(member: Member, post_id: int, parent_id: int | None) -> ReplyDraft | None:
    """What this member began in one place."""
    return ReplyDraft.objects.filter(member=member, post_id=post_id, parent_id=parent_id).first()


def _quoted(comment: Comment) -> str:
    words = comment.body[:QUOTE_LENGTH].rstrip() + ("…" if len(comment.body) > QUOTE_LENGTH else "")
    return "\n".join(f"> {line}" for line in words.split("\n")) + "\n\n"


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A comment with what it answers and what answers it."""
    comment = found_comment(request, comment_id)
    viewer = viewer_of(request)
    found = selectors.above(comment)
    context = {
        "comment": comment,
        "post": comment.post,
        "above": [(one, rules.may_read_text(viewer, one)) for one in found.nearest],
        "more_above": found.more,
        "place": f"{comment.post.get_absolute_url()}?at={comment.pk}#c{comment.pk}",
        "kept_from_others": comment.status in (CommentStatus.HIDDEN, CommentStatus.HELD)
        and rules.is_own(viewer, comment),
        "has_text": rules.may_read_text(viewer, comment),
        "has_title": may_read_words(viewer, comment.post),
    }
    return render(request, "comments/permalink.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Say it differently. When it was changed elsewhere meanwhile, both texts are shown."""
    comment = found_comment(request, comment_id)
    if not rules.may_edit(viewer_of(request), comment):
        raise Http404
    form = EditForm(request.POST or None, initial={"body": comment.body, "version": comment.version})
    current = None
    if "preview" in request.POST:
        return _look_at_edit(request, comment, form)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.edit_comment(
                editor=member_of(request), comment=comment, body=said["body"], version=said["version"]
            )
            return SeeOther(place_of(comment))
        except services.EditConflict as conflict:
            current = conflict.current
            form.add_error(
                None,
                _("Another version was saved meanwhile. Both are on this page, with what differs; yours is kept."),
            )
            form.show_again_with(version=str(current.version))
        except services.TooDeep:
            form.add_error("body", _("Quotes, lists or emphasis stand too deep inside each other. Take a level out."))
        except services.Suspended:
            form.add_error(None, _("Your account can read but not write at the moment."))
        except services.NotTheirs as error:
            raise Http404 from error
    context = {"form": form, "comment": comment, "post": comment.post, "current": current}
    return render(request, "comments/edit.html", context, status=422 if form.errors else 200)


def _look_at_edit(request: HttpRequest, comment: Comment, form: EditForm) -> HttpResponse:
    if seconds := limits.wait_to_look(member_of(request).pk):
        return too_often(request, seconds)
    form.errors.clear()
    context = {"form": form, "comment": comment, "post": comment.post, **words_shown(request.POST.get("body", ""))}
    return render(request, "comments/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take one's words away; in the first minutes they can go back into the box instead."""
    comment = found_comment(request, comment_id)
    viewer = viewer_of(request)
    if not rules.may_remove(viewer, comment):
        raise Http404
    if request.method == "POST":
        services.remove_comment(member=member_of(request), comment=comment)
        messages.success(request, _("Removed."))
        return SeeOther(comment.post.get_absolute_url() + "#comments")
    can_take_back = rules.can_take_back(viewer, comment, clock.now())
    context = {"comment": comment, "post": comment.post, "can_take_back": can_take_back}
    return render(request, "comments/remove.html", context)


@require_POST
@login_required
def take_back(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Within the take-back: nobody is told, and the words are in the box again."""
    comment = found_comment(request, comment_id)
    try:
        services.take_back_comment(member=member_of(request), comment=comment)
    except services.NotTheirs:
        if not rules.may_remove(viewer_of(request), comment):
            raise Http404 from None
        messages.error(request, _("The time for taking back is over. You can still edit or remove it."))
        return SeeOther(place_of(comment))
    messages.success(request, _("Taken back. Your words are in the box."))
    return SeeOther(f"/c/{comment.parent_id}/reply/" if comment.parent_id else f"/d/{comment.post_id}/reply/")
