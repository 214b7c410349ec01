# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.capability.guideline.checklists import answer, checklist, checklists, guideline
from weerbaar.base import InputError, Lang, Problem
from weerbaar.capability.guideline import Checklist
from weerbaar.capability.guideline.csv_table import checklist_csv, merge_csv


def merge(text: str, folder: Path, before: Checklist | None = None) -> Checklist:
    (folder / "x.csv").write_text(text, encoding="utf-8", newline="")
    return merge_csv(folder / "x.csv", before or checklist(), guideline(), [])


@settings(max_examples=20)
@given(checklists())
def test_round_trip_loses_nothing(any_list: Checklist) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "lijst.csv"
        path.write_bytes(checklist_csv(any_list, guideline(), "en"))
        found: list[Problem] = []
        assert merge_csv(path, checklist(), guideline(), found) == any_list
        assert found == []


@pytest.mark.parametrize(("lang", "separator"), [("nl", ";"), ("en", ",")])
def test_separator_and_mark_of_the_language(lang: Lang, separator: str) -> None:
    raw = checklist_csv(checklist(), guideline(), lang)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=separator))
    assert [len(row) for row in rows] == [15] * 4


def test_no_cell_of_a_file_starts_like_a_formula() -> None:
    raw = checklist_csv(checklist(answer(note="=cmd|' /C calc'!A0", owner="@som")), guideline(), "nl").decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(io.StringIO(raw), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


def test_problems_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        merge('requirement,state,note\nr0,met,"twee\nregels"\nr1,zo,\n\nr2,ook,\n', tmp_path)
    assert [(p.line, p.field) for p in stop.value.problems] == [(1, ""), (4, "state"), (6, "state")]


def test_short_rows_are_empty_at_the_end(tmp_path: Path) -> None:
    assert merge("requirement;state;note\nr0;met\n", tmp_path).answers == (answer("r0"),)


def test_a_row_with_more_cells_than_headings_is_refused(tmp_path: Path) -> None:
    """It was read up to the last heading, and the rest of a text with a comma in it was lost without a word."""
    with pytest.raises(InputError) as stop:
        merge("requirement,state,note\nr0,met,goed, maar laat\nr1,met,,,\n", tmp_path)
    assert [problem.line for problem in stop.value.problems if problem.severity == "error"] == [2]
    assert "this row has 4 cells; the header has 3" in stop.value.render("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('requirement,state\nr0,"met\n', "not valid CSV"),
        ("", "requirement is missing"),
        ("requirement," + "x," * 100 + "\n", "more than 60 columns"),
        ("requirement,state\n" + "r0,met\n" * 6000, "more than 5,000 rows"),
    ],
)
def test_what_is_no_table_is_refused(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        merge(text, tmp_path)
    assert any(said in p.render("en") for p in stop.value.problems)
