"""Answer, quote, edit, take back, remove, and say what answered a question."""

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
from comments.forms import CommentForm, EditForm, ResolveForm
from comments.models import Comment, CommentStatus, ReplyDraft, Resolution
from kit import clock, limits
from kit.http import SeeOther, new_token, too_often
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of, viewer_of
from members.services import is_trusted
from posts.models import Post

QUOTE_LENGTH = 600
NEW_A_MINUTE, A_MINUTE, AN_HOUR = 3, 10, 60


def _comment(request: HttpRequest, comment_id: int) -> Comment:
    comment = selectors.comment_for(viewer_of(request), comment_id)
    if comment is None:
        raise Http404
    return comment


def _post(request: HttpRequest, post_id: int) -> Post:
    post = Post.objects.visible_to(viewer_of(request)).select_related("author", "byline").filter(pk=post_id).first()
    if post is None:
        raise Http404
    return post


def _place(comment: Comment) -> str:
    """Where a comment stands in its discussion; what waits for a curator stands at its own address only."""
    if comment.status != CommentStatus.PUBLISHED:
        return comment.get_absolute_url()
    return f"{comment.post.get_absolute_url()}?at={comment.pk}#c{comment.pk}"


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
    post = _post(request, post_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _reply_page(request, post, form)
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
    except services.CommentsClosed:
        form.add_error(None, _("This discussion takes no more replies."))
    except services.ParentGone:
        form.add_error(None, _("The comment you answered is gone. You can publish this under the discussion itself."))
        form.show_again_with(parent="")
    except services.TooDeep:
        form.add_error("body", _("Quotes, lists or emphasis stand too deep inside each other. Take a level out."))
    else:
        if comment.status == CommentStatus.HELD:
            messages.info(request, _("A curator will look at this before others see it."))
        return SeeOther(_place(comment))
    return _reply_page(request, post, form)


def _publish(member: Member, post: Post, said: dict[str, Any]) -> Comment:
    parent = Comment(pk=said["parent"]) if said["parent"] else None
    return services.publish_comment(
        author=member, post=post, parent=parent, body=said["body"], intent=said["intent"], form_token=said["form_token"]
    )


def _reply_page(request: HttpRequest, post: Post, form: CommentForm, parent: Comment | None = None) -> HttpResponse:
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
        "is_open": rules.may_reply(viewer, post, parent, clock.now()) or not viewer.is_signed_in,
    }
    return render(request, "comments/reply.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The reply box under one comment; with `?quote=1` its words stand in the box."""
    parent = _comment(request, comment_id)
    draft = _draft(request, parent.post_id, parent.pk)
    body = draft.body if draft else ""
    if request.GET.get("quote") and rules.may_read_text(viewer_of(request), parent):
        body = _quoted(parent) + body
    form = CommentForm(initial={"form_token": new_token(), "parent": parent.pk, "body": body})
    return _reply_page(request, parent.post, form, parent)


@require_safe
@login_required
def reply_to_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The reply box alone, with what was taken back in it."""
    draft = _draft(request, post_id, None)
    form = CommentForm(initial={"form_token": new_token(), "body": draft.body if draft else ""})
    return _reply_page(request, _post(request, post_id), form)


def _draft(request: HttpRequest, post_id: int, parent_id: int | None) -> ReplyDraft | None:
    return ReplyDraft.objects.filter(member=member_of(request), post_id=post_id, parent_id=parent_id).first()


def _quoted(comment: Comment) -> str:
    words = comment.body[:QUOTE_LENGTH].rstrip() + ("…" if len(comment.body) > QUOTE_LENGTH else "")
    return "\n".join(f"> {line}" for line in words.split("\n")) + "\n\n"


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A comment with what it answers and what answers it."""
    comment = _comment(request, comment_id)
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
    }
    return render(request, "comments/permalink.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Say it differently. When it was changed elsewhere meanwhile, both texts are shown."""
    comment = _comment(request, comment_id)
    if not rules.may_edit(viewer_of(request), comment):
        raise Http404
    form = EditForm(request.POST or None, initial={"body": comment.body, "version": comment.version})
    current = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.edit_comment(
                editor=member_of(request), comment=comment, body=said["body"], version=said["version"]
            )
            return SeeOther(_place(comment))
        except services.EditConflict as conflict:
            current = conflict.current
            form.add_error(
                None, _("This was changed in another window. Below is what it says now; sending again replaces that.")
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


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take one's words away; in the first minutes they can go back into the box instead."""
    comment = _comment(request, comment_id)
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
    comment = _comment(request, comment_id)
    try:
        services.take_back_comment(member=member_of(request), comment=comment)
    except services.NotTheirs:
        if not rules.may_remove(viewer_of(request), comment):
            raise Http404 from None
        messages.error(request, _("The time for taking back is over. You can still edit or remove it."))
        return SeeOther(_place(comment))
    messages.success(request, _("Taken back. Your words are in the box."))
    return SeeOther(f"/c/{comment.parent_id}/reply/" if comment.parent_id else f"/d/{comment.post_id}/reply/")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def answered(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The asker says: this comment answered my question."""
    comment = _comment(request, comment_id)
    if not rules.may_resolve(viewer_of(request), comment.post) or comment.status != CommentStatus.PUBLISHED:
        raise Http404
    known = Resolution.objects.filter(post=comment.post).first()
    form = ResolveForm(request.POST or None, initial={"note": known.note if known else ""})
    if request.method == "POST" and form.is_valid():
        try:
            services.resolve_question(
                asker=member_of(request), post=comment.post, comment=comment, note=form.cleaned_data["note"]
            )
            messages.success(request, _("Marked as answered."))
        except services.ParentGone:
            messages.error(request, _("That comment is gone."))
        except services.Suspended:
            messages.error(request, _("Your account can read but not write at the moment."))
        return SeeOther(_place(comment))
    context = {"form": form, "comment": comment, "post": comment.post, "known": known}
    return render(request, "comments/answered.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    """Not answered after all."""
    post = _post(request, post_id)
    try:
        services.reopen_question(asker=member_of(request), post=post)
    except services.NotTheirs:
        raise Http404 from None
    return SeeOther(post.get_absolute_url())
