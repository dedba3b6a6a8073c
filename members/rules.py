"""Who is looking, and what members may do. Pure: no query is made here."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from members.models import Member, Preferences


class Role(models.TextChoices):
    """What somebody may do beyond taking part; one person may hold all of them."""

    CURATOR = "curator", _("Curator")
    ORGANIZER = "organizer", _("Organizer")
    ADMIN = "admin", _("Admin")


class Audience(models.TextChoices):
    """The three kinds of reader for whom a page can be rendered once and shared."""

    PUBLIC = "public", _("Everyone")
    MEMBER = "member", _("Members")
    CURATOR = "curator", _("Curators")


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person in front of the page, made once per request. `id` is None for a visitor."""

    id: int | None = None
    username: str = ""
    name: str = ""
    time_zone: str = "UTC"
    is_curator: bool = False
    is_organizer: bool = False
    is_admin: bool = False
    is_staff: bool = False
    has_kept: bool = False
    blocks_people: bool = False
    records_reading: bool = False
    comment_order: str = ""
    opens_everything: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.id is not None

    @property
    def sees_hidden(self) -> bool:
        """Curators and admins see what was hidden, held or scheduled."""
        return self.is_curator or self.is_admin

    @property
    def audience(self) -> Audience:
        if self.sees_hidden:
            return Audience.CURATOR
        return Audience.MEMBER if self.is_signed_in else Audience.PUBLIC


VISITOR = Viewer()


def viewer_for(member: "Member", chosen: "Preferences | None" = None) -> Viewer:
    """The view that `member` has of the site, with how they like to read; a visitor's if the account is closed."""
    if not member.is_active or member.pk is None:
        return VISITOR
    return Viewer(
        id=member.pk,
        username=member.username,
        name=member.name,
        time_zone=member.time_zone,
        is_curator=member.is_curator,
        is_organizer=member.is_organizer,
        is_admin=member.is_superuser,
        is_staff=member.is_staff,
        has_kept=member.has_kept,
        blocks_people=member.blocks_people,
        records_reading=chosen is not None and chosen.record_reading,
        comment_order=chosen.comment_order if chosen else "",
        opens_everything=chosen is not None and chosen.opens_everything,
    )


def may_write(member: "Member", now: dt.datetime) -> bool:
    """A suspended or closed account may read but not write."""
    return member.is_active and (member.suspended_until is None or member.suspended_until <= now)


def has_role(member: "Member", role: Role) -> bool:
    held = {Role.CURATOR: member.is_curator, Role.ORGANIZER: member.is_organizer, Role.ADMIN: member.is_superuser}
    return held[role]


def may_give_roles(by: "Member | None") -> bool:
    """Admins alone; nobody (the command line) counts as one."""
    return by is None or (by.is_active and by.is_superuser)
