"""The one ledger of what was offered to somebody who did not ask for it."""

from django.conf import settings
from django.db import models

from kit import clock
from kit.fields import bounded, one_of
from notifications.budget import PromptAnswer, PromptKind


class Prompt(models.Model):
    """One offer, about one thing, shown once: a second window that wants to show the same finds this row. It knows no
    content; `subject` is a name such as "draft:5"."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="prompts")
    kind = models.CharField(max_length=12, choices=PromptKind)
    subject = models.CharField(max_length=60)
    shown_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=8, choices=PromptAnswer, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind", "subject"], name="notifications_prompt_unique"),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", *PromptAnswer.values]), name="notifications_prompt_answer_known"
            ),
            *one_of("notifications_prompt", kind=PromptKind),
            *bounded("notifications_prompt", subject=60),
        ]
        indexes = [models.Index(fields=["member", "-shown_at"], name="notifications_prompt_ledger")]

    def __str__(self) -> str:
        return f"{self.kind} about {self.subject}"
