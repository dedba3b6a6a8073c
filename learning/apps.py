from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learning.selectors import tellable_lines
        from notifications.services import register_gate

        register_gate("takeaway", tellable_lines)
