# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from weerbaar.alerting.cells.parquet_table import ParquetTable, read_parquet, write_parquet
from weerbaar.base import InputError, Problem

ALIASES = {"a": ("alpha",), "b": (), "c": ()}


def table(path: Path, max_bytes: int = 1_000_000) -> ParquetTable:
    return read_parquet(path, ALIASES, ("a",), max_bytes=max_bytes, max_rows=5)


def written(folder: Path, name: str = "t.parquet", **columns: Any) -> Path:
    write_parquet(folder / name, {key: np.ma.asarray(value) for key, value in columns.items()})
    return folder / name


def test_round_trip_keeps_values_and_empty_places(tmp_path: Path) -> None:
    whole = np.ma.masked_equal(np.array([1, -1, 3]), -1)
    found = table(written(tmp_path, a=whole, b=np.array([0.1, 2.0, -5.5]), c=np.array(["x", "é", ""], dtype=object)))
    problems: list[Problem] = []
    assert found.integers("a", problems, empty=-1).tolist() == [1, -1, 3]
    assert found.numbers("b", problems).tolist() == [0.1, 2.0, -5.5]
    assert found.words("c") == ["x", "é", ""]
    assert problems == []
    found.integers("a", problems)
    assert [problem.field for problem in problems] == ["a[1]"]


def test_a_name_with_signs_of_a_pattern_is_taken_literally(tmp_path: Path) -> None:
    written(tmp_path, "other.parquet", a=np.array([1]))
    found = table(written(tmp_path, "o[a-z]*?.parquet", a=np.array([2])))
    assert found.integers("a", []).tolist() == [2]


def test_wrong_values_name_their_row(tmp_path: Path) -> None:
    found = table(written(tmp_path, alpha=np.array([1.0, np.nan]), b=np.array(["x", "y"], dtype=object)))
    problems: list[Problem] = []
    found.numbers("a", problems)
    found.numbers("b", problems)
    found.integers("b", problems)
    assert [(p.field, p.message.en) for p in problems] == [
        ("alpha[1]", "a number is expected here."),
        ("b", "this column holds no numbers."),
        ("b", "this column holds no numbers."),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not Parquet"),
        (b"a,b\n1,2\n", "not Parquet"),
        (b"PAR1" + bytes(200) + b"PAR1", "damaged"),
        (None, "no such file"),
    ],
)
def test_what_is_no_parquet_is_refused(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        table(path)


def test_limits(tmp_path: Path) -> None:
    path = written(tmp_path, a=np.arange(6))
    with pytest.raises(InputError, match="more than 5 rows"):
        table(path)
    with pytest.raises(InputError, match="larger than"):
        table(path, max_bytes=10)
    with pytest.raises(InputError, match="there are no rows"):
        table(written(tmp_path, a=np.arange(0)))
    with pytest.raises(InputError, match="the column a is missing"):
        table(written(tmp_path, b=np.arange(2)))


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").mkdir()
    with pytest.raises(OSError, match="directory"):
        written(tmp_path, a=np.arange(2))
    assert [entry.name for entry in tmp_path.iterdir()] == ["t.parquet"]
