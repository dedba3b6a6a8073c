"""Where allauth asks us: who gets which name, what mails look like, who is counted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest

from kit import site
from kit.mail import looks
from members import names
from members.models import Member
from members.selectors import free_username
from members.services import complete_account


class HouseAccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: Member) -> None:
        """Nobody is asked for a username; it is made of the name and can be changed later."""
        user.username = free_username(user.name)

    def save_user(self, request: HttpRequest, user: Member, form: BaseForm, commit: bool = True) -> Member:
        user.name = names.tidy(form.cleaned_data["name"])
        super().save_user(request, user, form, commit)
        if commit:
            complete_account(member=user)
        return user

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The text from its template, and the same words in our look."""
        known = {"site_name": str(site.get("SITE_NAME")), "site_url": settings.SITE_URL}
        code = context.get("code")
        shown = {**known, **context, "code_line": f"{code}\n\n" if code else ""}
        message: EmailMultiAlternatives = super().render_mail(template_prefix, email, shown, headers)
        if not message.alternatives:
            words = str(message.body).removeprefix(f"{code}\n\n") if code else str(message.body)
            look = {**known, "subject": message.subject, "text": words, "code": code}
            message.attach_alternative(looks.dressed("email/from_text.html", look), "text/html")
        return message
