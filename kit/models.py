from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.querysets import ERROR_LENGTH, HandedQuerySet, State

__all__ = ["MESSAGE_LENGTH", "Bounce", "Handed", "Heartbeat", "Limit", "OutboxMail", "Setting", "State"]

MESSAGE_LENGTH = 1_048_576


def _at_most(field: str, length: int, name: str) -> models.CheckConstraint:
    """SQLite does not hold a column to its length, so the table says it."""
    return models.CheckConstraint(condition=LessThanOrEqual(Length(field), length), name=name)


class Setting(models.Model):
    """One value an organizer changed. What is not here has the default that `kit.site` defines."""

    key = models.CharField(max_length=64, unique=True)
    value = models.JSONField()
    changed_at = models.DateTimeField(default=clock.now)
    changed_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        constraints = [
            _at_most("key", 64, "kit_setting_key_length"),
            _at_most("changed_by_name", 150, "kit_setting_name_length"),
        ]

    def __str__(self) -> str:
        return self.key


class Limit(models.Model):
    """How often `key` was spent in the window that began at the epoch second `window`."""

    key = models.CharField(max_length=120)
    window = models.BigIntegerField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="kit_limit_once"),
            _at_most("key", 120, "kit_limit_key_length"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"


class Heartbeat(models.Model):
    """When a part of the house last said that it is alive."""

    name = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [_at_most("name", 64, "kit_heartbeat_name_length")]

    def __str__(self) -> str:
        return self.name


class Handed(models.Model):
    """What a row needs to leave the house at most once; the verbs are in `HandedQuerySet`."""

    # columns that are emptied as soon as the row can no longer be sent
    emptied_at_end: ClassVar[tuple[str, ...]] = ()

    state = models.CharField(max_length=16, choices=State, default=State.PENDING)
    claim = models.CharField(max_length=32, blank=True, default="")
    held_since = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    give_up_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=ERROR_LENGTH, blank=True, default="")

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state=State.PENDING), name="%(app_label)s_%(class)s_due"
            ),
            models.Index(fields=["state", "held_since"], name="%(app_label)s_%(class)s_held"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="%(app_label)s_%(class)s_state"),
            models.CheckConstraint(
                condition=models.Q(state=State.SENT, sent_at__isnull=False)
                | (~models.Q(state=State.SENT) & models.Q(sent_at__isnull=True)),
                name="%(app_label)s_%(class)s_sent_at",
            ),
        ]


class OutboxMailQuerySet(HandedQuerySet["OutboxMail"]):
    """The queue of ordinary mail."""


class OutboxMail(Handed):
    """One mail to one person. Its text lives only as long as it may still be sent."""

    emptied_at_end = ("message",)

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    message = models.TextField(max_length=MESSAGE_LENGTH, blank=True)
    guard = models.CharField(max_length=64, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")

    objects = OutboxMailQuerySet.as_manager()

    class Meta(Handed.Meta):
        verbose_name = _("mail in the queue")
        verbose_name_plural = _("mails in the queue")
        constraints = [
            *Handed.Meta.constraints,
            _at_most("to", 254, "kit_outboxmail_to_length"),
            _at_most("subject", 300, "kit_outboxmail_subject_length"),
            _at_most("message", MESSAGE_LENGTH, "kit_outboxmail_message_length"),
            _at_most("guard", 64, "kit_outboxmail_guard_length"),
            _at_most("reference", 120, "kit_outboxmail_reference_length"),
            _at_most("last_error", ERROR_LENGTH, "kit_outboxmail_error_length"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class Bounce(models.Model):
    """How often, one after the other, a server said that there is nobody at an address."""

    address = models.CharField(max_length=254, unique=True)  # in small letters
    count = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [_at_most("address", 254, "kit_bounce_address_length")]

    def __str__(self) -> str:
        return f"{self.address} {self.count}"
