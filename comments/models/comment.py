"""A comment and its place in the tree."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import CommentQuerySet
from kit import clock
from kit.fields import ByteOrderedField, bounded, one_of
from posts.models import Origin

BODY_LENGTH = 10_000
DEPTH_AT_MOST = 200
ID_DIGITS = 8
PATH_LENGTH = (DEPTH_AT_MOST + 1) * ID_DIGITS


class Intent(models.TextChoices):
    ASK = "ask", _("Ask back")
    ANSWER = "answer", _("Answer")
    EXAMPLE = "example", _("Here is a case")
    CHALLENGE = "challenge", _("I see it differently")
    BUILD = "build", _("Building on that")
    CONNECT = "connect", _("These belong together")
    SUMMARISE = "summarise", _("So far")
    TRIED = "tried", _("I tried it")


class IntentSource(models.TextChoices):
    AUTHOR = "author", _("chosen by its author")
    SUGGESTED = "suggested", _("suggested and accepted")
    CURATOR = "curator", _("set by a curator")


class CommentStatus(models.TextChoices):
    PUBLISHED = "published", _("published")
    HELD = "held", _("waiting for a curator")
    HIDDEN = "hidden", _("hidden by a curator")
    REMOVED = "removed", _("removed by its author")
    GROWN = "grown", _("grown into a discussion of its own")


class Comment(models.Model):
    """`path` is the ids of its ancestors and its own, fixed width, in base 36: reading order is its byte order and
    a branch is a range. Replies deeper than DEPTH_AT_MOST hang, in `path`, under their ancestor at that depth and
    keep their true `parent`. The row is written first with an empty path, which its id then fills, in one
    transaction. One that grew keeps its place without words; they are the opening of `grew_into`, and where that is
    the discussion it stands in, it is only an old address of those words."""

    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    path = ByteOrderedField(max_length=PATH_LENGTH, default="", editable=False)
    depth = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    byline = models.ForeignKey(
        "members.Byline", null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )

    body = models.TextField(max_length=BODY_LENGTH)
    html = models.TextField(blank=True, default="")
    html_version = models.PositiveSmallIntegerField(default=0)
    excerpt = models.CharField(max_length=280, blank=True, default="")
    pictures = models.ManyToManyField("posts.Picture", blank=True, related_name="comments")
    intent = models.CharField(max_length=10, choices=Intent, blank=True, default="")
    intent_source = models.CharField(max_length=9, choices=IntentSource, blank=True, default="")
    builds_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="built_on_by")

    status = models.CharField(max_length=9, choices=CommentStatus, default=CommentStatus.PUBLISHED)
    grew_into = models.ForeignKey(
        "posts.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="grown_from"
    )
    created_at = models.DateTimeField(default=clock.now)
    take_back_until = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_token = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  unique where given

    origin = models.CharField(max_length=8, choices=Origin, default=Origin.NATIVE)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    local_day = models.DateField()
    by_staff = models.BooleanField(default=False)

    # written down by higher floors
    score = models.FloatField(default=0)
    use_count = models.PositiveIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, byline__isnull=True) | Q(author__isnull=True, byline__isnull=False),
                name="comments_comment_author_xor_byline",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="comments_comment_not_its_own_parent"
            ),
            models.CheckConstraint(condition=Q(depth__lte=DEPTH_AT_MOST), name="comments_comment_depth_bounded"),
            models.CheckConstraint(
                condition=Q(status="grown", grew_into__isnull=False) | (~Q(status="grown") & Q(grew_into__isnull=True)),
                name="comments_comment_grown_into_one",
            ),
            models.UniqueConstraint(fields=["author", "form_token"], name="comments_comment_form_token_unique"),
            *one_of("comments_comment", status=CommentStatus, origin=Origin),
            *bounded(
                "comments_comment",
                body=BODY_LENGTH,
                excerpt=280,
                form_token=64,
                source_key=200,
                path=PATH_LENGTH,
                intent=10,
            ),
        ]
        indexes = [
            models.Index(fields=["post", "path"], name="comments_comment_tree"),
            models.Index(fields=["post", "id"], name="comments_comment_newest"),
            models.Index(fields=["author", "-created_at"], name="comments_comment_by_author"),
            models.Index(fields=["local_day", "author"], name="comments_comment_of_day"),
            models.Index(
                fields=["take_back_until"], name="comments_comment_to_release", condition=Q(released_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.excerpt or f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/c/{self.pk}/"

    @property
    def author_name(self) -> str:
        """The name over the words, whoever that is."""
        person = self.author or self.byline
        return person.name if person else ""
