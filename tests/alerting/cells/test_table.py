# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.alerting.cells.table import Table, read_table
from weerbaar.base import InputError, Problem, Text

ALIASES = {"a": ("alpha",), "b": ()}


def table(text: str | bytes, folder: Path, required: tuple[str, ...] = ("a",)) -> Table:
    path = folder / "t.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, ALIASES, required, max_bytes=2_000, max_rows=5)


def refused(text: str | bytes, folder: Path) -> list[str]:
    with pytest.raises(InputError) as stop:
        table(text, folder)
    return [problem.render("en") for problem in stop.value.problems]


def test_columns_by_our_names_whatever_the_heading(tmp_path: Path) -> None:
    found = table("other;ALPHA; b\n1;2,5;x\n", tmp_path)
    assert found.headings == {"a": "ALPHA", "b": "b"}
    assert found.words("b") == ["x"]
    assert found.numbers("a", []).tolist() == [2.5]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("-1.5e3", -1500.0),
        ("nan", None),
        ("inf", None),
        ("1_0", None),
        ("", None),
        ("1,5", None),
    ],
)
def test_numbers_as_a_reader_takes_them(cell: str, value: float | None, tmp_path: Path) -> None:
    problems: list[Problem] = []
    found = table(f'a,b\n"{cell}",y\n', tmp_path).numbers("a", problems)
    assert [(p.line, p.field) for p in problems] == ([] if value is not None else [(2, "a")])
    assert found.tolist() == [value or 0.0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("7", 7),
        (" 7", 7),
        ("-3", -3),
        ("7.0", None),
        ("٣", None),
        ("1_0", None),
        ("9" * 17, None),
        ("--1", None),
        ("", None),
    ],
)
def test_whole_numbers_as_a_reader_takes_them(cell: str, value: int | None, tmp_path: Path) -> None:
    problems: list[Problem] = []
    found = table(f"a,b\n{cell},y\n", tmp_path).integers("a", problems)
    assert bool(problems) == (value is None)
    assert found.tolist() == [value or 0]


def test_an_empty_cell_may_stand_for_a_number(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert table("a,b\n,x\n 5,y\n ,z\n", tmp_path).integers("a", problems, empty=-1).tolist() == [-1, 5, -1]
    assert problems == []


def test_lines_are_right_with_empty_lines_and_cells_of_two_lines(tmp_path: Path) -> None:
    found = table('a,b\n1,"x\ny"\n\n2,z\n', tmp_path)
    assert list(found.lines) == [2, 5]
    problems: list[Problem] = []
    found.refuse("a", np.array([False, True]), Text(nl="fout", en="wrong"), problems)
    assert [(p.line, p.value) for p in problems] == [(5, "2")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("a,b\n", "there are no rows"),
        ("b,c\n1,2\n", "the column a is missing. Found are: b, c"),
        ("a,alpha\n1,2\n", "this column means the same as a"),
        ("a,b\n1,2,3\n", "3 cells; the header has 2"),
        ("a,b\n" + "1,2\n" * 6, "more than 5 rows"),
        ("a" + ",b" * 300 + "\n1\n", "more than 200 columns"),
        ('a,b\n"1,2\n', "not valid CSV"),
        (b"a,b\n\xff\xfe,2\n", "not valid UTF-8"),
        (b"PAR1\x00\x01\x02", "the column a is missing"),
        ("a,b\n" + "x" * 3_000, "at most"),
    ],
)
def test_what_is_no_table_is_refused(text: str | bytes, said: str, tmp_path: Path) -> None:
    assert any(said in line for line in refused(text, tmp_path)), refused(text, tmp_path)


def test_every_ragged_row_is_named(tmp_path: Path) -> None:
    assert [line.split(":")[1] for line in refused("a,b\n1\n1,2\n1,2,3\n", tmp_path)] == ["2", "4"]


def test_a_missing_column_stops_with_the_problems_until_then(tmp_path: Path) -> None:
    found = table("a,c\n1,2\n", tmp_path)
    with pytest.raises(InputError, match="the column b is missing"):
        found.require(("a", "b"), [])
