"""A question finds its answer: in a reply, or somewhere else; and not after all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comments import rules, services
from comments.forms import ElsewhereForm, ResolveForm
from comments.models import Comment, CommentStatus, Resolution
from comments.views.finding import found_comment, found_post, place_of
from kit.http import SeeOther
from kit.resend import keeps_words
from members.selectors import member_of, viewer_of
from posts.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def answered(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The asker says: this comment answered my question."""
    comment = found_comment(request, comment_id)
    if not rules.may_resolve(viewer_of(request), comment.post) or comment.status != CommentStatus.PUBLISHED:
        raise Http404
    known = _known(comment.post)
    form = ResolveForm(request.POST or None, initial={"note": known.note if known else ""})
    if request.method == "POST" and form.is_valid() and _resolve(request, comment.post, comment, form):
        return SeeOther(place_of(comment))
    context = {"form": form, "comment": comment, "post": comment.post, "known": known}
    return render(request, "comments/answered.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def found_elsewhere(request: HttpRequest, post_id: int) -> HttpResponse:
    """The asker says: I found it, and not in a reply. What they found is the note."""
    post = found_post(request, post_id)
    if not rules.may_resolve(viewer_of(request), post):
        raise Http404
    known = _known(post)
    form = ElsewhereForm(request.POST or None, initial={"note": known.note if known else ""})
    if request.method == "POST" and form.is_valid() and _resolve(request, post, None, form):
        return SeeOther(post.get_absolute_url())
    context = {"form": form, "post": post, "known": known}
    return render(request, "comments/answered.html", context, status=422 if form.errors else 200)


def _known(post: Post) -> Resolution | None:
    return Resolution.objects.filter(post=post).first()


def _resolve(request: HttpRequest, post: Post, comment: Comment | None, form: ResolveForm) -> bool:
    """Whether it is marked now; if not, the form says why."""
    note = form.cleaned_data["note"]
    try:
        services.resolve_question(asker=member_of(request), post=post, comment=comment, note=note)
    except services.ParentGone:
        form.add_error(None, _("That comment is gone. Choose another, or say that you found it elsewhere."))
    except services.Suspended:
        form.add_error(None, _("Your account can read but not write at the moment."))
    except services.NotTheirs as error:
        raise Http404 from error
    else:
        messages.success(request, _("Marked as answered."))
        return True
    return False


@require_POST
@login_required
def reopen(request: HttpRequest, post_id: int) -> HttpResponse:
    """Not answered after all."""
    post = found_post(request, post_id)
    try:
        services.reopen_question(asker=member_of(request), post=post)
    except services.NotTheirs:
        raise Http404 from None
    messages.success(request, _("Open again. It is no longer marked as answered."))
    return SeeOther(post.get_absolute_url())
