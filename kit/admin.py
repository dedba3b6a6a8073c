"""Settings as one list in the admin panel: every key, its default, its value, what it means."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from kit import site
from kit.models import OutboxMail, Setting


class SettingsForm(forms.Form):
    """One field per defined setting. What was shown travels along, so that only what this person changed is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for definition in site.definitions():
            self.fields[definition.key] = _field(definition)

    def changed_values(self) -> dict[str, Any]:
        """The settings this person changed."""
        return {key: self.cleaned_data[key] for key in self.changed_data}


def _field(definition: site.Definition) -> forms.Field:
    common: dict[str, Any] = {
        "label": definition.key,
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
        return forms.CharField(required=False, max_length=site.TEXT_LENGTH, **common)
    number: Any = forms.IntegerField if definition.kind is int else forms.FloatField
    field: forms.Field = number(min_value=definition.low, max_value=definition.high, **common)
    return field


def _unchecked(common: dict[str, Any]) -> dict[str, Any]:
    """A choice is text until after validation; the list itself is its check."""
    return common | {"validators": []}


@admin.register(Setting)
class SettingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's own class takes no argument
    """Only for superusers; there is nothing to add or delete, only values to change."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Setting | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Setting | None = None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Setting | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A value by itself is edited in the list too, where its bounds are known."""
        return HttpResponseRedirect("../../")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show all settings; save the changed ones together."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            site.forget()
        form = SettingsForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._save(request, form):
            return HttpResponseRedirect(request.path)
        return TemplateResponse(request, "admin/kit/setting/change_list.html", self._context(request, form))

    def _save(self, request: HttpRequest, form: SettingsForm) -> bool:
        try:
            site.put(values=form.changed_values(), by_name=str(request.user))
        except ValidationError as error:
            form.add_error(None, error)
            return False
        messages.success(request, _("Saved."))
        return True

    def _context(self, request: HttpRequest, form: SettingsForm) -> dict[str, Any]:
        changes = {row.key: row for row in Setting.objects.all()}
        rows = [(form[d.key], d, changes.get(d.key)) for d in site.definitions()]
        return self.admin_site.each_context(request) | {
            "title": _("Settings"),
            "opts": self.opts,
            "form": form,
            "rows": rows,
        }


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
