from django.contrib.auth.models import BaseUserManager
from django.db import models


class MemberQuerySet(models.QuerySet["Member"]):  # type: ignore[name-defined]  # noqa: F821
    def active(self) -> "MemberQuerySet":
        return self.filter(is_active=True)

    def curators(self) -> "MemberQuerySet":
        return self.active().filter(models.Q(is_curator=True) | models.Q(is_superuser=True))

    def organizers(self) -> "MemberQuerySet":
        return self.active().filter(is_organizer=True)

    def admins(self) -> "MemberQuerySet":
        return self.active().filter(is_superuser=True)

    def volunteers(self) -> "MemberQuerySet":
        """Everybody who is not marked as speaking for the organization."""
        return self.active().filter(staff_voice=False)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """Django's user manager; accounts themselves are made by `members.services`."""

    def get_by_natural_key(self, username: str | None) -> "Member":  # type: ignore[name-defined]  # noqa: F821
        return self.get(username__iexact=username)
