"""A picture that a member brought; the files lie in the site's storage, and this row says whose they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded, one_of
from kit.pictures import KEY_LENGTH, Place


class PictureState(models.TextChoices):
    MAKING = "making", _("being stored")
    READY = "ready", _("ready")
    GOING = "going", _("being deleted")


class Picture(models.Model):
    """The row is written before its files and goes after them, so no file is ever without one.

    Who may see it is not written here: whoever may read words that show it (`posts.selectors.pictures`). `look_after`
    is when the sweep asks (again) whether any words still hold it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="pictures"
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    state = models.CharField(max_length=6, choices=PictureState, default=PictureState.MAKING)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    bytes = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=clock.now)
    look_after = models.DateTimeField()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=2_000, height__gte=1, height__lte=4_000),
                name="posts_picture_size_bounded",
            ),
            *one_of("posts_picture", state=PictureState),
            *bounded("posts_picture", key=KEY_LENGTH),
        ]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="posts_picture_of_owner"),
            models.Index(fields=["look_after"], name="posts_picture_to_look_at"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def place(self) -> Place:
        return Place(self.key, self.width, self.height)

    @property
    def files(self) -> list[str]:
        """Names in the storage: the picture, and the small one where there is one."""
        folder = f"pictures/{self.key[:2].lower()}"
        small = self.place.small
        return [f"{folder}/{place.key}-{place.width}x{place.height}.webp" for place in (self.place, small) if place]
