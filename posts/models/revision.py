from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded


class Revision(models.Model):
    """What a discussion said before an edit, from the first edit on."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=140)
    body = models.TextField(max_length=20_000, blank=True, default="")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "version"], name="posts_revision_unique"),
            *bounded("posts_revision", title=140, body=20_000),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"


class HoldRule(models.Model):
    """A reason for which new words wait for a curator; written down by curation, asked by whoever publishes."""

    class Reason(models.TextChoices):
        FIRST_POST_WITH_LINK = "first_link", _("one of somebody's first three posts has a link")

    reason = models.CharField(max_length=12, choices=Reason, unique=True)
    is_on = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("rule for holding")
        verbose_name_plural = _("what waits for a curator")
        constraints = bounded("posts_holdrule", reason=12)

    def __str__(self) -> str:
        return self.get_reason_display()
