from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = _("Seeds and care")
    default_auto_field = "django.db.models.BigAutoField"
