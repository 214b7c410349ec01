# SPDX-License-Identifier: EUPL-1.2
"""A file that is too large is refused while it comes in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory


def _sent(size: int) -> Any:
    return {"file": SimpleUploadedFile("scenario.pdf", b"x" * size)}


def test_a_file_up_to_the_limit_comes_in(settings: Any) -> None:
    settings.LARGEST_UPLOAD = 100_000
    request = RequestFactory().post("/", _sent(100_000))
    assert request.FILES["file"].size == 100_000


def test_one_octet_more_is_refused(settings: Any) -> None:
    settings.LARGEST_UPLOAD = 100_000
    request = RequestFactory().post("/", _sent(100_001))
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_a_body_that_says_it_is_too_large_is_not_read(settings: Any) -> None:
    settings.LARGEST_UPLOAD = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1
    request = RequestFactory().post("/", _sent(70_000))
    with pytest.raises(RequestDataTooBig):
        _ = request.POST


def test_the_page_says_that_the_request_was_wrong(settings: Any, db: None) -> None:
    settings.LARGEST_UPLOAD = 1000
    client = Client(raise_request_exception=False)
    assert client.post("/taal", _sent(2000)).status_code == 400
