# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.shipped import shipped, shipped_folder
from weerbaar.base import FileModel, InputError


class _Other(FileModel):
    nothing: int


def test_every_shipped_file_is_readable_text() -> None:
    found = sorted(shipped_folder().rglob("*.yaml"))
    assert len(found) >= 18
    assert all(path.read_text("utf-8").endswith("\n") for path in found)


def test_a_file_of_another_form_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"kinds\.yaml"):
        shipped(_Other, "kinds.yaml")
