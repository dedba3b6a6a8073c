from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of


class DraftSource(models.TextChoices):
    BLANK = "blank", _("a blank page")
    TAKEN_BACK = "taken_back", _("taken back")


class Draft(models.Model):
    """Unfinished words, seen by nobody but their writer. Never a Post in a state of its own."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=140, blank=True, default="")
    body = models.TextField(max_length=20_000, blank=True, default="")
    tags = models.CharField(max_length=250, blank=True, default="")
    fields = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=12, choices=DraftSource, default=DraftSource.BLANK)
    form_token = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "form_token"], name="posts_draft_form_token_unique"),
            *one_of("posts_draft", source=DraftSource),
            *bounded("posts_draft", kind=12, title=140, body=20_000, tags=250, form_token=64),
        ]
        indexes = [models.Index(fields=["member", "-saved_at"], name="posts_draft_page")]

    def __str__(self) -> str:
        return self.title or str(_("Untitled draft"))
