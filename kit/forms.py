"""How every form of the site is drawn, allauth's too: `{{ form }}`, `{{ form.as_p }}`, one field of it."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import TemplateDoesNotExist
from django.template.loader import get_template as site_template

HOUSE = {"django/forms/p.html": "kit/form.html", "django/forms/errors/list/ul.html": "kit/errors.html"}


class HouseRenderer(DjangoTemplates):
    """Fields in our look; widgets from Django, unless `templates/` has one of the same name."""

    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"

    def get_template(self, template_name: str) -> Any:
        name = HOUSE.get(template_name, template_name)
        try:
            return site_template(name)
        except TemplateDoesNotExist:
            return super().get_template(name)
