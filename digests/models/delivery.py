"""The ledger of letters: one row for each recipient, kind and week, sent or not, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from digests.arithmetic import Reason
from digests.querysets import DeliveryQuerySet
from kit.fields import bounded, one_of
from kit.models import Handed, State

__all__ = ["BoardAddress", "Delivery", "LetterKind", "State"]

REASON_LENGTH = 12
REASONS = {
    Reason.PERSONAL: _("something happened to its reader"),
    Reason.WORTH: _("enough was worth their time"),
    Reason.ASKED: _("a question that they may be able to answer"),
    Reason.NOTE: _("a curator had something to say"),
    Reason.COLD_START: _("for somebody of whom little is known yet"),
    Reason.WEEKLY: _("it goes every week"),
    Reason.STOPPED: _("its reader has stopped these letters"),
    Reason.CLOSED: _("the account is closed"),
    Reason.SUSPENDED: _("the account is suspended"),
    Reason.UNVERIFIED: _("the address has not been confirmed"),
    Reason.LATE: _("its hour was more than a day ago"),
    Reason.HOLDOUT: _("left out on purpose, to compare"),
    Reason.PAUSED: _("its reader has paused these letters"),
    Reason.BOUNCED: _("mail to the address came back"),
    Reason.AWAY: _("its reader has not been here for half a year"),
    Reason.NEW: _("its reader had only just joined"),
    Reason.TOO_SOON: _("the one before was too near"),
    Reason.VISITED: _("its reader was here within a day"),
    Reason.NOTHING: _("there was not enough to tell"),
}


class LetterKind(models.TextChoices):
    MEMBER = "member", _("members' letter")
    ORGANIZER = "organizer", _("organizers' letter")


class BoardAddress(models.Model):
    """Somebody without an account who gets the organizers' letter, once they have confirmed it."""

    email = models.EmailField(max_length=254)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="digests_boardaddress_unique"),
            *bounded("digests_boardaddress", email=254),
        ]

    def __str__(self) -> str:
        return self.email


class Delivery(Handed):
    """One letter to one recipient for one local week. It holds which items and why, never their words: whoever opens
    or sends it asks again for what may be read."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    address = models.ForeignKey(BoardAddress, null=True, blank=True, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=9, choices=LetterKind)
    period = models.CharField(max_length=8)
    reason = models.CharField(max_length=REASON_LENGTH, choices=[(reason.value, REASONS[reason]) for reason in Reason])
    items = models.JSONField(default=list, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Handed.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            *Handed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(member__isnull=False, address__isnull=True)
                | Q(member__isnull=True, address__isnull=False, kind=LetterKind.ORGANIZER),
                name="digests_delivery_member_xor_address",
            ),
            models.UniqueConstraint(fields=["member", "kind", "period"], name="digests_delivery_member_once"),
            models.UniqueConstraint(fields=["address", "kind", "period"], name="digests_delivery_address_once"),
            *one_of("digests_delivery", kind=LetterKind),
            *bounded("digests_delivery", period=8, reason=REASON_LENGTH),
        ]
        indexes = [
            *Handed.Meta.indexes,
            models.Index(fields=["created_at"], name="digests_delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"

    def get_absolute_url(self) -> str:
        return f"/letters/{self.pk}/"
