"""A branch or a discussion that was put elsewhere, and all that is needed to put it back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from curation.models.moderation import ModeratorAction
from kit import clock
from kit.fields import bounded, one_of


class MoveKind(models.TextChoices):
    GROW = "grow", _("grew into a discussion of its own")
    MOVE = "move", _("moved to another discussion")
    MERGE = "merge", _("merged into another discussion")


class Move(models.Model):
    """`comment` is what was lifted or moved, or what the opening of a merged discussion became; `parent` is what a
    moved one answered before, `version` that of the words at that moment, `was` the state of a discussion before it was
    merged. Where a comment was carried out of the Hallway its replies `stayed`. `act` is missing where somebody did
    this with their own words."""

    kind = models.CharField(max_length=5, choices=MoveKind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    act = models.OneToOneField(ModeratorAction, null=True, blank=True, on_delete=models.PROTECT, related_name="move")
    comment = models.ForeignKey("comments.Comment", on_delete=models.PROTECT, related_name="moves")
    source = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="moves_here")
    parent = models.ForeignKey("comments.Comment", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replies = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    stayed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    was = models.CharField(max_length=9, blank=True, default="")
    at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")) | Q(kind="move"), name="curation_move_goes"),
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(undone_at__isnull=True, kind="grow"),
                name="curation_move_grown_once",
            ),
            *one_of("curation_move", kind=MoveKind),
            *bounded("curation_move", was=9),
        ]
        indexes = [
            models.Index(fields=["comment", "id"], name="curation_move_of_comment"),
            models.Index(fields=["target", "-at"], name="curation_move_here"),
            models.Index(
                fields=["at"], condition=Q(told_at__isnull=True, undone_at__isnull=True), name="curation_move_to_tell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.comment_id}: {self.source_id} to {self.target_id}"
