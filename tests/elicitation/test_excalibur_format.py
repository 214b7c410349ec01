# SPDX-License-Identifier: EUPL-1.2
"""Lines and marks of Excalibur's files."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.elicitation import excalibur_format
from weerbaar.elicitation.excalibur_format import NUMBER, is_mark, read_lines


def test_marks_lie_from_1000_to_990_below_zero() -> None:
    values = np.array([-1000.1, -1000, -999.6, -990, -989.9, 0, np.nan])
    assert is_mark(values).tolist() == [False, True, True, True, False, False, False]


@pytest.mark.parametrize("text", ["1", "-1.5", "+.5", "5.", "1.0E+0003", "2e-2"])
def test_numbers(text: str) -> None:
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["nan", "inf", "1,5", "1_000", "0x1", "", "E5", "."])
def test_no_numbers(text: str) -> None:
    assert not re.fullmatch(NUMBER, text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a\r\nb\rc\n", [(1, "a"), (2, "b"), (3, "c")]),
        (b"\n\n a \n \x1a", [(3, " a ")]),
        (b"\x80 per \x93dag\x94\n", [(1, "€ per “dag”")]),
        ("€ één\n".encode(), [(1, "€ één")]),
        (b"\xef\xbb\xbfa\n", [(1, "a")]),
        (b"\x81\n", [(1, "\N{REPLACEMENT CHARACTER}")]),
    ],
)
def test_any_line_end_and_either_encoding(tmp_path: Path, raw: bytes, expected: list[tuple[int, str]]) -> None:
    path = tmp_path / "x.dtt"
    path.write_bytes(raw)
    lines = read_lines(path)
    assert lines.name == "x.dtt"
    assert list(lines.filled) == expected


def test_what_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_lines(tmp_path / "none.dtt")
    with pytest.raises(InputError, match="no such file"):
        read_lines(tmp_path)
    binary = tmp_path / "x.dtt"
    binary.write_bytes(b"a\0b")
    with pytest.raises(InputError, match="not a text file"):
        read_lines(binary)
    monkeypatch.setattr(excalibur_format, "MAX_BYTES", 2)
    with pytest.raises(InputError, match="larger than"):
        read_lines(binary)
