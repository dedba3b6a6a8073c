from django.db import models

from kit import clock
from kit.fields import bounded


class Resolution(models.Model):
    """What answered a question, in the asker's judgement, and what they say about it."""

    post = models.OneToOneField("posts.Post", on_delete=models.CASCADE, related_name="resolution")
    comment = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="resolves"
    )
    note = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=clock.now)
    local_day = models.DateField()

    class Meta:
        constraints = bounded("comments_resolution", note=300)

    def __str__(self) -> str:
        return f"resolution of {self.post_id}"
