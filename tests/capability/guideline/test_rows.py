# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.capability.guideline.checklists import answer, checklist, guideline, piece
from weerbaar.base import InputError, Problem
from weerbaar.capability.guideline import Checklist
from weerbaar.capability.guideline.rows import FilledRow, evidence_line, headings, merged, table

WHOLE = {"reason": "", "evidence": "", "owner": "", "due": "", "note": "", "capability": "", "measures": ""}


def row(requirement: str, **cells: Any) -> FilledRow:
    return FilledRow("blad", {"requirement": requirement, **cells}, lambda field: (None, f"C!{field}"))


def after(*rows: FilledRow, before: Checklist | None = None) -> Checklist:
    return merged(before or checklist(), guideline(), rows, [])


def problems(*rows: FilledRow) -> list[str]:
    with pytest.raises(InputError) as stop:
        merged(checklist(), guideline(), rows, [])
    return [p.render("en") for p in stop.value.problems]


def test_a_row_becomes_an_answer() -> None:
    cells = {
        **WHOLE,
        "state": "Deels",
        "evidence": "Rapport | DOC-1 | 2-1-2027\n\nMening",
        "due": datetime.datetime(2027, 5, 1),
        "measures": "m1; m2",
    }
    (found,) = after(row("r1", **cells)).answers
    assert (found.requirement, found.state, found.due) == ("r1", "partly", datetime.date(2027, 5, 1))
    assert [(e.what, e.link, str(e.date)) for e in found.evidence] == [
        ("Rapport", "DOC-1", "2027-01-02"),
        ("Mening", "", "None"),
    ]
    assert found.measures == ("m1", "m2")


@pytest.mark.parametrize("state", ["voldaan", "MET", " Voldaan "])
def test_states_in_either_language(state: str) -> None:
    assert after(row("r0", **WHOLE, state=state)).answers[0].state == "met"


def test_bars_and_backslashes_of_a_text_survive() -> None:
    for what in ("a|b", "c\\", "\\|", "|"):
        line = evidence_line(piece("2027-01-02", what=what))
        (found,) = after(row("r0", **{**WHOLE, "evidence": line}, state="met")).answers
        assert (found.evidence[0].what, str(found.evidence[0].date)) == (what, "2027-01-02")


def test_an_empty_row_takes_the_answer_away_and_no_row_keeps_it() -> None:
    before = checklist(answer("r0"), answer("r1"))
    found = after(row("r0", **WHOLE, state=""), before=before)
    assert [a.requirement for a in found.answers] == ["r1"]


def test_a_column_that_is_not_there_keeps_what_it_held() -> None:
    before = checklist(answer("r0", "partly", note="blijft", evidence=(piece(),), owner="weg"))
    (found,) = after(row("r0", state="met", owner=""), before=before).answers
    assert (found.state, found.note, len(found.evidence), found.owner) == ("met", "blijft", 1, "")


def test_every_problem_is_told_at_its_cell() -> None:
    said = problems(
        row("r0", **{**WHOLE, "due": "gisteren", "evidence": "a|b|2027-13-01"}, state="zo zo"),
        row("r1", **WHOLE, state="not applicable"),
        row("r2", **{**WHOLE, "note": "x"}, state=""),
        row("r2", **WHOLE, state="met"),
        row("r9", **WHOLE, state="met"),
        row("", **WHOLE, state="met"),
        row("r1", **WHOLE, state="met"),
    )
    places = ["C!due", "C!evidence", *["C!requirement"] * 4, "C!reason", "C!state", "C!state"]
    assert sorted(s.split(":")[1].strip() for s in said) == sorted(places)
    assert any("this requirement occurs twice" in s for s in said)
    assert any("not in guideline klein" in s for s in said)
    assert any("names no requirement" in s for s in said)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("note", "stuur\x07teken"),
        ("note", datetime.date(2027, 1, 1)),
        ("evidence", "a|b|2027-01-01|2028-01-01|e"),
        ("evidence", "|DOC-1"),
        ("capability", "Geen Id"),
        ("owner", "twee\nregels"),
        ("note", "x" * 5000),
    ],
)
def test_cells_that_hold_something_else_are_refused(field: str, cell: object) -> None:
    (said,) = problems(row("r0", **{**WHOLE, field: cell}, state="met"))
    assert f"C!{field}" in said


def test_headings_in_either_language_and_order() -> None:
    found: list[Problem] = []
    fields = headings(["Stand", None, "requirement", "Mijn kolom"], "blad", lambda i: (1, f"{i}"), found)
    assert fields == {0: "state", 2: "requirement"}
    assert [(p.severity, p.value) for p in found] == [("warning", "Mijn kolom"), ("warning", "")]
    assert "without column Reason, Evidence" in found[1].render("en")


@pytest.mark.parametrize(("row_", "said"), [(["Stand"], "requirement is missing"), (["Eis", "Eis"], "occurs twice")])
def test_headings_that_cannot_be_read(row_: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        headings(row_, "blad", lambda i: (1, ""), [])


def test_table_says_what_is_asked_and_what_was_answered() -> None:
    rows = table(checklist(answer("r1", "not met", note="x")), guideline(), "nl")
    assert [r["requirement"] for r in rows] == ["r0", "r1", "r2"]
    assert (rows[1]["state"], rows[1]["note"], rows[1]["applies"], rows[1]["questions"]) == (
        "niet voldaan",
        "x",
        "Soms",
        "Hoe?",
    )
    assert "state" not in rows[0]
