"""Edit, take back, remove."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit import limits
from kit.http import SeeOther, too_often
from kit.resend import keeps_words
from members.selectors import member_of, viewer_of
from posts import rules, services
from posts.forms import ComposerForm, edit_form, from_post
from posts.models import CommentsShown, Post
from posts.views.looking import discussion_shown
from posts.views.reading import found


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change one's words. If somebody saved meanwhile, both texts are shown and nothing is overwritten."""
    post, member = found(request, post_id), member_of(request)
    if not rules.may_edit(viewer_of(request), post):
        raise Http404
    form_class = edit_form(post.kind)
    if request.method != "POST":
        form = form_class(initial=from_post(post), zone=member.time_zone)
        return render(request, "posts/edit.html", {"post": post, "form": form})
    form = form_class(request.POST, zone=member.time_zone)
    if "preview" in request.POST:
        if seconds := limits.wait_to_look(member.pk):
            return too_often(request, seconds)
        return render(request, "posts/edit.html", {"post": post, "form": form, **discussion_shown(form)})
    current = None
    if form.is_valid():
        try:
            return SeeOther(_edit(request, post, form).get_absolute_url())
        except services.EditConflict as conflict:
            current = conflict.current
            form.add_error(
                None,
                _("Another version was saved meanwhile. Both are on this page, with what differs; yours is kept."),
            )
            form.show_again_with(version=str(current.version))
        except services.PublishRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused.message))
        except services.TooDeep:
            form.add_error("body", _("Lists or quotes are nested too deep here; take out a level or two."))
        except services.Suspended:
            form.add_error(None, _("Your account can read but not write at the moment."))
    return render(request, "posts/edit.html", {"post": post, "form": form, "current": current}, status=422)


def _edit(request: HttpRequest, post: Post, form: ComposerForm) -> Post:
    said = form.cleaned_data
    return services.edit_post(
        editor=member_of(request),
        post=post,
        title=said["title"],
        body=said["body"],
        tags=form.tag_names(),
        fields=form.kind_values(),
        version=said["version"],
    )


@require_POST
@login_required
def take_back(request: HttpRequest, post_id: int) -> HttpResponse:
    """Back to the drafts, as if it had never been sent."""
    post = found(request, post_id)
    try:
        draft = services.take_back(member=member_of(request), post=post)
    except services.NotYours as error:
        raise Http404 from error
    except services.TooLate:
        messages.error(request, _("The ten minutes are over. You can still edit or remove it."))
        return SeeOther(post.get_absolute_url())
    messages.success(request, _("Taken back. It waits in your drafts."))
    return SeeOther(f"{reverse('posts:compose')}?draft={draft.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, post_id: int) -> HttpResponse:
    post = found(request, post_id)
    if not rules.may_remove(viewer_of(request), post):
        raise Http404
    if request.method != "POST":
        return render(request, "posts/remove.html", {"post": post})
    services.remove_post(member=member_of(request), post=post)
    messages.success(request, _("Removed. What others replied stays."))
    return SeeOther(post.get_absolute_url())


@require_POST
@login_required
def order(request: HttpRequest, post_id: int) -> HttpResponse:
    """The author says in which order replies begin for everybody without a habit of their own."""
    post, wanted = found(request, post_id), request.POST.get("order", "")
    if wanted not in CommentsShown.values:
        raise Http404
    try:
        services.set_comment_order(member=member_of(request), post=post, order=wanted)
    except services.NotYours:
        raise Http404 from None
    messages.success(request, _("Replies now begin in this order for everyone who has no habit of their own."))
    return SeeOther(f"{post.get_absolute_url()}#comments")


@require_POST
@login_required
def not_new(request: HttpRequest, post_id: int) -> HttpResponse:
    """The author takes "new here" off."""
    post = found(request, post_id)
    try:
        services.take_off_new_here(member=member_of(request), post=post)
    except services.NotYours:
        raise Http404 from None
    messages.success(request, _("Taken off."))
    return SeeOther(post.get_absolute_url())
