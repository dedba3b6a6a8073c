"""Discussions to find and tags to tidy, for curators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kit.roleadmin import ByRole
from kit.visitors import names_changed
from posts.models import HoldRule, Post, Tag


@admin.register(Post)
class PostAdmin(ByRole):
    """Looked at here, acted on at its own page, where the reason is asked for."""

    list_display = ("title", "kind", "status", "author_name", "published_at", "comment_count")
    list_filter = ("kind", "status")
    list_select_related = ("author", "byline")
    search_fields = ("title", "author__name")
    show_full_result_count = False
    ordering = ("-pk",)
    fields = ("title", "kind", "status", "visibility", "body", "published_at", "comment_count", "voice_count")


@admin.register(Tag)
class TagAdmin(ByRole):
    list_display = ("name", "description")
    search_fields = ("name",)
    fields = ("name", "description")
    may_change = True

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Kept cards and pages bear a tag's name; none of them is shown with the old one."""
        super().save_model(request, obj, form, change)
        names_changed()


@admin.register(HoldRule)
class HoldRuleAdmin(ByRole):
    """What waits for a curator before others see it."""

    list_display = ("reason", "is_on")
    fields = ("is_on",)
    may_change = True
