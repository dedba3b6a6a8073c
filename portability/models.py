"""What came in from elsewhere and has no place in a lower room."""

from django.db import models

from kit.fields import bounded


class Mention(models.Model):
    """Another site spoke of a discussion before it moved here (a pingback or trackback); a link, not a comment."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="mentions")
    source_key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=140)
    url = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = bounded("portability_mention", source_key=200, name=140, url=500)
        indexes = [models.Index(fields=["post", "at"], name="portability_mention_of_post")]

    def __str__(self) -> str:
        return self.name
