"""Being one of the demo's people, and reading the mail that the demo keeps. Neither exists elsewhere."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit.http import SeeOther, next_url
from kit.mail import LocalMail, local_mailbox, read_local
from members.models import Member
from members.selectors import viewer_of
from operations.demo.personas import BY_USERNAME

# a mail is somebody else's HTML: no script, no link to our pages' powers, nothing fetched
SANDBOX = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "img-src": ["data:"], "sandbox": True}


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people."""
    if not settings.DEMO_MODE:
        raise Http404
    username = request.POST.get("username", "")
    member = get_object_or_404(Member.objects.active().filter(is_demo=True), username=username)
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    persona = BY_USERNAME.get(username)
    return SeeOther(next_url(request, persona.path if persona else "/"))


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails that were kept here instead of sent."""
    _refuse_without_mailbox(request)
    return render(request, "operations/mailbox.html", {"mails": local_mailbox()})


@require_safe
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail, as text."""
    return render(request, "operations/mail.html", {"mail": _mail(request, key)})


@require_safe
@csp(SANDBOX)  # type: ignore[arg-type]  # its stubs know views without arguments only
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """One mail as its HTML, shut in by its own policy."""
    found = _mail(request, key)
    if not found.html:
        raise Http404
    return HttpResponse(found.html)


def _mail(request: HttpRequest, key: str) -> LocalMail:
    _refuse_without_mailbox(request)
    found = read_local(key)
    if found is None:
        raise Http404(_("There is no such mail."))
    return found


def _refuse_without_mailbox(request: HttpRequest) -> None:
    """Open to all in the demo, to admins of a site without a mail server, and nowhere else."""
    kept = not settings.EMAIL_URL and not settings.PRODUCTION
    if not (kept and (settings.DEMO_MODE or viewer_of(request).is_admin)):
        raise Http404
