"""What is begun: the list, and what can become of a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit import limits, markdown
from kit.http import SeeOther, markdown_file, new_token, too_often
from kit.resend import keeps_words
from members.models import Member
from members.selectors import curator_at_hand, member_of, people_called, viewer_of
from notifications import services as notices
from notifications.models import PromptAnswer, PromptKind
from notifications.selectors.private import open_subjects
from notifications.selectors.prompts import is_refused
from posts import services
from posts.forms import AskForm
from posts.models import Draft, NudgeState
from posts.selectors import drafts as selectors
from posts.views.writing import not_yet, say_what_happens, wait_to_start

ASKED_A_DAY, DAY_S = 10, 86_400


def _own(request: HttpRequest, draft_id: int) -> Draft:
    """One's own draft, let go or not; 404 for everybody else."""
    return get_object_or_404(Draft.objects.filter(member=member_of(request)).select_related("member"), pk=draft_id)


def _compose(draft: Draft) -> str:
    return f"{reverse('posts:compose')}?draft={draft.pk}"


@require_safe
@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    kept = selectors.drafts_of(member.pk)
    talked = open_subjects(member.pk, [f"draft:{draft.pk}" for draft in kept if draft.reader_id])
    page = {
        "drafts": [(draft, draft.reader if f"draft:{draft.pk}" in talked else None) for draft in kept],
        "let_go": selectors.drafts_let_go(member.pk),
        "never_asked": is_refused(member.pk, PromptKind.DRAFT),
    }
    return render(request, "posts/drafts.html", page)


@require_safe
@login_required
def read(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft as it would be read: for its writer, and for the one person who was asked, while they talk about it."""
    found = selectors.drafts_to_read(viewer_of(request), [draft_id])
    if not found:
        raise Http404
    draft = found[0]
    try:
        html = markdown.render(draft.body).html
    except markdown.TooDeep:
        html = ""
    page = {"draft": draft, "html": html, "is_own": draft.member_id == viewer_of(request).id}
    return render(request, "posts/read_draft.html", page)


@require_safe
@login_required
def download(request: HttpRequest) -> HttpResponse:
    """All one's drafts as one Markdown file."""
    kept = selectors.drafts_of(member_of(request).pk)
    text = "\n\n---\n\n".join(f"# {draft}\n\n{draft.body}\n\n{draft.tags}".rstrip() for draft in kept)
    return markdown_file("drafts.md", text)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def ask_one(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Let one person read it first, in private."""
    draft = _own(request, draft_id)
    if draft.discarded_at:
        raise Http404
    form = AskForm(request.POST or None, initial={"form_token": new_token()})
    if request.method == "POST" and form.is_valid():
        member = draft.member
        reader = _reader(form, member)
        spent = limits.spend(f"ask-one:{member.pk}", limit=ASKED_A_DAY, per_seconds=DAY_S) if reader else None
        if spent and not spent.allowed:
            return too_often(request, spent.retry_after)
        if reader and (url := _asked(form, draft, reader)):
            said = _("%(name)s can read your draft now, and was told. It stays yours.") % {"name": reader.name}
            messages.success(request, said)
            return SeeOther(url)
    return render(request, "posts/ask_one.html", {"form": form, "draft": draft}, status=422 if form.errors else 200)


def _reader(form: AskForm, member: Member) -> Member | None:
    """Whom the form means, or None with the reason on the form."""
    who = form.cleaned_data["who"]
    if not who.strip():
        curator = curator_at_hand(besides=member.pk)
        if curator is None:
            form.add_error("who", _("There is no curator to ask at the moment. Name somebody."))
        return curator
    found = people_called(who)
    if len(found) > 1:
        names = ", ".join(f"@{one.username}" for one in found)
        form.add_error("who", _("Several people have this name: %(names)s. Write which one.") % {"names": names})
    elif not found:
        form.add_error("who", _("Nobody here has this name. Try the @username that stands on their page."))
    elif found[0].pk == member.pk:
        form.add_error("who", _("That is you. Name somebody else, or leave it empty for a curator."))
    else:
        return found[0]
    return None


def _asked(form: AskForm, draft: Draft, reader: Member) -> str:
    """Where the two talk about it, or '' with the reason on the form."""
    said = form.cleaned_data
    try:
        words = services.ask_one_person(draft=draft, reader=reader, words=said["body"], form_token=said["form_token"])
        return words.thread.get_absolute_url()
    except notices.Suspended:
        form.add_error(None, _("Your account can read but not write at the moment."))
    except (notices.Refused, notices.ThreadLeft):
        form.add_error("who", _("This person cannot be asked. Name somebody else, or leave it empty for a curator."))
    except notices.TokenSpent:
        form.add_error(
            None, _("This form was sent before with other words. Go back to your drafts and ask from there.")
        )
    except notices.TooDeep:
        form.add_error("body", _("Quotes, lists or emphasis stand too deep inside each other. Take a level out."))
    return ""


@require_POST
@login_required
def think_aloud(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Publish it half-formed; what is still missing is asked for in the composer."""
    draft = _own(request, draft_id)
    if draft.discarded_at:
        raise Http404
    if seconds := wait_to_start(draft.member, draft.form_token):
        messages.error(request, not_yet(seconds))
        return SeeOther(reverse("posts:drafts"))
    try:
        post = services.think_aloud(draft=draft)
    except services.PublishRefused as refused:
        messages.info(request, _("Nearly: %(why)s Your words are below.") % {"why": refused.message})
    except services.TooDeep:
        messages.error(request, _("Lists or quotes are nested too deep here; take out a level or two."))
    except services.Suspended:
        messages.error(request, _("Your account can read but not write at the moment."))
    except services.FormTokenSpent:
        messages.info(request, _("Look at it once more and publish it here."))
    else:
        say_what_happens(request, post)
        return SeeOther(post.get_absolute_url())
    return SeeOther(_compose(draft))


@require_POST
@login_required
def leave(request: HttpRequest, draft_id: int) -> HttpResponse:
    """It stays a draft, and is not asked about again."""
    services.answer_nudge(draft=_own(request, draft_id), state=NudgeState.DECLINED)
    messages.success(request, _("It stays in your drafts."))
    return SeeOther(reverse("posts:drafts"))


@require_POST
@login_required
def do_not_ask(request: HttpRequest, draft_id: int) -> HttpResponse:
    """No question about any draft any more."""
    draft = _own(request, draft_id)
    services.answer_nudge(draft=draft, state=NudgeState.DECLINED, answer=PromptAnswer.NEVER)
    messages.success(request, _("You will not be asked about drafts again. This page is where you change that."))
    return SeeOther(reverse("posts:drafts"))


@require_POST
@login_required
def ask_again(request: HttpRequest) -> HttpResponse:
    """“Do not ask” is taken back."""
    notices.ask_again(member_id=member_of(request).pk, kind=PromptKind.DRAFT)
    messages.success(request, _("Now and then you may be asked what is to become of a draft."))
    return SeeOther(reverse("posts:drafts"))


@require_POST
@login_required
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    services.discard_draft(draft=_own(request, draft_id))
    messages.success(request, _("Let go. For a day you can bring it back, below."))
    return SeeOther(f"{reverse('posts:drafts')}#let-go")


@require_POST
@login_required
def bring_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    services.restore_draft(draft=_own(request, draft_id))
    messages.success(request, _("It is back."))
    return SeeOther(reverse("posts:drafts"))
