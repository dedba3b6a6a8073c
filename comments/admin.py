"""Comments for curators: to be found and read. Hiding and restoring happen where the reason is asked for."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from comments.models import Comment
from kit.roleadmin import ByRole


@admin.register(Comment)
class CommentAdmin(ByRole):
    list_display = ("excerpt", "author_name", "post", "status", "created_at")
    list_filter = ("status", "intent", "origin")
    search_fields = ("body", "author__name", "byline__name")
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
