"""A discussion: what was said first, its state, and what higher floors write down about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from kit import clock
from kit.fields import bounded, one_of
from posts.models.tag import TaggedPost
from posts.querysets import PostQuerySet

TITLE_LENGTH = 140
TITLE_AT_LEAST = 5
BODY_LENGTH = 20_000
EXCERPT_LENGTH = 280
TAGS_AT_MOST = 5


class Kind(models.TextChoices):
    QUESTION = "question", _("Ask")
    RESOURCE = "resource", _("Share a resource")
    REFLECTION = "reflection", _("Think out loud")
    PROMPT = "prompt", _("Prompt")
    HALLWAY = "hallway", _("Hallway")


class Status(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("waiting for a curator")
    PUBLISHED = "published", _("published")
    CLOSED = "closed", _("closed")
    ARCHIVED = "archived", _("archived")
    HIDDEN = "hidden", _("hidden by a curator")
    REMOVED = "removed", _("removed by its author")
    MERGED = "merged", _("moved into another")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Anyone on the web")
    MEMBERS = "members", _("Members only")


class Origin(models.TextChoices):
    NATIVE = "native", _("written here")
    IMPORTED = "imported", _("imported")


class AnsweredState(models.TextChoices):
    NOT_ASKED = "na", _("no question")
    WAITING = "waiting", _("waiting for an answer")
    ANSWERED = "answered", _("has replies")
    RESOLVED = "resolved", _("answered")


class Wants(models.TextChoices):
    EXPERIENCE = "experience", _("Somebody's experience")
    ANSWER = "answer", _("A plain answer")
    RESOURCE = "resource", _("Something to read or use")
    CRITIQUE = "critique", _("Where I am wrong")


class ResourceFormat(models.TextChoices):
    ARTICLE = "article", _("Article")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    BOOK = "book", _("Book")
    PAPER = "paper", _("Paper")
    TOOL = "tool", _("Tool")
    TEMPLATE = "template", _("Template")
    EVENT = "event", _("Event")


class Certainty(models.TextChoices):
    HALF_FORMED = "half_formed", _("Half-formed")
    WORKING_VIEW = "working_view", _("A working view")
    FAIRLY_SURE = "fairly_sure", _("Fairly sure")


class ResponseShape(models.TextChoices):
    ONE_LINE = "one_line", _("One line")
    SHORT = "short", _("A few sentences")
    LONG = "long", _("At some length")
    PICK = "pick_and_say_why", _("Pick one and say why")
    SHOW = "show", _("Show what you have")


class CommentsShown(models.TextChoices):
    """In which order replies are shown to who has no habit of their own; '' leaves it to the site."""

    BEST = "best", _("Best first")
    NEW = "new", _("Newest first")
    OLD = "old", _("Oldest first")
    LATEST = "latest", _("Latest reply first")


class Post(models.Model):  # type: ignore[django-manager-missing]
    """In the interface: a discussion."""

    # who, what
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    byline = models.ForeignKey("members.Byline", null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REFLECTION)
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=80, default="", blank=True)
    body = models.TextField(max_length=BODY_LENGTH, blank=True, default="")
    html = models.TextField(blank=True, default="")
    html_version = models.PositiveSmallIntegerField(default=0)
    excerpt = models.CharField(max_length=EXCERPT_LENGTH, blank=True, default="")
    tags = TaggableManager(through=TaggedPost, blank=True)
    pictures = models.ManyToManyField("posts.Picture", blank=True, related_name="posts")

    # fields of single kinds; empty on the others
    already_tried = models.CharField(max_length=500, blank=True, default="")
    wants = models.CharField(max_length=10, choices=Wants, blank=True, default="")
    needed_by = models.DateField(null=True, blank=True)
    url = models.CharField(max_length=500, blank=True, default="")
    why = models.CharField(max_length=400, blank=True, default="")
    format = models.CharField(max_length=8, choices=ResourceFormat, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    doubt = models.CharField(max_length=300, blank=True, default="")
    certainty = models.CharField(max_length=12, choices=Certainty, blank=True, default="")
    response_shape = models.CharField(max_length=16, choices=ResponseShape, blank=True, default="")
    closes_at = models.DateTimeField(null=True, blank=True)
    comment_order = models.CharField(max_length=6, choices=CommentsShown, blank=True, default="")

    # state
    status = models.CharField(max_length=9, choices=Status, default=Status.PUBLISHED)
    visibility = models.CharField(max_length=7, choices=Visibility, default=Visibility.MEMBERS)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    take_back_until = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(default=clock.now)
    slow_until = models.DateTimeField(null=True, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_token = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  unique where given

    # where it comes from; what a score needs to know of the moment it was written
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.NATIVE)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    source_url = models.CharField(max_length=500, blank=True, default="")
    local_day = models.DateField()
    by_staff = models.BooleanField(default=False)

    # where it came from and went to within the site; `moved_as` is the number of the comment that its words became
    grew_out_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moved_as = models.BigIntegerField(null=True, blank=True)

    # written down by higher floors
    thread_version = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    voice_count = models.PositiveIntegerField(default=0)
    answered_state = models.CharField(max_length=8, choices=AnsweredState, default=AnsweredState.NOT_ASKED)
    use_count = models.PositiveIntegerField(default=0)
    shared_takeaway_count = models.PositiveIntegerField(default=0)
    is_seed = models.BooleanField(default=False)
    new_here = models.BooleanField(default=False, db_default=False)
    signals_version = models.PositiveIntegerField(default=0)
    scored_version = models.PositiveIntegerField(default=0)
    indexed_version = models.IntegerField(default=-1, db_default=-1)  # the thread_version that search has read
    scored_at = models.DateTimeField(null=True, blank=True)
    a = models.FloatField(default=0)
    l = models.FloatField(default=0)  # noqa: E741  the spec's own name
    worth = models.FloatField(default=0)
    arc = models.JSONField(default=dict, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, byline__isnull=True) | Q(author__isnull=True, byline__isnull=False),
                name="posts_post_author_xor_byline",
            ),
            models.CheckConstraint(
                condition=~Q(kind="hallway") | Q(visibility="members"), name="posts_post_hallway_members_only"
            ),
            models.CheckConstraint(
                condition=Q(status="merged", moved_to__isnull=False, moved_as__isnull=False)
                | (~Q(status="merged") & Q(moved_to__isnull=True, moved_as__isnull=True)),
                name="posts_post_merged_into_another",
            ),
            models.UniqueConstraint(fields=["author", "form_token"], name="posts_post_form_token_unique"),
            models.CheckConstraint(
                condition=Q(comment_order__in=["", *CommentsShown.values]), name="posts_post_comment_order_known"
            ),
            *one_of(
                "posts_post",
                kind=Kind,
                status=Status,
                visibility=Visibility,
                origin=Origin,
                answered_state=AnsweredState,
            ),
            *bounded(
                "posts_post",
                title=TITLE_LENGTH,
                slug=80,
                body=BODY_LENGTH,
                excerpt=EXCERPT_LENGTH,
                already_tried=500,
                url=500,
                why=400,
                doubt=300,
                form_token=64,
                source_key=200,
                source_url=500,
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="posts_post_newest"),
            models.Index(fields=["-worth", "-id"], name="posts_post_worth"),
            models.Index(fields=["author", "-published_at"], name="posts_post_by_author"),
            models.Index(fields=["local_day", "author"], name="posts_post_of_day"),
            models.Index(
                fields=["answered_state", "published_at"], name="posts_post_waiting", condition=Q(kind="question")
            ),
            models.Index(
                fields=["take_back_until"], name="posts_post_to_release", condition=Q(released_at__isnull=True)
            ),
            models.Index(
                fields=["id"], name="posts_post_to_score", condition=~Q(signals_version=models.F("scored_version"))
            ),
            models.Index(
                fields=["id"], name="posts_post_to_index", condition=~Q(thread_version=models.F("indexed_version"))
            ),
            models.Index(fields=["moved_as"], name="posts_post_moved_as", condition=Q(moved_as__isnull=False)),
            models.Index(fields=["scored_at"], name="posts_post_to_decay", condition=Q(a__gt=0) | Q(l__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/d/{self.pk}/{self.slug or '-'}/"

    @property
    def author_name(self) -> str:
        """The name over the words, whoever that is."""
        person = self.author or self.byline
        return person.name if person else ""

    @property
    def is_hallway(self) -> bool:
        return self.kind == Kind.HALLWAY
