"""What members reported, and what curators did about anything: always with a reason, always logged."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of

REASON_LENGTH = 240
ANSWER_LENGTH = 500


class FlagReason(models.TextChoices):
    SPAM = "spam", _("It is advertising or spam")
    HARASSMENT = "harassment", _("It attacks somebody")
    ILLEGAL = "illegal", _("It may be against the law")
    OFF_TOPIC = "off_topic", _("It does not belong here")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """A member asks a curator to look at something. Only curators see it."""

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports_made")
    # what was reported or acted on leaves at least its place: the log is not thinned by taking words back
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="reports")
    comment = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    reason = models.CharField(max_length=10, choices=FlagReason)
    note = models.CharField(max_length=REASON_LENGTH, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "comment"],
                condition=Q(comment__isnull=False),
                name="curation_report_comment_unique",
            ),
            models.UniqueConstraint(
                fields=["reporter", "post"], condition=Q(comment__isnull=True), name="curation_report_post_unique"
            ),
            *one_of("curation_report", reason=FlagReason),
            *bounded("curation_report", note=REASON_LENGTH),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(settled_at__isnull=True), name="curation_report_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.pk})"


class Action(models.TextChoices):
    HIDE = "hide", _("hid")
    RESTORE = "restore", _("restored")
    REMOVE_SPAM = "spam", _("hid everything by this account")
    RELEASE = "release", _("let through")
    UNDO_SPAM = "unspam", _("brought back everything by this account")
    GROW = "grow", _("made a discussion of")
    MOVE = "move", _("moved")
    MERGE = "merge", _("merged into another discussion")
    PUT_BACK = "putback", _("put back where it was")


class ModeratorAction(models.Model):
    """One act of a curator, with its reason; visible to the person it concerns, who may answer.

    What was hidden together with everything by one account is `part_of` that act, and comes back with it. `was` is the
    state that a hidden thing had, or "held" where a whole account was held before.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderator_actions")
    action = models.CharField(max_length=8, choices=Action)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="actions_received"
    )
    post = models.ForeignKey(
        "posts.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="moderator_actions"
    )
    comment = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="moderator_actions"
    )
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    reason = models.CharField(max_length=REASON_LENGTH)
    was = models.CharField(max_length=9, blank=True, default="")
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=ANSWER_LENGTH, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("curator's action")
        verbose_name_plural = _("curators' actions")
        constraints = [
            models.CheckConstraint(condition=Q(reason__length__gte=3), name="curation_moderatoraction_has_reason"),
            *one_of("curation_moderatoraction", action=Action),
            *bounded("curation_moderatoraction", reason=REASON_LENGTH, answer=ANSWER_LENGTH, was=9),
        ]
        indexes = [
            models.Index(fields=["-at"], name="curation_moderatoraction_log"),
            models.Index(
                fields=["answered_at"],
                condition=Q(answered_at__isnull=False, answer_read_at__isnull=True),
                name="curation_modaction_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.reason}"
