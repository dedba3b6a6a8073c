from django.conf import settings
from django.db import models


class TagDamp(models.Model):
    """A tag that interests a member less for a while, because they declined something about it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey("posts.Tag", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "until"], name="learning_tagdamp_member")]

    def __str__(self) -> str:
        return f"{self.member_id} less of {self.tag_id}"
