from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostsConfig(AppConfig):
    name = "posts"
    verbose_name = _("Discussions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from notifications.services import register_gate, register_subject
        from posts.selectors import pictures, tellable_posts
        from posts.subjects import drafts_as_subjects, posts_as_subjects

        register_subject("post", posts_as_subjects)
        register_subject("draft", drafts_as_subjects)
        register_gate("post", tellable_posts)
        pictures.register_words("discussions", pictures.DISCUSSIONS)
        pictures.register_words("drafts", pictures.DRAFTS)
