"""Forms nobody has filled in yet: the same for all but for their secrets, so each process draws them once."""

import functools
import secrets
from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kit.http import new_token

# no text can hold them, since nobody knows them
ADDRESS, CSRF, TOKEN = (secrets.token_hex(12) for _ in range(3))
NONE: Mapping[str, str] = {}


def blank_form(
    template: str,
    form: type[Form],
    *,
    action: str,
    csrf_token: object,
    auto_id: str = "id_%s",
    addresses: Mapping[str, str] = NONE,
    **flags: bool,
) -> SafeString:
    """`template` with an empty `form`, its address `action`, a form token of its own and the reader's CSRF token.

    `addresses` are others that the template asks for by name. Whatever else it may ask for is a yes or no in `flags`,
    so that few ways of drawing it are kept.
    """
    html = _drawn(template, form, auto_id, get_language(), tuple(addresses), tuple(sorted(flags.items())))
    others = ((_mark(name), address) for name, address in addresses.items())
    for mark, value in ((_mark("action"), action), (CSRF, str(csrf_token)), (TOKEN, new_token()), *others):
        html = html.replace(mark, escape(value))
    return mark_safe(html)  # noqa: S308  a template's work, and what was put in is escaped


def _mark(name: str) -> str:
    return f"{ADDRESS}-{name}-"


@functools.lru_cache(maxsize=128)
def _drawn(
    template: str,
    form: type[Form],
    auto_id: str,
    language: str,
    addresses: tuple[str, ...],
    flags: tuple[tuple[str, bool], ...],
) -> str:
    shown: dict[str, Any] = {"csrf_token": CSRF, **{name: _mark(name) for name in addresses}, **dict(flags)}
    shown["action"] = _mark("action")
    shown["form"] = form(initial={"form_token": TOKEN}, auto_id=auto_id)
    return str(get_template(template).render(shown))
