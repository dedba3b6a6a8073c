from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.fields import bounded

NOTE_LENGTH = 600
WEEK = RegexValidator(r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$", _("Name the week like 2026-W09."))


class CuratorNote(models.Model):
    """What a curator says to everybody at the top of one week's letter."""

    week = models.CharField(_("week"), max_length=8, unique=True, validators=[WEEK])
    text = models.TextField(_("text"), max_length=NOTE_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="letter_notes"
    )
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("note in the letter")
        verbose_name_plural = _("notes in the letter")
        constraints = bounded("digests_curatornote", week=8, text=NOTE_LENGTH)

    def __str__(self) -> str:
        return self.week
