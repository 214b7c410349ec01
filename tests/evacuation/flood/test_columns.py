# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError, Problem
from weerbaar.evacuation.flood.columns import read_columns

NAMES = {"depth": ("diepte",), "zone": ("gebied",)}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_separators_and_decimals(tmp_path: Path) -> None:
    problems: list[Problem] = []
    comma = read_columns(written(tmp_path / "a.csv", "Diepte,gebied,x\n1.5,a,0\n\n2,b,0\n"), NAMES, ("depth",))
    assert comma.numbers("depth", problems).tolist() == [1.5, 2]
    assert list(comma.lines) == [2, 4]
    semicolon = read_columns(written(tmp_path / "b.csv", "diepte;gebied\n1,5;a\n"), NAMES, ("depth",))
    assert semicolon.numbers("depth", problems).tolist() == [1.5]
    assert problems == []


def test_numbers_that_are_none(tmp_path: Path) -> None:
    table = read_columns(written(tmp_path / "a.csv", "diepte,gebied\n1_0,a\nnan,a\ninf,a\n,a\n"), NAMES, ())
    problems: list[Problem] = []
    assert np.isnan(table.numbers("depth", problems, may_be_empty=True)).tolist() == [True, True, True, True]
    assert [problem.line for problem in problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "leeg"),
        ("diepte,gebied\n", "geen rijen"),
        ("gebied\na\n", "de kolom depth ontbreekt (ook goed: depth, diepte)"),
        ("diepte,depth\n1,2\n", "hetzelfde als diepte"),
        ("diepte,gebied\n1\n", "1 cellen; de kop heeft er 2"),
        ('diepte\n"1\n', "aanhalingstekens"),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_columns(written(tmp_path / "a.csv", text), NAMES, ("depth",))
    assert words in caught.value.render("nl")
