"""How a discussion's scores came about; the scores themselves are columns of the discussion."""

from django.db import models


class ScoreDetail(models.Model):
    """`left_out` tells facts that waited for their place to be seen again: -1 if all of the discussion's did, else the
    sum of the ids of those on comments that nobody may read. When it changes, the days of these people change too."""

    post = models.OneToOneField("posts.Post", primary_key=True, on_delete=models.CASCADE, related_name="score_detail")
    config_version = models.PositiveSmallIntegerField(db_index=True)
    people = models.PositiveIntegerField(default=0)
    explain = models.JSONField(default=dict)
    comments_at = models.DateTimeField(null=True, blank=True)
    left_out = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"score of {self.post_id}"
