# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import CsvTable, InputError, Text, read_csv_table

COLUMNS = {"depth": ("diepte",), "zone": ("gebied",)}


def read(folder: Path, text: str | bytes, *required: str, only_these: bool = False, most_rows: int = 100) -> CsvTable:
    path = folder / "a.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_csv_table(path, COLUMNS, required, only_these=only_these, most_rows=most_rows)


@pytest.mark.parametrize(
    "text",
    [
        "Diepte,gebied,x\n1.5,a,0\n\n2,b,0\n",
        "\ufeffdiepte;gebied\r\n1,5;a\r\n;\r\n2;b\r\n",
        'depth\tzone\n"1,5"\t" a "\n \t\n2.0\tb',
        "zone,depth\ra,1.5\r\rb,2\r",
    ],
)
def test_the_same_table_however_it_was_saved(text: str, tmp_path: Path) -> None:
    table = read(tmp_path, text, "depth", "zone")
    assert table.numbers("depth").tolist() == [1.5, 2]
    assert table.texts("zone") == ["a", "b"]
    assert list(table.lines) == [2, 4]
    table.check()


def test_a_row_of_two_lines_is_named_by_its_first(tmp_path: Path) -> None:
    table = read(tmp_path, 'diepte,gebied\n1,"a\nb"\nx,c\n')
    table.numbers("depth")
    assert [problem.line for problem in table.problems] == [4]


def test_only_numbers_are_numbers_and_empty_is_no_zero(tmp_path: Path) -> None:
    table = read(tmp_path, "diepte,gebied\n1_0,a\nnan,a\ninf,a\n,a\n1.000,a\n")
    assert np.isnan(table.numbers("depth", may_be_empty=True)).tolist() == [True, True, True, True, False]
    with pytest.raises(InputError) as caught:
        table.check()
    assert [(problem.line, problem.field, problem.value) for problem in caught.value.problems] == [
        (2, "diepte", "1_0"),
        (3, "diepte", "nan"),
        (4, "diepte", "inf"),
    ]


def test_a_column_that_the_file_does_not_have_is_empty(tmp_path: Path) -> None:
    table = read(tmp_path, "gebied\na\n")
    assert table.texts("depth") == [""]
    assert np.isnan(table.numbers("depth", may_be_empty=True)).all()
    table.check()


def test_all_that_is_wrong_stands_in_one_message_by_line(tmp_path: Path) -> None:
    table = read(tmp_path, "gebied,diepte\na,9\na,x\nb\n,1\n", "zone", "depth")
    table.refuse_repeated("zone", Text(nl="elk gebied één keer.", en="each area once."))
    assert np.isnan(table.numbers("depth", high=5)).tolist() == [True, True, False]
    with pytest.raises(InputError) as caught:
        table.check()
    assert caught.value.render("nl").splitlines() == [
        'a.csv:2: diepte: "9" - hier hoort een getal.',
        'a.csv:3: gebied: "a" - elk gebied één keer.',
        'a.csv:3: diepte: "x" - hier hoort een getal.',
        "a.csv:4: deze rij heeft 1 cellen; de kop heeft er 2.",
        "a.csv:5: gebied: elk gebied één keer.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["a.csv: het bestand is leeg."]),
        ("diepte,gebied\n", ["geen rijen"]),
        ("gebied\na\n", ["depth: deze kolom ontbreekt (ook goed: diepte). Aanwezig zijn: gebied."]),
        ("diepte,depth,gebied\n1,2,a\n", ["depth: deze kolom betekent hetzelfde als diepte."]),
        ("diepte,gebied,x\n1,a,2\n", ["x: onbekende kolom; bekend zijn: depth, zone."]),
        ('diepte,gebied\n"1,a\n', ["a.csv:2", "aanhalingsteken"]),
        ('diepte,gebied\n"1"2,a\n', ["a.csv:2", "aanhalingsteken"]),
        ("diepte,gebied\n" + "x" * 200_000 + ",a\n", ["a.csv:2", "geen geldige CSV"]),
        ("diepte,gebied\n" + "1,a\n" * 101, ["a.csv:102", "meer dan 100 rijen"]),
        (b"diepte,gebied\n\xff,a\n", ["UTF-8"]),
        (b"PK\x03\x04\x00\x00", ["ontbreekt"]),
    ],
)
def test_what_is_no_table_is_refused(text: str | bytes, words: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, "zone", "depth", only_these=True)
    for word in words:
        assert word in caught.value.render("nl")


def test_a_file_of_wrong_rows_does_not_fill_memory_with_complaints(tmp_path: Path) -> None:
    table = read(tmp_path, "diepte,gebied\n" + "1\n" * 5000, most_rows=10_000)
    assert len(table.problems) == 50
