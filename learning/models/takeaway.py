from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of
from members.rules import Viewer
from posts.models import Post

TEXT_LENGTH = 240
TEXT_AT_LEAST = 10


class TakeawayVisibility(models.TextChoices):
    PRIVATE = "private", _("Only me")
    AUTHOR = "author", _("Me and the author")
    EVERYONE = "everyone", _("Everyone who can read this discussion")


class TakeawayKind(models.TextChoices):
    TAKEAWAY = "takeaway", _("kept")
    CHANGED_MIND = "changed", _("changed my mind")


class TakeawayQuerySet(models.QuerySet["Takeaway"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Mine; those shown to me as the author; those shared under discussions (and comments) I may read."""
        everyone = Q(visibility=TakeawayVisibility.EVERYONE, member__held=False)
        shared = everyone & Q(post__in=Post.objects.listed_for(viewer).values("pk"))
        shared &= Q(comment__isnull=True) | Q(comment__status="published")
        if not viewer.is_signed_in:
            return self.filter(shared)
        return self.filter(shared | Q(member_id=viewer.id) | Q(visibility="author", credited_id=viewer.id))

    def shared(self) -> Self:
        """Shown to everyone; not those of an account whose words wait for a curator."""
        return self.filter(visibility=TakeawayVisibility.EVERYONE, member__held=False)

    def of(self, member_id: int) -> Self:
        """A member's own, for that member alone."""
        return self.filter(member_id=member_id)

    def facts_for_scoring(self) -> Self:
        """Every line, private ones too: who kept something when, never what."""
        return self.defer("text", "from_view")


class Takeaway(models.Model):
    """One line somebody keeps from a discussion, in their own words. Private unless they move it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="takeaways")
    # whoever kept a line keeps it: a discussion taken back leaves a tombstone under it
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="takeaways")
    comment = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.CASCADE, related_name="takeaways"
    )
    text = models.CharField(max_length=TEXT_LENGTH)
    visibility = models.CharField(max_length=8, choices=TakeawayVisibility, default=TakeawayVisibility.PRIVATE)
    kind = models.CharField(max_length=8, choices=TakeawayKind, default=TakeawayKind.TAKEAWAY)
    from_view = models.CharField(max_length=160, blank=True, default="")
    credited = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="credited_takeaways"
    )
    form_token = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  unique where given
    created_at = models.DateTimeField(default=clock.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    local_day = models.DateField()
    by_staff = models.BooleanField(default=False)

    objects = TakeawayQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept line")
        verbose_name_plural = _("kept lines")
        constraints = [
            models.UniqueConstraint(fields=["member", "form_token"], name="learning_takeaway_form_token_unique"),
            *one_of("learning_takeaway", visibility=TakeawayVisibility, kind=TakeawayKind),
            *bounded("learning_takeaway", text=TEXT_LENGTH, from_view=160, form_token=64),
        ]
        indexes = [
            models.Index(fields=["post", "-created_at"], name="learning_takeaway_of_post"),
            models.Index(fields=["member", "-created_at"], name="learning_takeaway_of_member"),
            models.Index(fields=["member", "local_day"], name="learning_takeaway_of_day"),
        ]

    def __str__(self) -> str:
        return f"a line kept by {self.member_id}"
