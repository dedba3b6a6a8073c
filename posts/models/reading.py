from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import one_of


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
    """Somebody follows a tag: their letter knows, and if `told`, they hear of each discussion that begins under it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tag_follows")
    tag = models.ForeignKey("posts.Tag", on_delete=models.CASCADE, related_name="follows")
    at = models.DateTimeField(default=clock.now)
    told = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "tag"], name="posts_tagfollow_unique")]

    def __str__(self) -> str:
        return f"{self.member_id} follows {self.tag_id}"


class TagMute(models.Model):
    """Somebody wants to hear nothing of a tag, but for what needs them."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tag_mutes")
    tag = models.ForeignKey("posts.Tag", on_delete=models.CASCADE, related_name="mutes")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "tag"], name="posts_tagmute_unique")]

    def __str__(self) -> str:
        return f"{self.member_id} has muted {self.tag_id}"


class WatchLevel(models.TextChoices):
    """How much somebody wants to hear of a discussion, or of a tag."""

    FOLLOW = "follow", _("Following")
    LESS = "less", _("Only what needs me")
    MUTED = "muted", _("Muted")


class Watch(models.Model):
    """What a member wants to hear of a discussion; without a row, only what needs them. `by_writing`: it began with
    their own words there, not by a choice."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="watches")
    level = models.CharField(max_length=6, choices=WatchLevel)
    by_writing = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="posts_watch_unique"),
            *one_of("posts_watch", level=WatchLevel),
        ]
        indexes = [models.Index(fields=["post", "level"], name="posts_watch_of_post")]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.level}: {self.post_id}"
