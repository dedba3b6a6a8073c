"""Seeds: discussions that a curator starts on purpose, with what they expect of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of
from posts.models import Kind, ResponseShape


class Purpose(models.TextChoices):
    WARM_UP = "warm_up", _("warm up")
    SURFACE_EXPERIENCE = "surface_experience", _("draw out experience")
    DEEPEN = "deepen", _("go deeper")
    CONNECT = "connect", _("bring together")
    APPLY = "apply", _("get it tried")
    WELCOME = "welcome", _("welcome")
    STRATEGIC = "strategic", _("answer a question of the board")
    REPAIR = "repair", _("repair")


class Wish(models.TextChoices):
    """What a curator wants to happen: the first question of planting, in their words."""

    WARM_UP = "warm_up", _("Warm up")
    DRAW_OUT = "surface_experience", _("Draw out experience")
    GO_DEEPER = "deepen", _("Go deeper")
    BRING_TOGETHER = "connect", _("Bring together")
    GET_TRIED = "apply", _("Get it tried")
    WELCOME = "welcome", _("Welcome")


class SeedState(models.TextChoices):
    IDEA = "idea", _("idea")
    DRAFTED = "drafted", _("drafted")
    SCHEDULED = "scheduled", _("scheduled")
    PLANTED = "planted", _("planted")
    SPROUTING = "sprouting", _("sprouting")
    FADED = "faded", _("faded")


class SeedTemplate(models.Model):
    """A way to open a discussion that has worked: text with {blanks} and advice on when to use it."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20, choices=Purpose)
    title = models.CharField(max_length=140)
    text = models.TextField(max_length=1000)
    shape = models.CharField(max_length=16, choices=ResponseShape)
    question_type = models.CharField(max_length=40)
    hypothesis = models.CharField(max_length=200)
    best_when = models.CharField(max_length=200)
    avoid_when = models.CharField(max_length=200)
    show_norms = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("seed template")
        verbose_name_plural = _("seed templates")
        constraints = [
            *one_of("curation_seedtemplate", purpose=Purpose, shape=ResponseShape),
            *bounded(
                "curation_seedtemplate",
                code=4,
                name=80,
                title=140,
                text=1000,
                question_type=40,
                hypothesis=200,
                best_when=200,
                avoid_when=200,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Seed(models.Model):
    """`post` is set once planted; until then the words wait here and nowhere else."""

    template = models.ForeignKey(SeedTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="seeds")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seeds")
    purpose = models.CharField(max_length=20, choices=Purpose)
    hypothesis = models.CharField(max_length=200)
    hypothesis_edited = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PROMPT)
    title = models.CharField(max_length=140)
    body = models.TextField(max_length=20_000)
    tags = models.CharField(max_length=250)
    visibility = models.CharField(max_length=7, default="members")
    response_shape = models.CharField(max_length=16, choices=ResponseShape, default=ResponseShape.SHORT)
    show_norms = models.BooleanField(default=True)
    state = models.CharField(max_length=9, choices=SeedState, default=SeedState.DRAFTED)
    planned_for = models.DateTimeField(null=True, blank=True)
    post = models.OneToOneField("posts.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="seed")
    version = models.PositiveIntegerField(default=1, db_default=1)
    form_token = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  unique where given
    created_at = models.DateTimeField(default=clock.now)
    planted_at = models.DateTimeField(null=True, blank=True)
    sprouted_at = models.DateTimeField(null=True, blank=True)
    faded_at = models.DateTimeField(null=True, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True)
    voices = models.PositiveIntegerField(default=0)
    outcome_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("seed")
        verbose_name_plural = _("seeds")
        constraints = [
            models.UniqueConstraint(fields=["owner", "form_token"], name="curation_seed_form_token_unique"),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(planned_for__isnull=False), name="curation_seed_scheduled_has_time"
            ),
            *one_of("curation_seed", purpose=Purpose, state=SeedState, kind=Kind, response_shape=ResponseShape),
            *bounded(
                "curation_seed",
                hypothesis=200,
                title=140,
                body=20_000,
                tags=250,
                outcome_note=300,
                form_token=64,
                visibility=7,
            ),
        ]
        indexes = [models.Index(fields=["state", "planned_for"], name="curation_seed_due")]

    def __str__(self) -> str:
        return self.title
