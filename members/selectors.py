"""Answers about people."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kit import clock
from members import names
from members.models import FormerUsername, Member
from members.rules import VISITOR, Viewer, viewer_for


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking, worked out once per request. Costs no query, and opens no session, for a visitor without one."""
    known: Viewer | None = getattr(request, "_viewer", None)
    if known is None:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(getattr(request, "_cached_user", None))
        known = viewer_for(request.user) if has_session and request.user.is_authenticated else VISITOR
        request._viewer = known  # type: ignore[attr-defined]
    return known


def member_of(request: HttpRequest) -> Member:
    """The signed-in member; call it only behind `login_required`. Raises LookupError for a visitor."""
    if not request.user.is_authenticated:
        raise LookupError("nobody is signed in")
    return request.user


def resolve_username(username: str) -> Member:
    """Whoever has this name, or had it in the last 90 days. Raises Http404 for anybody else and for closed accounts."""
    lowered = username[: names.LONGEST + 1].lower()
    member = Member.objects.active().filter(username=lowered).first() or _formerly(lowered)
    if member is None:
        raise Http404(_("Nobody here has this name."))
    return member


def organizers() -> list[Member]:
    """The people to write to about the community itself, by name."""
    return list(Member.objects.organizers().order_by("name", "pk"))


def is_free(username: str, *, for_member: Member | None = None) -> bool:
    """Whether a member may take this name: nobody has one that looks like it, or gave one up in the last 90 days."""
    mine = for_member.pk if for_member else None
    look = names.skeleton(username)
    taken = Member.objects.alias(look=names.skeleton_of("username")).filter(look=look).exclude(pk=mine)
    former = FormerUsername.objects.alias(look=names.skeleton_of("username")).filter(look=look, until__gt=clock.now())
    return not taken.exists() and not former.exclude(member=mine).exists()


def free_username(name: str) -> str:
    """A free username made of a person's name."""
    base = names.suggestion(name)
    number = 1
    while True:
        candidate = names.numbered(base, number)
        if not names.is_reserved(candidate) and is_free(candidate):
            return candidate
        number += 1 if number < 20 else number  # a thousand people of one name must not mean a thousand questions


def has_admin() -> bool:
    """Whether anybody may give roles here yet."""
    found: bool = Member.objects.admins().exists()
    return found


def is_last_admin(member: Member) -> bool:
    """Whether nobody would be an admin if this member were none."""
    return member.is_superuser and not Member.objects.admins().exclude(pk=member.pk).exists()


def _formerly(username: str) -> Member | None:
    rows = FormerUsername.objects.filter(username=username, until__gt=clock.now(), member__is_active=True)
    row = rows.select_related("member").first()
    return row.member if row else None
