# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError, Text
from weerbaar.report.outside_file import read_bytes

WHAT = Text(nl="het ding", en="the thing")


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path, WHAT, 10) == b"x" * 10
    with pytest.raises(InputError, match="the thing is larger than") as caught:
        read_bytes(path, WHAT, 9)
    assert caught.value.render("nl").startswith("a.bin: het ding is groter dan")


def test_what_is_no_file_is_refused_without_opening_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a regular file"):
        read_bytes(tmp_path, WHAT, 10)
    with pytest.raises(InputError, match="cannot be read"):
        read_bytes(tmp_path / "weg", WHAT, 10)
    (tmp_path / "kring").symlink_to("kring")
    with pytest.raises(InputError, match="cannot be read"):
        read_bytes(tmp_path / "kring", WHAT, 10)
