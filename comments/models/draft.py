from django.conf import settings
from django.db import models

from comments.models.comment import BODY_LENGTH
from kit import clock
from kit.fields import bounded


class ReplyDraft(models.Model):
    """An unfinished reply, one for each place in which a member started one."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_drafts")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("comments.Comment", null=True, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(max_length=BODY_LENGTH)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post", "parent"], name="comments_replydraft_unique"),
            models.UniqueConstraint(
                fields=["member", "post"],
                condition=models.Q(parent__isnull=True),
                name="comments_replydraft_top_unique",
            ),
            *bounded("comments_replydraft", body=BODY_LENGTH),
        ]

    def __str__(self) -> str:
        return self.body[:60]
