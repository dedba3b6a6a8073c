"""People, for admins: find somebody, see whether their address is confirmed, give a role, let their words wait."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members import services
from members.models import Member
from members.rules import Role, has_role
from members.selectors import is_last_admin, member_of, viewer_of


class RolesForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own class takes no argument
    """What an admin may change about an account; names and addresses are their owner's to change."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, role.label) for role in Role],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Member
        fields = ("staff_voice", "held")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = [role.value for role in Role if has_role(self.instance, role)]

    def clean_roles(self) -> list[str]:
        wanted: list[str] = self.cleaned_data["roles"]
        if Role.ADMIN not in wanted and is_last_admin(self.instance):
            raise ValidationError(_("The last admin stays one; make somebody else an admin first."), code="last")
        return wanted


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Roles are given and taken by the services, so that columns and groups never disagree."""

    form = RolesForm
    list_display = (
        "name",
        "username",
        "is_verified",
        "is_curator",
        "is_organizer",
        "is_superuser",
        "held",
        "joined_at",
    )
    list_filter = ("is_curator", "is_organizer", "is_superuser", "held", "is_active")
    search_fields = ("name", "username", "email")
    show_full_result_count = False
    ordering = ("-pk",)
    fields = ("name", "username", "email", "is_verified", "roles", "staff_voice", "held", "joined_at", "last_seen_at")
    readonly_fields = ("name", "username", "email", "is_verified", "joined_at", "last_seen_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
        members: QuerySet[Member] = super().get_queryset(request).annotate(confirmed=Exists(confirmed))
        return members

    @admin.display(boolean=True, description=_("address confirmed"))
    def is_verified(self, member: Member) -> bool:
        return bool(getattr(member, "confirmed", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return viewer_of(request).is_admin

    def has_view_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return viewer_of(request).is_admin

    def has_change_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return viewer_of(request).is_admin

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Member, form: Any, change: bool) -> None:
        obj.save(update_fields=["staff_voice"])
        services.hold_member(member=obj, held=form.cleaned_data["held"])
        for role in Role:
            self._set(request, obj, role, wanted=role.value in form.cleaned_data["roles"])

    def _set(self, request: HttpRequest, member: Member, role: Role, *, wanted: bool) -> None:
        if wanted == has_role(member, role):
            return
        act = services.give_role if wanted else services.take_role
        act(by=member_of(request), member=member, role=role)
