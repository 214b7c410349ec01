# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from tests.capability.guideline.checklists import answer, checklist, checklists, guideline
from weerbaar.base import InputError, Lang, Problem
from weerbaar.capability.guideline import Checklist, load_checklist
from weerbaar.capability.guideline.workbook import merge_workbook, workbook_bytes


def filled(path: Path, cells: dict[str, Any], before: Checklist | None = None) -> Path:
    path.write_bytes(workbook_bytes(before or checklist(), guideline(), "nl"))
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Checklist"][place] = value
    book.save(path)
    return path


@settings(max_examples=8)
@given(checklists())
def test_round_trip_loses_nothing(any_list: Checklist) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "lijst.xlsx"
        path.write_bytes(workbook_bytes(any_list, guideline(), "nl"))
        found: list[Problem] = []
        assert merge_workbook(path, checklist(), guideline(), found) == any_list
        assert found == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_example_survives(lang: Lang, tmp_path: Path) -> None:
    found = load_checklist("voorbeeld-capaciteiten")
    (tmp_path / "x.xlsx").write_bytes(workbook_bytes(found.checklist, found.content, lang))
    empty = found.checklist.model_copy(update={"answers": ()})
    assert merge_workbook(tmp_path / "x.xlsx", empty, found.content, []) == found.checklist


def test_sheet_is_made_to_be_filled_in(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {}, checklist(answer("r0", note="=1+1")))
    book = openpyxl.load_workbook(path)
    sheet = book["Checklist"]
    assert book.sheetnames == ["Lees mij", "Checklist", "_lists"]
    assert book["_lists"].sheet_state == "hidden"
    assert sheet.max_row == 4
    assert (sheet["A2"].protection.locked, sheet["H2"].protection.locked) == (True, False)
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert [str(v.sqref) for v in lists] == ["H2:H4"]
    assert [c.value for c in book["_lists"]["B"]] == [
        "voldaan",
        "deels",
        "niet voldaan",
        "niet van toepassing",
        "onbekend",
    ]
    assert (sheet["M2"].value, sheet["M2"].data_type) == ("=1+1", "s")


def test_formulas_are_refused_where_answers_stand(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {"H2": '="vol"&"daan"', "C3": "=1+1"})
    with pytest.raises(InputError) as stop:
        merge_workbook(path, checklist(), guideline(), [])
    assert [(p.field, p.message.en) for p in stop.value.problems] == [("Checklist!H2", "formulas are not allowed.")]


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {"H2": "misschien", "H3": "voldaan", "L3": "31-02-2027", "K4": "wie"})
    with pytest.raises(InputError) as stop:
        merge_workbook(path, checklist(), guideline(), [])
    assert sorted(p.field for p in stop.value.problems) == ["Checklist!H2", "Checklist!H4", "Checklist!L3"]


def test_an_unknown_column_is_a_warning(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {"H2": "voldaan", "P1": "Gesprek", "P2": "ja"})
    found: list[Problem] = []
    assert [a.state for a in merge_workbook(path, checklist(), guideline(), found).answers] == ["met"]
    assert [(p.field, p.value, p.severity) for p in found] == [("Checklist!P1", "Gesprek", "warning")]


def test_a_workbook_of_another_checklist_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {})
    other = checklist().model_copy(update={"id": "andere"})
    with pytest.raises(InputError, match="belongs to checklist onze"):
        merge_workbook(path, other, guideline(), [])


def test_a_workbook_without_the_sheet_and_no_workbook_at_all(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "leeg.xlsx")
    (tmp_path / "tekst.xlsx").write_text("geen werkmap")
    for name, said in (("leeg.xlsx", "the sheet Checklist is missing"), ("tekst.xlsx", "not an Excel workbook")):
        with pytest.raises(InputError, match=said):
            merge_workbook(tmp_path / name, checklist(), guideline(), [])


def test_a_stray_cell_far_below_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.xlsx", {"A9000": "r0"})
    with pytest.raises(InputError, match="more than 5000 rows"):
        merge_workbook(path, checklist(), guideline(), [])
