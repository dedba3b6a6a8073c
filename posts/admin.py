"""Discussions to find and tags to tidy, for curators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from posts.models import Post, Tag


class ForCurators(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Seen by curators and admins; nothing is added or deleted here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = request.user
        return bool(user.is_authenticated and user.is_active and (user.is_curator or user.is_superuser))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Post)
class PostAdmin(ForCurators):
    """Looked at here, acted on at its own page, where the reason is asked for."""

    list_display = ("title", "kind", "status", "author_name", "published_at", "comment_count")
    list_filter = ("kind", "status")
    list_select_related = ("author", "byline")
    search_fields = ("title", "author__name")
    show_full_result_count = False
    ordering = ("-pk",)
    fields = ("title", "kind", "status", "visibility", "body", "published_at", "comment_count", "voice_count")


@admin.register(Tag)
class TagAdmin(ForCurators):
    list_display = ("name", "description")
    search_fields = ("name",)
    fields = ("name", "description")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)
