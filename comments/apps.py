from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from comments.pictures import COMMENTS
        from comments.selectors.finding import tellable_comments, tellable_resolutions
        from comments.subjects import comments_as_subjects
        from notifications.services import register_gate, register_subject
        from posts.selectors.pictures import register_words

        register_subject("comment", comments_as_subjects)
        register_gate("comment", tellable_comments)
        register_gate("resolution", tellable_resolutions)
        register_words("comments", COMMENTS)
