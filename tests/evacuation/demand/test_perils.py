# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.demand import Peril, read_perils


def _read(tmp_path: Path, text: str) -> tuple[Peril, ...]:
    path = tmp_path / "perils.csv"
    path.write_text(text, encoding="utf-8")
    return read_perils(path, ["A", "B", "297"])


def test_with_commas_and_as_a_dutch_spreadsheet_saves_it(tmp_path: Path) -> None:
    expected = (Peril("A", 12.5, 0.01), Peril("297", 30.0, None))
    assert _read(tmp_path, "zone,before_h,risk\nA,12.5,0.01\n297,30,\n") == expected
    assert _read(tmp_path, "Zone;before_h;risk\r\nA;12,5;0,01\r\n297;30;\r\n") == expected
    assert _read(tmp_path, "before_h,zone\n3,B\n") == (Peril("B", 3.0, None),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zone,risk\nA,0.1\n", ["before_h"]),
        ("zone,before_h\nX,3\nA,-3\n", [":2", "X", ":3", "-3"]),
        ("zone,before_h\nA,3\nA,4\n", [":3", "once"]),
        ("zone,before_h,risk\nA,x,1.5\n", ["before_h", "risk"]),
        ("zone,before_h,risk\nA,inf,nan\n", ["before_h", "risk"]),
        ("zone,before_h\n", ["no rows"]),
        ("", ["the file is empty"]),
    ],
)
def test_says_all_that_is_wrong(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, text)
    for words in said:
        assert words in caught.value.render("en")
