"""Seeds, templates and the log in the admin panel. Curators and admins work here; organizers look on."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from curation import rules, selectors
from curation.models import ModeratorAction, Report, Seed, SeedTemplate
from curation.views import planting
from kit.http import SeeOther
from kit.roleadmin import ByRole
from posts.models import Post


@admin.register(Seed)
class SeedAdmin(ByRole):
    """The pages are our own; the admin gives the frame, the addresses and the door."""

    may_add = may_change = True
    organizers_look_on = True

    def get_urls(self) -> list[URLPattern]:
        door = self.admin_site.admin_view
        own = [
            path("plant/", door(self.plant_view), name="curation_seed_plant"),
            path("<int:seed_id>/planted/", door(self.planted_view), name="curation_seed_planted"),
            path("<int:seed_id>/unschedule/", door(self.unschedule_view), name="curation_seed_unschedule"),
            path("<int:seed_id>/discard/", door(self.discard_view), name="curation_seed_discard"),
        ]
        return own + super().get_urls()

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"opts": self.opts}

    def plant_view(self, request: HttpRequest) -> HttpResponse:
        return planting.plant(request, self._frame(request))

    def planted_view(self, request: HttpRequest, seed_id: int) -> HttpResponse:
        return planting.planted(request, self._frame(request), seed_id)

    def unschedule_view(self, request: HttpRequest, seed_id: int) -> HttpResponse:
        return planting.unschedule(request, seed_id)

    def discard_view(self, request: HttpRequest, seed_id: int) -> HttpResponse:
        return planting.delete(request, seed_id)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return planting.seeds(request, self._frame(request))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return SeeOther("../plant/")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return planting.change(request, self._frame(request), int(object_id) if object_id.isdecimal() else 0)


@admin.register(SeedTemplate)
class SeedTemplateAdmin(ByRole):
    """Ways to open a discussion. One that is no longer wanted is switched off, so that its seeds keep their origin."""

    may_add = may_change = True
    list_display = ("code", "name", "purpose", "shape", "is_active")
    list_filter = ("purpose", "is_active")
    search_fields = ("name", "title", "text")

    def save_model(self, request: HttpRequest, obj: SeedTemplate, form: Any, change: bool) -> None:
        """Saved as it is; a text that asks for nothing in particular gets a hint."""
        super().save_model(request, obj, form, change)
        if rules.asks_nothing(obj.text):
            self.message_user(
                request, _("Ask for one concrete thing: what somebody did, chose, or saw."), level="WARNING"
            )


@admin.register(ModeratorAction)
class ModeratorActionAdmin(ByRole):
    """The log. Nothing in it is changed or deleted."""

    list_display = ("at", "actor", "action", "member", "what", "reason", "undone")
    list_filter = ("action",)
    list_select_related = ("actor", "member", "post", "comment", "move")
    ordering = ("-at",)
    show_full_result_count = False

    @admin.display(description=_("what"))
    def what(self, act: ModeratorAction) -> str:
        return _thing(act.post, act.comment)

    @admin.display(description=_("undone"), ordering="undone_at")
    def undone(self, act: ModeratorAction) -> str | dt.datetime | None:
        """When it was undone, or the way to do so."""
        back = selectors.way_back(act)
        return format_html('<a href="{}">{}</a>', back, _("Bring back")) if back else act.undone_at


@admin.register(Report)
class ReportAdmin(ByRole):
    """What members reported; open ones are settled on the desk."""

    list_display = ("created_at", "reason", "what", "note", "reporter", "settled_by", "acts")
    list_filter = ("reason",)
    list_select_related = ("post", "comment", "reporter", "settled_by")
    ordering = ("-created_at",)
    show_full_result_count = False

    @admin.display(description=_("what"))
    def what(self, report: Report) -> str:
        return _thing(report.post, report.comment)

    @admin.display(description=_("what to do"))
    def acts(self, report: Report) -> str | dt.datetime:
        """Hide it, or say that it is settled; then when that was."""
        return report.settled_at or render_to_string("admin/curation/report/_acts.html", {"report": report})


def _thing(post: Post | None, comment: Comment | None) -> str:
    """A comment by its first words, a discussion by its title, with the way there."""
    thing = comment or post
    if thing is None:
        return ""
    words = comment.excerpt if comment else post.title if post else ""
    return format_html('<a href="{}">{}</a>', thing.get_absolute_url(), Truncator(words).chars(90) or _("removed"))
