from django.conf import settings
from django.db import models

from kit import clock


class Read(models.Model):
    """A member read a discussion in a week. `week` is the Monday of that week in the member's zone."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reads")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="reads")
    week = models.DateField()
    at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    local_day = models.DateField()
    counts = models.BooleanField(default=False)  # read far and long enough to be a fact for scoring
    by_staff = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post", "week"], name="posts_read_unique")]
        indexes = [
            models.Index(fields=["post", "at"], name="posts_read_of_post"),
            models.Index(fields=["member", "local_day"], name="posts_read_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.post_id}"


class TagFollow(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tag_follows")
    tag = models.ForeignKey("posts.Tag", on_delete=models.CASCADE, related_name="follows")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "tag"], name="posts_tagfollow_unique")]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.tag_id}"
