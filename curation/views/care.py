"""Report, hide, restore, let through, remove a spammer's posts; and the page of what concerns oneself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.models import Comment
from curation import rules, selectors, services
from curation.forms import AnswerForm, ReasonForm, ReportForm
from curation.models import Action, FlagReason, ModeratorAction, Report
from kit import limits
from kit.http import SeeOther, next_url, too_often
from members.models import Member
from members.selectors import member_of, resolve_username, viewer_of
from posts.models import Post

REPORTS_A_DAY = 20
DAY_S = 86_400


def _curator(request: HttpRequest) -> Member:
    if not rules.may_curate(viewer_of(request)):
        raise Http404
    return member_of(request)


def _thing(post_id: int | None, comment_id: int | None) -> tuple[Post, Comment | None]:
    found = selectors.thing_for_curator(post_id, comment_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, post_id: int | None = None, comment_id: int | None = None) -> HttpResponse:
    """Ask a curator to look at something. Nobody else hears of it."""
    found = selectors.readable_to_report(viewer_of(request), post_id, comment_id)
    if found is None:
        raise Http404
    post, comment = found
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _reported(request, post, comment, form)
    page = {"form": form, "post": post, "comment": comment, "back": _address(post, comment)}
    return render(request, "curation/report.html", page, status=422 if form.errors else 200)


def _reported(request: HttpRequest, post: Post, comment: Comment | None, form: ReportForm) -> HttpResponse:
    member = member_of(request)
    spent = limits.spend(f"report:{member.pk}", limit=REPORTS_A_DAY, per_seconds=DAY_S)
    if not spent.allowed:
        return too_often(request, spent.retry_after)
    reason = FlagReason(form.cleaned_data["reason"])
    services.report(reporter=member, post=post, comment=comment, reason=reason, note=form.cleaned_data["note"])
    messages.success(request, _("Thank you. A curator will look at it; nobody else sees that you reported it."))
    return SeeOther(_address(post, comment))


def _address(post: Post, comment: Comment | None) -> str:
    return comment.get_absolute_url() if comment else post.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hide(request: HttpRequest, post_id: int | None = None, comment_id: int | None = None) -> HttpResponse:
    """Take something out of sight, with a reason."""
    curator = _curator(request)
    post, comment = _thing(post_id, comment_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = services.hide(curator=curator, post=post, comment=comment, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("Hidden, and its author was told why.") if act else _("It was out of sight already.")
        )
        return SeeOther(next_url(request, _address(post, comment)))
    page = {"form": form, "post": post, "comment": comment, "back": _address(post, comment)}
    author = comment.author if comment else post.author
    page["spammer"] = author if author and rules.may_remove_all_by(curator, author) else None
    return render(request, "curation/hide.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restore(request: HttpRequest, post_id: int | None = None, comment_id: int | None = None) -> HttpResponse:
    """Bring something back into sight, or let through what was held, with a reason."""
    curator = _curator(request)
    post, comment = _thing(post_id, comment_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = services.restore(curator=curator, post=post, comment=comment, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("It can be read, and its author was told.") if act else _("There was nothing to do.")
        )
        return SeeOther(next_url(request, _address(post, comment)))
    held = (comment or post).status == "held"
    page = {"form": form, "post": post, "comment": comment, "back": _address(post, comment), "held": held}
    return render(request, "curation/restore.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_spam(request: HttpRequest, username: str) -> HttpResponse:
    """Hide everything by one account, after a look at how much that is; once that is done, the way back."""
    curator = _curator(request)
    member = resolve_username(username)
    posts, comments = selectors.everything_by(member)
    done = selectors.open_removal(member)
    if request.method != "POST" and done and not posts and not comments:
        return redirect("curation:undo_spam", done.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act = services.remove_spam(curator=curator, member=member, reason=form.cleaned_data["reason"])
        except services.NotThisAccount:
            form.add_error(None, _("This account belongs to staff, or to you. Hide single things instead."))
        else:
            said = _("Hidden: %(count)d. What this account writes next waits for a curator.") % {"count": act.count}
            messages.success(request, said)
            return SeeOther(reverse("curation:undo_spam", args=[act.pk]))
    page = {"form": form, "person": member, "posts": posts, "comments": comments, "done": done}
    page["may"] = rules.may_remove_all_by(curator, member)
    return render(request, "curation/remove_spam.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def undo_spam(request: HttpRequest, action_id: int) -> HttpResponse:
    """What that act did; and bring all of it back, with a reason."""
    curator = _curator(request)
    acts = ModeratorAction.objects.select_related("member", "actor")
    act = get_object_or_404(acts, pk=action_id, action=Action.REMOVE_SPAM)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.undo_spam(curator=curator, act=act, reason=form.cleaned_data["reason"])
        messages.success(request, _("Everything that was hidden then is as it was before."))
        return SeeOther(reverse("admin:index"))
    return render(request, "curation/undo_spam.html", {"form": form, "act": act}, status=422 if form.errors else 200)


@require_POST
@login_required
def settle(request: HttpRequest, report_id: int) -> HttpResponse:
    services.settle(curator=_curator(request), report=get_object_or_404(Report, pk=report_id))
    messages.success(request, _("Settled."))
    return SeeOther(next_url(request, f"{reverse('admin:index')}#reports"))


@require_POST
@login_required
def read_answer(request: HttpRequest, action_id: int) -> HttpResponse:
    services.read_answer(curator=_curator(request), act=get_object_or_404(ModeratorAction, pk=action_id))
    return SeeOther(f"{reverse('admin:index')}#answers")


@require_safe
@login_required
def actions(request: HttpRequest) -> HttpResponse:
    """What curators did that concerns oneself, why, and a way to answer."""
    acts = selectors.actions_for(member_of(request).pk)
    return render(request, "curation/actions.html", {"acts": acts})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, action_id: int) -> HttpResponse:
    """Answer an act that concerns oneself."""
    member = member_of(request)
    mine = ModeratorAction.objects.filter(member=member).select_related("actor", "post", "comment")
    act = get_object_or_404(mine, pk=action_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": act.answer})
    if request.method == "POST" and form.is_valid():
        spent = limits.spend(f"answer:{member.pk}", limit=REPORTS_A_DAY, per_seconds=DAY_S)
        if not spent.allowed:
            return too_often(request, spent.retry_after)
        services.answer(member=member, act=act, text=form.cleaned_data["text"])
        messages.success(request, _("Sent. A curator will read it."))
        return SeeOther(reverse("curation:actions"))
    return render(request, "curation/answer.html", {"form": form, "act": act}, status=422 if form.errors else 200)


@require_safe
def why_we_seed(request: HttpRequest) -> HttpResponse:
    return render(request, "curation/why.html")
