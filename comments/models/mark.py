from django.conf import settings
from django.db import models

from kit import clock


class ReadingMark(models.Model):
    """How far one member has read one discussion: exact to the comment, and seen by nobody else.

    What was there at the first visit, up to comment `up_to`, is known. Of what came later, `seen` lists the ids that
    were in sight before this visit, and `fresh` those of this visit, which stay marked as new until it ends.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_marks")
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="+")
    up_to = models.BigIntegerField(default=0)
    seen = models.JSONField(default=list, blank=True)
    fresh = models.JSONField(default=list, blank=True)
    folded = models.JSONField(default=list, blank=True)  # branches this member closed
    opened = models.JSONField(default=list, blank=True)  # and those they opened that begin closed
    place = models.BigIntegerField(null=True)  # the comment that was last at the top of the window
    caught_up_from = models.BigIntegerField(null=True)  # `up_to` before the last catching up, for its undo
    last_visit_at = models.DateTimeField(null=True)  # when the visit before this one ended
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "post"], name="comments_readingmark_unique")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.post_id}"
