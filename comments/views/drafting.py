"""Replies that are begun: kept by a button, by the browser while one writes, and offered again in their place."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import selectors, services
from comments.forms import CommentForm
from comments.models import Comment, ReplyDraft
from comments.views.finding import found_comment, found_post
from comments.views.talking import draft_at, reply_page
from kit import hand
from kit.http import SeeOther, markdown_file
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of, viewer_of
from posts.models import Post
from posts.selectors import words_shown


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def draft(request: HttpRequest, post_id: int) -> HttpResponse:
    """What was begun in one place, for its box; or (POST) keep it, and where another window wrote, show both."""
    post, member = found_post(request, post_id), member_of(request)
    if request.method != "POST":
        parent = _parent(request, post, request.GET.get("parent", ""))
        kept = draft_at(member, post.pk, parent.pk if parent else None)
        if kept is None:
            return HttpResponse(status=204)
        return render(request, "comments/_draft.html", {"draft": kept, "zone": member.time_zone})
    form = CommentForm(request.POST)
    form.errors.clear()
    try:
        _save(request, member, post)
    except services.DraftChanged as changed:
        now = changed.current
        form.show_again_with(draft_version=str(now.version))
        return reply_page(request, post, form, status=409, other=now, other_shown=words_shown(now.body))
    except (services.DraftPublished, services.TooManyDrafts) as error:
        messages.error(request, _why_not(error))
        return reply_page(request, post, form, status=422)
    messages.success(request, _("Kept in your drafts. Nobody else sees it."))
    return SeeOther(reverse("posts:drafts"))


@require_POST
def autosave(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a reply that is being typed; nothing typed lets it go. Answers with words for the bar."""
    if not request.user.is_authenticated:
        return hand.signed_out(request)
    member = member_of(request)
    if seconds := hand.wait_to_save(member.pk):
        return hand.too_many_saves(request, seconds)
    post = found_post(request, post_id)
    try:
        kept = _save(request, member, post)
    except services.DraftChanged:
        return hand.changed_elsewhere(request, show=reverse("comments:draft", args=[post.pk]))
    except services.DraftPublished:
        return hand.published(request)
    except services.TooManyDrafts as error:
        return hand.not_saved(request, _why_not(error), 422)
    if kept is None:
        return HttpResponse(status=204)
    return hand.saved(request, draft_id=kept.pk, version=kept.version, at=kept.saved_at, zone=member.time_zone)


@require_safe
@login_required
def download(request: HttpRequest) -> HttpResponse:
    """All replies that one began as one Markdown file."""
    begun = selectors.replies_begun(viewer_of(request))
    text = "\n\n---\n\n".join(f"# {one.place or _('Reply')}\n\n{one.words}".rstrip() for one in begun)
    return markdown_file("replies.md", text)


@require_POST
@login_required
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    if not services.let_reply_draft_go(member=member_of(request), draft_id=draft_id):
        raise Http404
    messages.success(request, _("Let go."))
    return SeeOther(reverse("posts:drafts"))


def _save(request: HttpRequest, member: Member, post: Post) -> ReplyDraft | None:
    typed = str(request.POST.get("body", "")).replace("\x00", "").replace("\r\n", "\n")
    return services.save_reply_draft(
        member=member,
        post=post,
        parent=_parent(request, post, str(request.POST.get("parent", ""))),
        body=typed,
        form_token=hand.token_of(request),
        hand=hand.hand_of(request),
    )


def _parent(request: HttpRequest, post: Post, number: str) -> Comment | None:
    """The comment that is answered; 404 for one that is not here or that the member may not know of."""
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    comment = found_comment(request, int(number))
    if comment.post_id != post.pk:
        raise Http404
    return comment


def _why_not(error: Exception) -> str:
    if isinstance(error, services.DraftPublished):
        return _("This was published from another window. What you have here is below.")
    return _("You have a hundred unfinished replies. Let one go before you keep another; this one is still here.")
