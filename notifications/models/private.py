"""Words between two people about one thing, which nobody else opens."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kit import clock
from kit.fields import bounded

WORDS_LENGTH = 5_000
NOTE_LENGTH = 240


class PrivateThread(models.Model):
    """One conversation of two people about one thing. `subject` is a name such as "post:7"; what it is called and where
    it stands is asked of the room that holds it, each time and for whoever looks.

    `pair` are both ids, the smaller first. Whoever left may take it up again, the other may not.
    """

    subject = models.CharField(max_length=60)
    pair = models.CharField(max_length=41)
    created_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    report_note = models.CharField(max_length=NOTE_LENGTH, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "pair"], name="notifications_privatethread_unique"),
            *bounded("notifications_privatethread", subject=60, pair=41, report_note=NOTE_LENGTH),
        ]
        indexes = [
            models.Index(
                fields=["reported_at"],
                condition=Q(reported_at__isnull=False, settled_at__isnull=True),
                name="notifications_reported",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pair} about {self.subject}"

    def get_absolute_url(self) -> str:
        return f"/private/{self.pk}/"


class PrivateSeat(models.Model):
    """That somebody is one of the two. An account that goes takes its seat along; the other keeps their own words."""

    thread = models.ForeignKey(PrivateThread, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="private_seats")
    place = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "member"], name="notifications_privateseat_unique"),
            models.UniqueConstraint(fields=["thread", "place"], name="notifications_privateseat_place_unique"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="notifications_privateseat_two"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.thread_id}"


class PrivateMessage(models.Model):
    """What one of the two said. Words that were taken away leave their place; an account that goes takes them along."""

    thread = models.ForeignKey(PrivateThread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(max_length=WORDS_LENGTH)
    html = models.TextField(blank=True, default="")
    form_token = models.CharField(max_length=64, null=True)  # noqa: DJ001  none, or one form
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "form_token"], name="notifications_privatemessage_form_unique"),
            *bounded("notifications_privatemessage", body=WORDS_LENGTH, form_token=64),
        ]
        indexes = [models.Index(fields=["thread", "-created_at", "-id"], name="notifications_private_page")]

    def __str__(self) -> str:
        return f"words of {self.author_id} in {self.thread_id}"
