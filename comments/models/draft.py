from django.conf import settings
from django.db import models

from comments.models.comment import BODY_LENGTH
from kit import clock
from kit.fields import bounded
from kit.hand import WINDOW_LENGTH


class ReplyDraft(models.Model):
    """An unfinished reply, one for each place in which a member started one."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_drafts")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("comments.Comment", null=True, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(max_length=BODY_LENGTH)
    saved_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, db_default=1)
    window = models.CharField(max_length=WINDOW_LENGTH, blank=True, default="", db_default="")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-saved_at"], name="comments_replydraft_page"),
            models.Index(fields=["saved_at"], name="comments_replydraft_idle"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["member", "post", "parent"], name="comments_replydraft_unique"),
            models.UniqueConstraint(
                fields=["member", "post"],
                condition=models.Q(parent__isnull=True),
                name="comments_replydraft_top_unique",
            ),
            *bounded("comments_replydraft", body=BODY_LENGTH, window=WINDOW_LENGTH),
        ]

    def __str__(self) -> str:
        return self.body[:60]
