"""Pages of the admin panel for whoever tends the community."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import CharField, Field, Model
from django.http import HttpRequest

SENTENCE = 160  # characters; what is shorter is a name or a title


class ByRole(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Rights follow from the account's role columns, which are there already: no query, no group to keep in step.

    Curators and admins look on; what `may_change` says they may change too. Nothing is ever deleted here.
    """

    may_add = False
    may_change = False
    organizers_look_on = False

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """Texts of a sentence or more get a box in which all of it is seen."""
        if isinstance(db_field, CharField) and not db_field.choices and (db_field.max_length or 0) >= SENTENCE:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _tends(request) or (self.organizers_look_on and has_role(request, "is_organizer"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_add and _tends(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_change and _tends(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _tends(request: HttpRequest) -> bool:
    return has_role(request, "is_curator") or has_role(request, "is_superuser")


def has_role(request: HttpRequest, role: str) -> bool:
    """Whether the column `role` is set for whoever is signed in, and the account is open."""
    user: Any = request.user
    return bool(user.is_active and getattr(user, role, False))
