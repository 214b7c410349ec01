# SPDX-License-Identifier: EUPL-1.2
"""A file that is too large is refused while it comes in, before it is stored or read."""

from __future__ import annotations

from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

_AROUND = 64 * 1024
"""Octets that a form takes besides its file."""


class LargestUpload(FileUploadHandler):
    """Refuses a body or a file larger than ``settings.LARGEST_UPLOAD``; the answer is 400."""

    chunk_size = 64 * 2**10

    def handle_raw_input(
        self, input_data: IO[bytes], META: dict[str, str], content_length: int, boundary: str, encoding: Any = None
    ) -> None:
        """Refuse what says of itself that it is too large."""
        if content_length > settings.LARGEST_UPLOAD + _AROUND + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _refuse()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin counting."""
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on to the handler that stores."""
        self._received += len(raw_data)
        if self._received > settings.LARGEST_UPLOAD:
            _refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""


def _refuse() -> NoReturn:
    raise RequestDataTooBig(f"more than {settings.LARGEST_UPLOAD} octets")
