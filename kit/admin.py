"""Settings as one page of the admin panel: each by its name, with its value, its default and what it means."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from kit import site
from kit.models import OutboxMail, Setting
from kit.roleadmin import ByRole, has_role


class SettingsForm(forms.Form):
    """One field for each of `definitions`.

    What was shown travels along, so that only what this person changed is saved.
    """

    def __init__(self, definitions: list[site.Definition], data: QueryDict | None = None) -> None:
        super().__init__(data)
        for definition in definitions:
            self.fields[definition.key] = _field(definition)

    def changed_values(self) -> dict[str, Any]:
        """The settings this person changed."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


def _field(definition: site.Definition) -> forms.Field:
    common: dict[str, Any] = {
        "label": definition.label,
        "help_text": definition.help,
        "initial": site.get(definition.key),
        "validators": [definition.clean],
        "show_hidden_initial": True,
    }
    if definition.choices:
        return forms.TypedChoiceField(
            choices=definition.choices, coerce=lambda value: definition.kind(value), **_unchecked(common)
        )
    if definition.kind is bool:
        return forms.BooleanField(required=False, **common)
    if definition.kind is str:
        return forms.CharField(required=bool(definition.default), max_length=site.TEXT_LENGTH, **common)
    number: Any = forms.IntegerField if definition.kind is int else forms.FloatField
    # the bounds are the browser's to show and the definition's to check: one error for one mistake
    bounds = {"min": definition.low, "max": definition.high}
    field: forms.Field = number(widget=forms.NumberInput(attrs=bounds), **common)
    return field


def _unchecked(common: dict[str, Any]) -> dict[str, Any]:
    """A choice is text until after validation; the list itself is its check."""
    return common | {"validators": []}


@dataclass(slots=True)
class Row:
    """One setting on the page: its field, what it is, and who changed it last."""

    field: forms.BoundField
    definition: site.Definition
    change: Setting | None


@dataclass(slots=True)
class Group:
    """Settings under one heading. A folded one opens by itself where something in it is wrong."""

    name: site.Text
    rows: list[Row]

    @property
    def is_folded(self) -> bool:
        return self.name in site.FOLDED

    @property
    def is_wrong(self) -> bool:
        return any(row.field.errors for row in self.rows)


@admin.register(Setting)
class SettingAdmin(ByRole):
    """One list; admins change all of it, organizers what is marked as theirs. There is nothing to add or delete."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return has_role(request, "is_superuser") or has_role(request, "is_organizer")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A value by itself is edited in the list too, where its bounds are known."""
        return HttpResponseRedirect("../../")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the settings of whoever looks; save the changed ones together."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            site.forget()
        form = SettingsForm(_open_to(request), request.POST if request.method == "POST" else None)
        if form.is_valid() and self._save(request, form):
            return HttpResponseRedirect(request.path)
        context = self._context(request, form)
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/kit/setting/change_list.html", context, status=status)

    def _save(self, request: HttpRequest, form: SettingsForm) -> bool:
        try:
            site.put(values=form.changed_values(), by_name=str(request.user))
        except ValidationError as error:
            form.add_error(None, error)
            return False
        messages.success(request, _("Saved."))
        return True

    def _context(self, request: HttpRequest, form: SettingsForm) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "title": _("Settings"),
            "opts": self.opts,
            "form": form,
            "groups": _groups(form, _open_to(request)),
        }


def _open_to(request: HttpRequest) -> list[site.Definition]:
    all_of_them = has_role(request, "is_superuser")
    return [definition for definition in site.definitions() if all_of_them or definition.for_organizers]


def _groups(form: SettingsForm, definitions: list[site.Definition]) -> list[Group]:
    changes = {row.key: row for row in Setting.objects.all()}
    groups: dict[str, Group] = {}
    for definition in definitions:
        group = groups.setdefault(str(definition.group), Group(definition.group, []))
        group.rows.append(Row(form[definition.key], definition, changes.get(definition.key)))
    return list(groups.values())


@admin.register(OutboxMail)
class OutboxMailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What happened to the mail, without its text. To be looked at, not changed."""

    list_display = ("to", "subject", "state", "attempts", "due_at", "sent_at", "last_error")
    list_filter = ("state",)
    ordering = ("-pk",)
    show_full_result_count = False
    exclude = ("message", "claim", "reference")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutboxMail | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutboxMail | None = None) -> bool:
        return False
