"""Keep a line, say what is useful, look at what one keeps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.models import Comment
from kit import limits
from kit.http import SeeOther, new_token, too_often
from kit.resend import keeps_words
from learning import rules, selectors, services
from learning.forms import KeepForm, VisibilityForm
from learning.models import Takeaway, TakeawayVisibility
from members.selectors import member_of, viewer_of
from posts.models import Post

MARKS_A_MINUTE = 60
KEPT_AN_HOUR = 60


def _place(request: HttpRequest, post_id: int | None, comment_id: int | None) -> tuple[Post, Comment | None]:
    """The discussion, and the comment in it, that the request is about; 404 where nothing can be kept."""
    viewer = viewer_of(request)
    comment = selectors.comment_to_keep(viewer, comment_id) if comment_id else None
    if comment_id and comment is None:
        raise Http404
    post = comment.post if comment else get_object_or_404(Post.objects.visible_to(viewer), pk=post_id)
    if not rules.offers_learning(post) or not rules.has_words(comment):
        raise Http404
    return post, comment


def _url(post: Post, comment: Comment | None) -> str:
    return f"{post.get_absolute_url()}#c{comment.pk}" if comment else post.get_absolute_url()


@require_POST
@login_required
def mark(request: HttpRequest, post_id: int | None = None, comment_id: int | None = None) -> HttpResponse:
    """*I can use this*, or with `useful=no` no longer."""
    member = member_of(request)
    spent = limits.spend(f"mark:{member.pk}", limit=MARKS_A_MINUTE, per_seconds=60)
    if not spent.allowed:
        return too_often(request, spent.retry_after)
    post, comment = _place(request, post_id, comment_id)
    try:
        services.mark_useful(member=member, post=post, comment=comment, useful=request.POST.get("useful") != "no")
    except services.OwnWords:
        messages.info(request, _("These are your own words; others can mark them."))
    except services.Suspended:
        messages.error(request, _("Your account can read but not write at the moment."))
    return SeeOther(_url(post, comment))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def keep(request: HttpRequest, post_id: int | None = None, comment_id: int | None = None) -> HttpResponse:
    """Keep one line. What was typed stays in the form whatever goes wrong."""
    post, comment = _place(request, post_id, comment_id)
    if request.method == "POST":
        spent = limits.spend(f"keep:{member_of(request).pk}", limit=KEPT_AN_HOUR, per_seconds=3600)
        if not spent.allowed:
            return too_often(request, spent.retry_after)
    form = KeepForm(request.POST or None, initial={"form_token": new_token()})
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, post, comment, form)
        except services.FormTokenSpent:
            form.add_error(None, _("This form was sent before with other words. Send it again to keep this line too."))
            form.data = {**dict(form.data.items()), "form_token": new_token()}
        except services.Suspended:
            form.add_error(None, _("Your account can read but not write at the moment."))
    status = 422 if form.errors else 200
    return render(request, "learning/keep.html", {"form": form, "post": post, "comment": comment}, status=status)


def _kept(request: HttpRequest, post: Post, comment: Comment | None, form: KeepForm) -> HttpResponse:
    line = services.keep_line(
        member=member_of(request),
        post=post,
        comment=comment,
        text=form.cleaned_data["text"],
        visibility=TakeawayVisibility(form.cleaned_data["visibility"]),
        form_token=form.cleaned_data["form_token"],
    )
    said = {
        TakeawayVisibility.PRIVATE: _("Kept. Only you can see it, under What I keep."),
        TakeawayVisibility.AUTHOR: _("Kept, and shown to the author."),
        TakeawayVisibility.EVERYONE: _("Kept, and shown beside the discussion."),
    }
    messages.success(request, said[TakeawayVisibility(line.visibility)])
    return SeeOther(_url(post, comment))


@require_safe
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    page = selectors.kept_by(member_of(request).pk, after=request.GET.get("after", ""))
    return render(request, "learning/kept.html", {"page": page, "choices": TakeawayVisibility.choices})


def _own_line(request: HttpRequest, line_id: int) -> Takeaway:
    return get_object_or_404(Takeaway.objects.of(member_of(request).pk).select_related("post", "member"), pk=line_id)


@require_POST
@login_required
def show_line(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _own_line(request, line_id)
    form = VisibilityForm(request.POST)
    spent = limits.spend(f"show:{line.member_id}", limit=KEPT_AN_HOUR, per_seconds=3600)
    if not spent.allowed:
        return too_often(request, spent.retry_after)
    if form.is_valid():
        try:
            services.show_line(line=line, visibility=TakeawayVisibility(form.cleaned_data["visibility"]))
            messages.success(request, _("Changed."))
        except services.Suspended:
            messages.error(request, _("Your account can read but not write at the moment."))
    return SeeOther(reverse("learning:kept"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete_line(request: HttpRequest, line_id: int) -> HttpResponse:
    line = _own_line(request, line_id)
    if request.method == "POST":
        services.delete_line(line=line)
        messages.success(request, _("Forgotten."))
        return SeeOther(reverse("learning:kept"))
    return render(request, "learning/delete_line.html", {"line": line})
