"""Form fields that every app takes text with."""

from typing import Any

from django import forms


class Words(forms.CharField):
    """A text as it is stored: line ends count as one character, as they do in the browser's own count."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
