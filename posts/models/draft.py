from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of
from kit.hand import WINDOW_LENGTH
from posts.querysets import DraftQuerySet


class DraftSource(models.TextChoices):
    BLANK = "blank", _("a blank page")
    TAKEN_BACK = "taken_back", _("taken back")


class NudgeState(models.TextChoices):
    """How far the one question about a draft has come."""

    NONE = "none", _("not asked")
    OFFERED = "offered", _("asked")
    SNOOZED = "snoozed", _("taken up again")
    DECLINED = "declined", _("stays a draft")


class Draft(models.Model):
    """Unfinished words, seen by their writer, and by the one `reader` whom the writer asked while the two are in
    conversation about it. Never a Post in a state of its own. What was let go can be brought back for a day."""

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
    words = models.PositiveIntegerField(default=0, db_default=0)
    nudge_state = models.CharField(
        max_length=8, choices=NudgeState, default=NudgeState.NONE, db_default=NudgeState.NONE.value
    )
    nudged_at = models.DateTimeField(null=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    window = models.CharField(max_length=WINDOW_LENGTH, blank=True, default="", db_default="")

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "form_token"], name="posts_draft_form_token_unique"),
            *one_of("posts_draft", source=DraftSource, nudge_state=NudgeState),
            *bounded("posts_draft", kind=12, title=140, body=20_000, tags=250, form_token=64, window=WINDOW_LENGTH),
        ]
        indexes = [
            models.Index(fields=["member", "-saved_at"], name="posts_draft_page"),
            models.Index(fields=["saved_at"], name="posts_draft_idle"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled draft"))
