"""HTML mails in the look of the house; mail programs want styles on the elements."""

from typing import Any

import css_inline
from django.template.loader import render_to_string

# no sheet is fetched from anywhere; what cannot stand on an element (dark mode) stays in the head
_inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def dressed(template: str, context: dict[str, Any]) -> str:
    """Render a mail's HTML template (which extends email/base.html) with its styles on the elements."""
    return _inliner.inline(render_to_string(template, context))
