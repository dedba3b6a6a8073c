from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import one_of


class ReactionCode(models.TextChoices):
    USE = "use", _("I can use this")


class Reaction(models.Model):
    """What somebody else's words did for a member. On a discussion or on one of its comments, never both."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="reactions")
    comment = models.ForeignKey("comments.Comment", null=True, on_delete=models.CASCADE, related_name="reactions")
    code = models.CharField(max_length=8, choices=ReactionCode)
    at = models.DateTimeField(default=clock.now)
    local_day = models.DateField()
    by_staff = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "comment", "code"],
                condition=Q(comment__isnull=False),
                name="learning_reaction_comment_unique",
            ),
            models.UniqueConstraint(
                fields=["member", "post", "code"],
                condition=Q(comment__isnull=True),
                name="learning_reaction_post_unique",
            ),
            *one_of("learning_reaction", code=ReactionCode),
        ]
        indexes = [
            models.Index(fields=["post", "comment"], name="learning_reaction_of"),
            models.Index(fields=["member", "local_day"], name="learning_reaction_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.code}"
