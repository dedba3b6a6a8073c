"""The composer: choose a kind, write, look at it, keep it for later, publish."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kit import clock, limits
from kit.hand import Hand, token_of
from kit.http import SeeOther, new_token
from kit.resend import keeps_words
from members.models import Member
from members.selectors import member_of, viewer_of
from members.services import is_trusted
from posts import rules, selectors, services
from posts.forms import FORMS, ComposerForm, blank, from_draft
from posts.models import Draft, Kind, Post

NEW_AN_HOUR, AN_HOUR = 5, 20


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def compose(request: HttpRequest) -> HttpResponse:
    """The blank page, a draft taken up again, or (POST) a discussion to publish."""
    member = member_of(request)
    draft = _draft_of(request, member)
    form_class = _form_class(request, draft)
    if request.method != "POST":
        start = from_draft(draft) if draft else blank() | {"title": request.GET.get("title", "")[:140]}
        return page(request, form_class(initial=start, zone=member.time_zone))
    if "switch" in request.POST:
        return page(request, form_class(initial=_so_far(request), zone=member.time_zone))
    form = form_class(request.POST, zone=member.time_zone)
    if form.is_valid():
        if seconds := wait_to_start(member, form.cleaned_data["form_token"]):
            form.add_error(None, not_yet(seconds))
            answer = page(request, form, status=429)
            answer["Retry-After"] = str(seconds)
            return answer
        post = _publish(member, form, draft)
        if post:
            _keep_what_another_window_wrote(request, draft)
            say_what_happens(request, post)
            return SeeOther(post.get_absolute_url())
    return page(request, form, status=422)


def _form_class(request: HttpRequest, draft: Draft | None) -> type[ComposerForm]:
    """The form of the kind asked for; 404 for a kind this member may not start."""
    kind = (
        request.POST.get("switch")
        or request.POST.get("kind")
        or request.GET.get("kind")
        or (draft.kind if draft else Kind.REFLECTION)
    )
    if kind not in FORMS or not rules.may_start(viewer_of(request), kind):
        raise Http404
    return FORMS[kind]


def _draft_of(request: HttpRequest, member: Member) -> Draft | None:
    """The draft that the address or the form names, or that this very form made while its answer got lost."""
    named = draft_for(member, request.POST.get("draft") or request.GET.get("draft"))
    token = token_of(request)
    return named or (Draft.objects.filter(member=member, form_token=token).first() if token else None)


def draft_for(member: Member, number: str | None) -> Draft | None:
    if not number or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return Draft.objects.kept().filter(member=member, pk=int(number)).first()


def typed_form(request: HttpRequest) -> ComposerForm:
    """The form with what was typed, before anybody complains of it."""
    form = _form_class(request, None)(request.POST, zone=member_of(request).time_zone)
    form.errors.clear()
    return form


def wait_to_start(member: Member, form_token: str) -> int:
    """Seconds until the member may start another; a form that was sent before is not counted again."""
    if form_token and Post.objects.filter(author=member, form_token=form_token).exists():
        return 0
    an_hour = AN_HOUR if is_trusted(member, clock.now()) else NEW_AN_HOUR
    return limits.spend(f"post:{member.pk}", limit=an_hour, per_seconds=3600).retry_after


def _so_far(request: HttpRequest) -> dict[str, str]:
    """What was typed before another kind was chosen; what both kinds ask for comes along."""
    return {name: str(value) for name, value in request.POST.items() if name not in ("switch", "kind")}


def not_yet(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "You have started several discussions lately. The next can go out in %(count)d minute; your words stay here.",
        "You have started several discussions lately. The next can go out in %(count)d minutes; your words stay here.",
        minutes,
    ) % {"count": minutes}


def _publish(member: Member, form: ComposerForm, draft: Draft | None) -> Post | None:
    """The discussion, or None with the reason on the form."""
    said = form.cleaned_data
    try:
        return services.publish_post(
            author=member,
            kind=form.kind,
            title=said["title"],
            body=said["body"],
            tags=form.tag_names(),
            visibility=said["visibility"],
            fields=form.kind_values(),
            form_token=said["form_token"] or None,
            draft=draft if draft and _is_seen(draft, Hand(said["draft_version"], said["window"])) else None,
        )
    except services.PublishRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused.message))
    except services.TooDeep:
        form.add_error("body", _("Lists or quotes are nested too deep here; take out a level or two."))
    except services.Suspended:
        form.add_error(None, _("Your account can read but not write at the moment."))
    except services.FormTokenSpent:
        form.add_error(None, _("This form was sent before with other words. Send it again to publish these too."))
        form.show_again_with(form_token=new_token())
    return None


def _is_seen(draft: Draft, hand: Hand) -> bool:
    """Whether the draft holds nothing that this form has not: an older form must not take another window's words."""
    return hand == Hand() or hand.version == draft.version or (hand.window != "" and hand.window == draft.window)


def _keep_what_another_window_wrote(request: HttpRequest, draft: Draft | None) -> None:
    if draft and (left := Draft.objects.filter(pk=draft.pk).first()):
        services.part_draft(draft=left)
        messages.info(request, _("Another window had other words; they stay in your drafts."))


def say_what_happens(request: HttpRequest, post: Post) -> None:
    if post.status == "held":
        messages.info(
            request, _("A curator will look at it before others see it. You can read and change it meanwhile.")
        )
    else:
        messages.success(request, _("Published. For ten minutes you can take it back; nobody is told before."))


def page(request: HttpRequest, form: ComposerForm, *, status: int = 200, **more: Any) -> HttpResponse:
    """The composer with `form` in it."""
    viewer = viewer_of(request)
    kinds = [each for each in FORMS.values() if rules.may_start(viewer, each.kind)]
    picker = [(each.kind, Kind(each.kind).label, each.helper, each.kind == form.kind) for each in kinds]
    context = {"form": form, "picker": picker, "is_first": selectors.has_written(viewer.id or 0) < 3, **more}
    return render(request, "posts/compose.html", context, status=status)
