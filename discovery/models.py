"""What search knows of what was written. The words themselves stand where each database keeps them best: on PostgreSQL
in a column beside these rows, on SQLite in FTS5 tables (`discovery.search.postgres`, `discovery.search.sqlite`)."""

from django.db import models

from kit.fields import ByteOrderedField, bounded

EDITION_LENGTH = 24
TITLE_WORD_LENGTH = 30


class IndexedPost(models.Model):
    """A discussion whose words can be found: `version` is the discussion's own, `edition` how words were cut."""

    post = models.OneToOneField("posts.Post", primary_key=True, on_delete=models.CASCADE, related_name="indexed")
    version = models.PositiveIntegerField()
    edition = models.CharField(max_length=EDITION_LENGTH, db_index=True)

    class Meta:
        constraints = bounded("discovery_indexedpost", edition=EDITION_LENGTH)

    def __str__(self) -> str:
        return f"discussion {self.post_id}, version {self.version}"


class IndexedComment(models.Model):
    """A comment whose words can be found."""

    comment = models.OneToOneField(
        "comments.Comment", primary_key=True, on_delete=models.CASCADE, related_name="indexed"
    )
    version = models.PositiveIntegerField()
    edition = models.CharField(max_length=EDITION_LENGTH)

    class Meta:
        constraints = bounded("discovery_indexedcomment", edition=EDITION_LENGTH)

    def __str__(self) -> str:
        return f"comment {self.comment_id}, version {self.version}"


class TitleWord(models.Model):
    """A word that stands in some title, so that a mistyped one finds its way. Nobody is shown one for itself: it is
    offered only where it leads whoever asks to a discussion that they may read."""

    word = ByteOrderedField(max_length=TITLE_WORD_LENGTH, unique=True)

    class Meta:
        constraints = bounded("discovery_titleword", word=TITLE_WORD_LENGTH)

    def __str__(self) -> str:
        return self.word
