"""Mails in the look of the house: three files each, a subject, a text, and HTML with its styles on the elements."""

import re
from typing import Any

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# no sheet is fetched from anywhere; what cannot stand on an element (dark mode) stays in the head
_inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def dressed(template: str, context: dict[str, Any]) -> str:
    """Render a mail's HTML template (which extends email/base.html) with its styles on the elements."""
    return _inliner.inline(render_to_string(template, context))


def plain(text: str) -> str:
    """Template tags leave empty lines behind; more than one says nothing."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def letter(name: str, context: dict[str, Any], *, to: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    """The mail made of `name`_subject.txt, `name`_message.txt and `name`_message.html."""
    subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
    text = plain(render_to_string(f"{name}_message.txt", context))
    mail = EmailMultiAlternatives(subject=subject, body=text, to=[to], headers=headers)
    mail.attach_alternative(dressed(f"{name}_message.html", context), "text/html")
    return mail
