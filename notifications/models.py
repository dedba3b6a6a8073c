"""Things a member was told. A notice knows what to say and where it leads, never what it is about."""

from django.conf import settings
from django.db import models

from kit import clock
from kit.fields import bounded


class Notice(models.Model):
    """One line for one reader. `subject` and `thread` are names such as "comment:12" and "post:7", by which the
    act that undoes its cause can withdraw it; unread notices with the same `merge_key` become one."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    quote = models.CharField(max_length=280, blank=True, default="")
    url = models.CharField(max_length=200)
    subject = models.CharField(max_length=60)
    thread = models.CharField(max_length=60, blank=True, default="")
    merge_key = models.CharField(max_length=120)
    people = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "merge_key"],
                condition=models.Q(seen_at__isnull=True),
                name="notifications_notice_unread_unique",
            ),
            *bounded(
                "notifications_notice",
                actor_name=80,
                kind=40,
                text=300,
                quote=280,
                url=200,
                subject=60,
                thread=60,
                merge_key=120,
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notifications_notice_page"),
            models.Index(fields=["subject"], name="notifications_notice_subject"),
            models.Index(fields=["thread"], name="notifications_notice_thread"),
        ]

    def __str__(self) -> str:
        return self.text
