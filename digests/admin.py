"""The letters' log to look at, and the curators' note to write."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from digests.models import CuratorNote, Delivery
from kit import clock
from members.selectors import member_of, viewer_of


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Who was to get which letter, and what became of it; nothing is changed here."""

    list_display = ("member", "kind", "period", "state", "reason", "sent_at", "last_error")
    list_filter = ("state", "kind", "reason")
    list_select_related = ("member",)
    show_full_result_count = False
    ordering = ("-pk",)
    fields = ("member", "kind", "period", "state", "reason", "attempts", "due_at", "sent_at", "last_error")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return viewer_of(request).is_admin

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CuratorNote)
class CuratorNoteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A few sentences at the top of one week's letter; the week looks like 2026-W09."""

    list_display = ("week", "text", "author")
    fields = ("week", "text")
    ordering = ("-week",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return viewer_of(request).sees_hidden

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: CuratorNote, form: Any, change: bool) -> None:
        obj.author, obj.written_at = member_of(request), clock.now()
        super().save_model(request, obj, form, change)
