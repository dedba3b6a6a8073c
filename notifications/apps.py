from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kit.mail import register_guard
        from notifications.services import GUARD, may_go
        from notifications.subjects import people_as_subjects, register_subject

        register_subject("person", people_as_subjects)
        register_guard(GUARD, may_go)
