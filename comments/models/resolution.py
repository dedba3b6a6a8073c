from typing import Self

from django.db import models
from django.db.models import Q

from kit import clock
from kit.fields import bounded


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def in_force(self) -> Self:
        """Those that need no comment, or whose comment can be read, be it as a discussion of its own; what a curator
        hides may come back."""
        return self.filter(Q(comment__isnull=True) | Q(comment__status__in=("published", "grown")))


class Resolution(models.Model):
    """What answered a question, in the asker's judgement, and what they say about it."""

    post = models.OneToOneField("posts.Post", on_delete=models.CASCADE, related_name="resolution")
    comment = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="resolves"
    )
    note = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=clock.now)
    local_day = models.DateField()

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        constraints = bounded("comments_resolution", note=300)

    def __str__(self) -> str:
        return f"resolution of {self.post_id}"
