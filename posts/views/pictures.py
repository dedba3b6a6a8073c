"""Bring a picture; see one."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kit import clock, limits
from kit.http import SeeOther
from kit.pictures import Busy, Place, Refused, is_busy, line, place_of
from kit.uploads import was_too_large
from members.models import Member
from members.selectors import member_of, viewer_of
from members.services import is_trusted
from posts import services
from posts.forms import ALT_LENGTH, PictureForm
from posts.models import Picture
from posts.selectors.pictures import is_open_to_all, picture_for

NEW_AN_HOUR, AN_HOUR = 10, 30
BUSY_SECONDS = 5
# What is hidden later is seen for so long still: by those who saw it, and by those whom a shared cache serves.
OWN_CACHE, OPEN_CACHE = "private, max-age=3600, immutable", "public, max-age=600"
POLICY = "default-src 'none'; sandbox"


class Wait(Exception):
    """Not now: `words` say why, and in how many `seconds`."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.words, self.seconds = words, seconds


@require_safe
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The form for whoever has no scripts; it gives back the line that shows the picture in a text."""
    place = place_of(request.GET.get("made", ""))
    context = {"form": PictureForm(), "made": place, "line": line(place, _alt(request.GET)) if place else ""}
    return render(request, "posts/picture.html", context)


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take a picture: JSON for the composer's script; else the form again, with the line or with the reason."""
    if not request.user.is_authenticated:
        if not _wants_json(request):
            return redirect_to_login(reverse("posts:new_picture"))
        return _refuse(request, _("Sign in again; your words are still here."), HTTPStatus.UNAUTHORIZED)
    member = member_of(request)
    try:
        picture = _bring(request, member)
    except Wait as wait:
        return _refuse(request, wait.words, HTTPStatus.TOO_MANY_REQUESTS, retry_after=wait.seconds)
    except Refused as refused:
        return _refuse(request, _why(refused.reason))
    except services.NoRoom:
        return _refuse(request, _("Your pictures take all the room you have here. Ask an organizer for more."))
    except services.Suspended:
        return _refuse(request, _("Your account can read but not write at the moment."))
    return _accept(request, picture.place)


@require_safe
def see(request: HttpRequest, key: str, width: str, height: str) -> HttpResponseBase:
    """A picture in one of its two sizes, for whoever may see it at this moment; 404 for everybody else."""
    picture = picture_for(viewer_of(request), key)
    name = _file(picture, Place(key, int(width), int(height))) if picture else None
    if picture is None or name is None:
        raise Http404
    etag = f'"{key}-{width}"'  # what stands at an address never changes
    answer = get_conditional_response(request, etag=etag) or _content(name)
    answer["ETag"] = etag
    open_to_all = not viewer_of(request).is_signed_in and is_open_to_all(picture)
    answer["Cache-Control"] = OPEN_CACHE if open_to_all else OWN_CACHE
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _bring(request: HttpRequest, member: Member) -> Picture:
    if was_too_large(request):
        raise Refused("bytes")
    file = request.FILES.get("picture")
    if file is None:
        raise Refused("empty")
    busy = Wait(_("Many pictures come in at this moment. Try again in a few seconds."), BUSY_SECONDS)
    if is_busy():  # before it is counted against the member
        raise busy
    spent = _spend(member)
    if not spent.allowed:
        raise Wait(_in_a_while(spent.retry_after), spent.retry_after)
    try:
        return services.bring_picture(owner=member, file=file, size=file.size or 0)
    except Busy as error:
        raise busy from error


def _spend(member: Member) -> limits.Spent:
    an_hour = AN_HOUR if is_trusted(member, clock.now()) else NEW_AN_HOUR
    return limits.spend(f"picture:{member.pk}", limit=an_hour, per_seconds=3600)


def _accept(request: HttpRequest, place: Place) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"address": place.address}, status=HTTPStatus.CREATED)
    asked = urlencode({"made": place.address, "alt": _alt(request.POST)})
    return SeeOther(f"{reverse('posts:new_picture')}?{asked}")


def _refuse(
    request: HttpRequest, words: str, status: int = HTTPStatus.UNPROCESSABLE_ENTITY, *, retry_after: int = 0
) -> HttpResponse:
    if _wants_json(request):
        answer: HttpResponse = JsonResponse({"error": words}, status=status)
    else:
        form = PictureForm(request.POST, request.FILES)
        form.errors.clear()
        form.add_error("picture", words)
        answer = render(request, "posts/picture.html", {"form": form}, status=status)
    if retry_after:
        answer["Retry-After"] = str(retry_after)
    return answer


def _why(reason: str) -> str:
    """What was wrong with the file, and what helps."""
    reasons = {
        "empty": _("Choose a picture first. Nothing was stored."),
        "bytes": _("This file has more than 5 megabytes. Save it smaller, or as JPEG, and bring it again."),
        "kind": _("This is no PNG, JPEG or WebP, whatever its name says. Save it as one of them and bring it again."),
        "pixels": _(
            "This picture is too large to work on: more than 16 million pixels. Scale it down and bring it again."
        ),
        "slow": _("This picture took too long to work on. Scale it down and bring it again."),
        "moving": _("Moving pictures are not taken. Save one moment of it as PNG and bring that."),
    }
    return reasons.get(
        reason, _("This file is damaged and cannot be read to its end. Save it anew and bring it again.")
    )


def _in_a_while(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "You have brought many pictures lately. The next can come in %(count)d minute; your words stay here.",
        "You have brought many pictures lately. The next can come in %(count)d minutes; your words stay here.",
        minutes,
    ) % {"count": minutes}


def _alt(said: QueryDict) -> str:
    return said.get("alt", "")[:ALT_LENGTH]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _file(picture: Picture, asked: Place) -> str | None:
    """The name in the storage of the size that was asked for; None for a size that there is not."""
    sizes = (picture.place, picture.place.small)
    return picture.files[sizes.index(asked)] if asked in sizes else None


def _content(name: str) -> HttpResponseBase:
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:  # being deleted at this moment
        raise Http404 from error
    return FileResponse(file, content_type="image/webp", filename=name.rpartition("/")[2])
