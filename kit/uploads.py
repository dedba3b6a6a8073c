"""How much may be sent to the site: Django bounds fields, and this bounds files, before a byte of them is kept.

`UPLOADS` in the settings names the few addresses that take a file of more than a megabyte, and how many bytes.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

# What else a form with a file in it holds, in bytes.
FIELDS = 100_000
# Up to so many times what is allowed, the rest of a file is read and thrown away, so that its sender can be told.
PATIENCE = 4
TOO_LARGE = "kit.uploads.too_large"


def bound_for(path: str) -> int:
    """Bytes of one file that this address takes."""
    return int(settings.UPLOADS.get(path, settings.FILE_UPLOAD_MAX_MEMORY_SIZE))


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file was sent that is larger than this address takes; it is not in `request.FILES`."""
    return bool(request.META.get(TOO_LARGE))


class Bounded(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: lets through what fits."""

    _read = 0

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: Any = None
    ) -> None:  # noqa: N803  Django's own name
        """Raises RequestDataTooBig (400) for what is not even worth reading to its end."""
        self._meta = META
        self._bound = bound_for(str(META.get("PATH_INFO", "")))
        if content_length > PATIENCE * self._bound + FIELDS:
            raise RequestDataTooBig("The file is too large for this address.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._read += len(raw_data)
        if self._read > self._bound:
            self._meta[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file itself is made by the handlers behind this one."""
