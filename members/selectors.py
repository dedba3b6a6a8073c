"""Answers about people."""

from collections.abc import Collection

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from kit import clock
from members import names
from members.models import FormerUsername, Member, PersonWatch, Regard
from members.rules import VISITOR, Viewer, viewer_for

REGARDS_SHOWN = 500
OFFERED = 8
SAME_NAME = 5


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking, worked out once per request. Costs no query, and opens no session, for a visitor without one."""
    known: Viewer | None = getattr(request, "_viewer", None)
    if known is None:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(getattr(request, "_cached_user", None))
        if has_session and request.user.is_authenticated:
            known = viewer_for(request.user, getattr(request.user, "preferences", None))
        else:
            known = VISITOR
        request._viewer = known  # type: ignore[attr-defined]
    return known


def member_of(request: HttpRequest) -> Member:
    """The signed-in member; call it only behind `login_required`. Raises LookupError for a visitor."""
    if not request.user.is_authenticated:
        raise LookupError("nobody is signed in")
    return request.user


def resolve_username(username: str) -> Member:
    """Whoever has this name, or had it in the last 90 days. Raises Http404 for anybody else and for closed accounts."""
    lowered = username[: names.LONGEST + 1].lower().replace("\x00", "")
    member = Member.objects.active().filter(username=lowered).first() or _formerly(lowered)
    if member is None:
        raise Http404(_("Nobody here has this name."))
    return member


def known_usernames(usernames: Collection[str]) -> set[str]:
    """Which of these names somebody here has now; what a text says after an @ is asked with it."""
    return set(Member.objects.active().filter(username__in=usernames).values_list("username", flat=True))


def organizers() -> list[Member]:
    """The people to write to about the community itself, by name."""
    return list(Member.objects.organizers().order_by("name", "pk"))


def people_called(text: str) -> list[Member]:
    """Whom somebody means by a name or a @username: the one with this username, or up to five with this name."""
    said = names.tidy(text).removeprefix("@")
    exact = list(Member.objects.active().filter(username=said.lower()))
    return exact or list(Member.objects.active().filter(name__iexact=said).order_by("pk")[:SAME_NAME])


def people_beginning_with(viewer_id: int, text: str, *, here: Collection[str] = ()) -> list[Member]:
    """Whom somebody may be about to name: up to eight whose username or name begins so, without those who blocked
    them. Those `here`, by username, come first if any part of their name does. Three indexed queries at most."""
    typed = names.tidy(text)[: names.LONGEST]
    said = typed.lower()
    if not said:
        return []
    blocked = PersonWatch.objects.filter(person_id=viewer_id, level=Regard.BLOCKED).values("member_id")
    people = Member.objects.active().exclude(pk=viewer_id).exclude(pk__in=blocked)
    by_username = people.filter(username__startswith=said).order_by("username")[:OFFERED]
    # SQLite lowers Latin letters without marks alone
    key = said if connection.vendor == "postgresql" else "".join(c.lower() if c.isascii() else c for c in typed)
    by_name = people.filter(name_key__gte=key, name_key__lt=f"{key}\U0010ffff").order_by("name_key", "pk")[:OFFERED]
    by_part = people.filter(username__in=list(here)[:OFFERED]) if here else ()
    present = [one for one in by_part if any(part.startswith(said) for part in one.name.lower().split())]
    return list({one.pk: one for one in (*present, *by_username, *by_name)}.values())[:OFFERED]


def curator_at_hand(*, besides: int) -> Member | None:
    """The curator who was here last, other than this member."""
    others = Member.objects.curators().exclude(pk=besides)
    found: Member | None = others.order_by(F("last_seen_at").desc(nulls_last=True), "pk").first()
    return found


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


def followers_of(person_id: int) -> set[int]:
    """Who follows somebody, for telling them; shown to nobody."""
    rows = PersonWatch.objects.filter(person_id=person_id, level=Regard.FOLLOW)
    return set(rows.values_list("member_id", flat=True))


def regard_of(member_id: int, person_id: int) -> str:
    """What a member has chosen to hear of a person; '' where they chose nothing."""
    return (
        PersonWatch.objects.filter(member_id=member_id, person_id=person_id).values_list("level", flat=True).first()
        or ""
    )


def has_blocked(member_id: int, person_id: int) -> bool:
    """Whether `person` may not turn to `member` in private. They are never told."""
    return regard_of(member_id, person_id) == Regard.BLOCKED


def blocked_by(viewer: Viewer) -> frozenset[int]:
    """The people whom the viewer has blocked, by id. No query for somebody who has blocked nobody."""
    if viewer.id is None or not viewer.blocks_people:
        return frozenset()
    blocked = PersonWatch.objects.filter(member_id=viewer.id, level=Regard.BLOCKED)
    return frozenset(blocked.values_list("person_id", flat=True)[:REGARDS_SHOWN])


def regards_of(member_id: int) -> list[PersonWatch]:
    """Everybody of whom a member has chosen what to hear, by name."""
    rows = PersonWatch.objects.filter(member_id=member_id, person__is_active=True).select_related("person")
    return list(rows.order_by("person__name", "pk")[:REGARDS_SHOWN])
