# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cascade.sound_catalogue import sound_json, sound_tables, write_json, write_workbook
from weerbaar.base import InputError, Problem
from weerbaar.cascade.reading import load_catalogue
from weerbaar.cascade.workbook_source import _letter


def refused(path: Path) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load_catalogue(path)
    return list(caught.value.problems)


def spoilt(path: Path, cells: dict[tuple[str, str], Any]) -> Path:
    """The sound workbook with some cells replaced: (sheet, cell) to value."""
    write_workbook(sound_tables(), path)
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def test_workbook_says_the_same_as_json(tmp_path: Path) -> None:
    sheet = load_catalogue(write_workbook(sound_tables(), tmp_path / "a.xlsx"))
    assert sheet == load_catalogue(write_json(sound_json(), tmp_path / "a.json"))


def test_numbers_and_truths_may_stand_for_text_and_text_for_numbers(tmp_path: Path) -> None:
    cells = {("trends", "A2"): 2050, ("risks", "D5"): True, ("risks", "D2"): False, ("root", "B2"): "0,0001"}
    assert load_catalogue(spoilt(tmp_path / "a.xlsx", cells)) == load_catalogue(
        write_json(sound_json(), tmp_path / "a.json")
    )


def test_empty_rows_other_sheets_and_a_title_below_are_passed_over(tmp_path: Path) -> None:
    tables = sound_tables()
    tables["root"].insert(2, [None, None, None])
    tables["links"].append(["  ", "", ""])
    tables["aantekeningen"] = [["=1+1"]]
    assert load_catalogue(write_workbook(tables, tmp_path / "a.xlsx")).root["telecom"]["considerable"] == 3e-5


CELLS: dict[str, tuple[dict[tuple[str, str], Any], str, str, str]] = {
    "formula for a number": ({("root", "B2"): "=1/100"}, "root!B2", "=1/100", "formules"),
    "formula for text": ({("risks", "B2"): "=A2"}, "risks!B2", "=A2", "formules"),
    "error of a formula": ({("links", "D2"): "#N/A"}, "links!D2", "#N/A", "formules"),
    "date for a number": ({("root", "C3"): datetime.date(2026, 5, 1)}, "root!C3", "2026-05-01 00:00:00", "datum"),
    "date for an id": ({("links", "A3"): datetime.date(2026, 5, 1)}, "links!A3", "2026-05-01 00:00:00", "datum"),
    "truth for a number": ({("root", "B3"): True}, "root!B3", "true", "getal"),
    "word for yes": ({("risks", "D2"): "misschien"}, "risks!D2", "misschien", "toegestaan is: ja, nee"),
    "cell beside the table": ({("root", "F3"): 7}, "root!F3", "7", "geen kolomnaam"),
    "unknown column": ({("risks", "F1"): "kleur"}, "risks!F1", "kleur", "onbekende kolom"),
    "unknown intensity": ({("links", "E1"): "mild"}, "links!E1", "mild", "considerable, major"),
    "unknown field": ({("catalogue", "A4"): "kleur"}, "catalogue!A4", "kleur", "id, title, statement"),
    "other name further on": ({("catalysts", "B3"): "Kou"}, "catalysts!B3", "Kou", 'heet dit anders: "Hitte"'),
}


@pytest.mark.parametrize("name", CELLS)
def test_wrong_cell_is_named(name: str, tmp_path: Path) -> None:
    cells, field, value, words = CELLS[name]
    found = refused(spoilt(tmp_path / "a.xlsx", cells))
    assert (found[0].file, found[0].field, found[0].value) == ("a.xlsx", field, value)
    assert words in found[0].message.nl
    # Of a column with a wrong name it is also said that the right one is missing.
    assert len(found) == (2 if name == "unknown intensity" else 1)


def test_missing_sheet_is_named(tmp_path: Path) -> None:
    tables = sound_tables()
    del tables["links"]
    (problem,) = refused(write_workbook(tables, tmp_path / "a.xlsx"))
    assert problem.message.nl == "hierin ontbreekt: links."


def test_more_columns_than_any_catalogue_has_are_refused(tmp_path: Path) -> None:
    tables = sound_tables()
    tables["impacts"][0] += [f"k{i}" for i in range(249)]
    found = refused(write_workbook(tables, tmp_path / "a.xlsx"))
    assert "meer dan 250 kolommen" in found[0].message.nl


def test_indicators_beyond_the_sixtieth_column_are_read(tmp_path: Path) -> None:
    tables = sound_tables()
    for i, row in enumerate(tables["impacts"]):
        row += [f"k{k}" if i == 0 else k for k in range(100)]
    catalogue = load_catalogue(write_workbook(tables, tmp_path / "a.xlsx"))
    assert catalogue.risks[0].direct_impact["major"]["k99"] == 99.0


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("risk;major\n")
    assert "geen Excel-werkmap" in refused(tmp_path / "a.xlsx")[0].render("nl")
    write_workbook(sound_tables(), tmp_path / "b.xlsx").rename(tmp_path / "b.xlsm")
    assert "macro" in refused(tmp_path / "b.xlsm")[0].render("nl")


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (None, "A")]
)
def test_letters_of_columns(column: int | None, letters: str) -> None:
    assert _letter(column) == letters
