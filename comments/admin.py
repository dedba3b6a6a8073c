"""Comments for curators: to be found and read. Hiding and restoring happen where the reason is asked for."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.models import Comment


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes no argument
    list_display = ("excerpt", "author_name", "post", "status", "created_at")
    list_filter = ("status", "intent", "origin")
    search_fields = ("body", "author__name", "byline__name")
    search_help_text = _("Words of a comment, or the name over them")
    list_select_related = ("author", "byline", "post")
    ordering = ("-pk",)
    list_per_page = 50
    show_full_result_count = False
    fields = (
        "post",
        "author",
        "byline",
        "body",
        "intent",
        "status",
        "created_at",
        "edited_at",
        "released_at",
        "use_count",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).defer("html")

    def has_view_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        user = request.user
        return user.is_authenticated and user.is_active and (user.is_curator or user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False
