# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import csv_columns
from weerbaar.evacuation.network.csv_columns import Columns, read_columns
from weerbaar.evacuation.network.findings import Findings


def read(folder: Path, text: str, found: Findings | None = None) -> Columns:
    path = folder / "t.csv"
    path.write_bytes(text.encode("utf-8"))
    return read_columns(
        path,
        numbers=("x", "y"),
        texts=("id", "kind"),
        required=("id",),
        findings=Findings("t.csv") if found is None else found,
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_columns_by_name_whatever_their_order(separator: str, tmp_path: Path) -> None:
    rows = [["X", "other", "id"], ["1.5", "p", " a "], ["", "q", "b"], ["NaN", "r", ""]]
    table = read(tmp_path, "\ufeff" + "\r\n".join(separator.join(row) for row in rows))
    assert table.numbers["x"] == pytest.approx([1.5, np.nan, np.nan], nan_ok=True)
    assert table.texts == {"id": ["a", "b", ""]}
    assert table.text("kind") == ["", "", ""]
    assert table.empty("x").tolist() == [False, True, True]
    assert table.empty("y").tolist() == [True, True, True]
    assert table.lines.tolist() == [2, 3, 4]


def test_lines_count_on_after_a_cell_of_two_lines_and_an_empty_line(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,x\n"a\nb",1\n\nc,2\n')
    assert table.lines.tolist() == [2, 5]


def test_wrong_cells_are_no_empty_cells(tmp_path: Path) -> None:
    found = Findings("t.csv")
    table = read(tmp_path, "id,x\na,1\nb,two\nc,\nd,-inf\n", found)
    assert table.empty("x").tolist() == [False, False, True, False]
    # A wrong word is met before a number that is too large.
    assert [problem.line for problem in found.problems] == [3, 5]


def test_pieces_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "id,kind,x\n" + "".join(f"n{at},k{at % 3},{at if at % 4 else ''}\n" for at in range(101))
    whole = read(tmp_path, text)
    monkeypatch.setattr(csv_columns, "_CHUNK", 7)
    pieces = read(tmp_path, text)
    assert pieces.texts == whole.texts
    assert np.array_equal(pieces.numbers["x"], whole.numbers["x"], equal_nan=True)
    assert pieces.lines.tolist() == whole.lines.tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "t.csv: the file is empty."),
        ("id,x\n", "t.csv: there are no rows."),
        ("id,x,X\na,1,2\n", "t.csv:1: X: this column means the same as x."),
        ("id,x\na\n", "t.csv:2: this row has 1 cells; the header has 2."),
        ('id,x\n"a,1\n', "t.csv:2: not valid CSV"),
    ],
)
def test_what_is_no_table(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        read(tmp_path, text)
    assert stop.value.render("en").startswith(message)


def test_more_rows_or_bytes_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_columns, "_CHUNK", 2)
    monkeypatch.setattr(csv_columns, "MAX_ROWS", 4)
    with pytest.raises(InputError, match="more than 4 rows"):
        read(tmp_path, "id\n" + "a\n" * 6)
    monkeypatch.setattr(csv_columns, "MAX_BYTES", 3)
    with pytest.raises(InputError, match="larger than"):
        read(tmp_path, "id\na\n")
    with pytest.raises(InputError, match="no such file"):
        read_columns(tmp_path / "x.csv", numbers=(), texts=(), required=(), findings=Findings("t.csv"))
    with pytest.raises(InputError, match="not a regular file"):
        read_columns(tmp_path, numbers=(), texts=(), required=(), findings=Findings("t.csv"))


def test_numbers_with_a_decimal_comma_where_no_comma_is_between_the_cells(tmp_path: Path) -> None:
    for separator in (";", "\t"):
        found = read(tmp_path, "id;x\na;1,5\nb;2.5\n".replace(";", separator))
        assert found.numbers["x"].tolist() == [1.5, 2.5]


def test_the_line_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("id\na\nCafé\n".encode("cp1252"))
    with pytest.raises(InputError) as stop:
        read_columns(path, numbers=(), texts=("id",), required=(), findings=Findings("t.csv"))
    assert stop.value.render("en") == "t.csv:3: not valid UTF-8 text. Save the file as UTF-8."


def test_cells_that_are_handed_over_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_columns, "_CHUNK", 2)
    path, pieces = tmp_path / "t.csv", list[list[str]]()
    path.write_text("id,line\na,1\nb,2\nc,3\n")
    taken = {"line": lambda cells: pieces.append(list(cells)), "absent": lambda cells: pieces.append(["no"])}
    found = read_columns(path, numbers=(), texts=("id",), required=("line",), findings=Findings("t.csv"), handed=taken)
    assert pieces == [["1", "2"], ["3"]]
    assert found.texts == {"id": ["a", "b", "c"]}


def test_rows_that_end_in_different_ways(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,x\na,1\rb,2\rc,3\r\nd,4\ne,5")
    found = read_columns(path, numbers=("x",), texts=("id",), required=(), findings=Findings("t.csv"))
    assert found.numbers["x"].tolist() == [1, 2, 3, 4, 5]
    assert found.texts["id"] == ["a", "b", "c", "d", "e"]
