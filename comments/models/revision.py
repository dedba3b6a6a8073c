from django.db import models

from comments.models.comment import BODY_LENGTH
from kit import clock
from kit.fields import bounded


class CommentRevision(models.Model):
    """What a comment said before an edit, from the first edit on."""

    comment = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    body = models.TextField(max_length=BODY_LENGTH)
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "version"], name="comments_commentrevision_unique"),
            *bounded("comments_commentrevision", body=BODY_LENGTH),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"
