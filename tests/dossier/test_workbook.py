# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from tests.dossier.strategies import dossiers
from weerbaar.base import InputError, Text
from weerbaar.dossier import Dossier, export_workbook, import_workbook, load_dossier, workbook
from weerbaar.method import load_method

Maker = Callable[..., Path]
METHOD = load_method("nl-nrb-2009")


@pytest.fixture
def dossier(make_dossier: Maker) -> Dossier:
    return load_dossier(make_dossier())


@pytest.fixture
def filled(dossier: Dossier, tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Export the sound dossier and put values in cells of the sheet Scores."""

    def fill(cells: dict[str, Any]) -> Path:
        path = tmp_path / "scores.xlsx"
        export_workbook(dossier, METHOD, path)
        book = openpyxl.load_workbook(path)
        for place, value in cells.items():
            book["Scores"][place] = value
        book.save(path)
        return path

    return fill


@settings(max_examples=15)
@given(dossiers(for_cells=True))
def test_round_trip_gives_equal_judgements(dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "scores.xlsx"
        export_workbook(dossier, METHOD, path)
        assert import_workbook(path, dossier, METHOD) == dossier


@pytest.mark.parametrize("name", ["voorbeeld-2012", "rrp-brabant-zuidoost-2019", "nrb-2012"])
@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
def test_examples_survive(name: str, lang: Any, tmp_path: Path) -> None:
    dossier = load_dossier(name)
    method = load_method(dossier.round.method)
    export_workbook(dossier, method, tmp_path / "scores.xlsx", lang)
    assert import_workbook(tmp_path / "scores.xlsx", dossier, method) == dossier


def test_sheets_are_made_to_be_filled_in(dossier: Dossier, tmp_path: Path) -> None:
    export_workbook(dossier, METHOD, tmp_path / "scores.xlsx")
    book = openpyxl.load_workbook(tmp_path / "scores.xlsx")
    assert book.sheetnames == ["Lees mij", "Scenario's", "Scores", "_lists"]
    assert book["_lists"].sheet_state == "hidden"
    scores = book["Scores"]
    assert [c.value for c in scores[1]][:6] == [
        "Scenario",
        "Criterium",
        "Deskundige",
        "Label",
        "Ondergrens",
        "Bovengrens",
    ]
    assert scores.freeze_panes == "D2"
    assert scores.protection.sheet
    assert (scores["A2"].protection.locked, scores["D2"].protection.locked) == (True, False)
    assert scores["A2"].value == "sabotage · Sabotage"
    assert scores["B2"].value.startswith("1.1 · ")
    assert scores["B12"].value == "likelihood · Waarschijnlijkheid"
    assert (scores["D12"].value, scores["I12"].value) == ("C", "hoog")
    assert scores["D13"].value == "B"
    assert scores.column_dimensions["B"].width > 30
    assert book.active.title == "Scores"


def test_lists_offer_the_labels_of_the_row(dossier: Dossier, tmp_path: Path) -> None:
    export_workbook(dossier, METHOD, tmp_path / "scores.xlsx")
    book = openpyxl.load_workbook(tmp_path / "scores.xlsx")

    def choices(place: str) -> list[str]:
        (rule,) = [v for v in book["Scores"].data_validations.dataValidation if place in v.sqref]
        cells = book["_lists"][rule.formula1.split("!")[1].replace("$", "")]
        return [row[0].value for row in cells]

    assert choices("D2") == ["X", "A", "B", "C", "D", "E"]
    assert choices("E12") == ["A", "B", "C", "D", "E"]
    assert choices("M2") == ["ja", "nee"]
    assert choices("O2") == ["laag", "midden", "hoog"]


def test_text_like_a_formula_is_written_as_text(dossier: Dossier, tmp_path: Path) -> None:
    anna = dossier.judgements[0]
    for reason in ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'):
        judgement = anna.judgements[0].model_copy(update={"reason": reason})
        changed = dossier.model_copy(
            update={
                "judgements": (anna.model_copy(update={"judgements": (judgement,)}),),
                "round": dossier.round.model_copy(update={"title": Text(nl=reason)}),
            }
        )
        path = tmp_path / "scores.xlsx"
        export_workbook(changed, METHOD, path)
        with zipfile.ZipFile(path) as archive:
            assert not [n for n in archive.namelist() if "sheet" in n and b"<f>" in archive.read(n)]
        book = openpyxl.load_workbook(path)
        assert (book["Scores"]["N13"].value, book["Scores"]["N13"].data_type) == (reason, "s")
        assert book["Scores"]["N13"].quotePrefix
        assert book["Lees mij"]["A1"].data_type == "s"
        assert import_workbook(path, changed, METHOD) == changed


def test_answers_are_read_in_words_and_numbers(dossier: Dossier, filled: Callable[..., Path]) -> None:
    path = filled(
        {
            "D2": "C", "O2": "High", "P2": "Casuïstiek", "Q2": "boek; boek",
            "M3": "ja", "N3": "geen gegevens",
            "J4": "deaths: 1200",
            "D12": None, "I12": None, "K12": 0.05, "L12": "5", "C12": "bert",
            "A24": "storm", "B24": 1.2, "C24": "carla", "D24": "X",
        }
    )  # fmt: skip
    sets = {
        s.id: {(j.scenario, j.criterion): j for j in s.judgements}
        for s in import_workbook(path, dossier, METHOD).judgements
    }
    first = sets["anna"]["sabotage", "1.1"]
    assert (first.label, first.confidence, first.evidence, first.sources) == ("C", "high", "cases", ("boek", "boek"))
    assert sets["anna"]["sabotage", "1.2"].missing
    assert sets["anna"]["sabotage", "2.1"].quantities is not None
    chance = sets["bert"]["sabotage", "likelihood"]
    assert chance.probability is not None
    assert (chance.probability.expected, chance.window_years) == (0.05, 5)
    assert sets["carla"]["storm", "1.2"].label == "X"


WRONG_CELLS: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "label F": ({"D7": "F"}, "Scores!D7", ('"F"', "toegestaan is: X, A, B, C, D, E")),
    "reversed range": ({"D7": "B", "E7": "D"}, "Scores!E7", ("boven het oordeel",)),
    "formula": ({"D7": "=1+1"}, "Scores!D7", ("=1+1", "formules zijn niet toegestaan")),
    "formula in text": ({"N7": '=WEBSERVICE("x")'}, "Scores!N7", ("formules",)),
    "word not on the list": ({"D7": "B", "O7": "enorm"}, "Scores!O7", ("enorm", "laag, midden, hoog")),
    "number that is none": ({"K12": "veel", "D12": None, "I12": None, "L12": 5}, "Scores!K12", ("veel",)),
    "probability over one": ({"K12": 5, "D12": None, "I12": None, "L12": 5}, "Scores!K12", ("tussen 0 en 1",)),
    "possible thousands": ({"J4": "deaths: 1.200"}, "Scores!J4", ("onduidelijk", "1200")),
    "unknown quantity": ({"J4": "dead: 1200"}, "Scores!J4", ("dead", "deaths")),
    "date made by the spreadsheet": ({"D7": datetime.datetime(2030, 1, 1)}, "Scores!D7", ("datum", "tekst")),
    "two answers": ({"D7": "B", "M7": "ja"}, "Scores!D7", ("precies een van",)),
    "expert with a space": ({"D7": "B", "C7": "Anna B"}, "Scores!C7", ("kleine letters",)),
    "no expert": ({"D7": "B", "C7": None}, "Scores!C7", ("gevuld",)),
    "unknown scenario": ({"D7": "B", "A7": "strom"}, "Scores!A7", ("Bedoelt u storm",)),
    "row twice": ({"D7": "B", "B7": "1.2 · x"}, "Scores!B7", ("twee keer", "Scores!B3")),
    "remark beside the table": ({"S7": "let op"}, "Scores!S7", ("let op", "kolom zonder naam")),
    "unknown column": ({"R1": "Kleur"}, "Scores!R1", ("Kleur", "onbekende kolom")),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_CELLS)
@pytest.mark.usefixtures("nothing_left_behind")
def test_wrong_cell_gives_one_message(name: str, dossier: Dossier, filled: Callable[..., Path]) -> None:
    cells, place, words = WRONG_CELLS[name]
    path = filled(cells)
    before = path.read_bytes()
    with pytest.raises(InputError) as caught:
        import_workbook(path, dossier, METHOD)
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == ("scores.xlsx", place)
    for word in words:
        assert word in problem.render("nl"), problem.render("nl")
    assert problem.message.en != problem.message.nl
    assert path.read_bytes() == before


def test_all_wrong_cells_at_once(dossier: Dossier, filled: Callable[..., Path]) -> None:
    with pytest.raises(InputError) as caught:
        import_workbook(filled({"D7": "F", "D8": "=A1", "O9": "enorm", "A12": "strom"}), dossier, METHOD)
    assert sorted(p.field for p in caught.value.problems) == ["Scores!A12", "Scores!D7", "Scores!D8", "Scores!O9"]


def test_too_many_rows_are_refused(
    dossier: Dossier, filled: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled({"A1048576": "x"})
    monkeypatch.setattr(workbook, "MAX_ROWS", 200)
    with pytest.raises(InputError) as caught:
        import_workbook(path, dossier, METHOD)
    assert [p.field for p in caught.value.problems] == ["Scores!A202"]
    assert "meer dan 200 rijen" in caught.value.render("nl")


def test_workbook_of_another_round_is_refused(dossier: Dossier, filled: Callable[..., Path]) -> None:
    other = dossier.model_copy(update={"round": dossier.round.model_copy(update={"id": "ander"})})
    with pytest.raises(InputError) as caught:
        import_workbook(filled({}), other, METHOD)
    assert "hoort bij dossier proef en niet bij ander" in caught.value.render("nl")


def test_workbook_without_the_sheet_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "leeg.xlsx")
    with pytest.raises(InputError) as caught:
        import_workbook(tmp_path / "leeg.xlsx", dossier, METHOD)
    assert "Scores ontbreekt; gevonden zijn: Sheet" in caught.value.render("nl")


def test_text_that_no_cell_can_hold_is_refused_and_leaves_the_old_file(dossier: Dossier, tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_bytes(b"oud")
    scenario = dossier.scenario("storm")
    story = scenario.storyline.model_copy(update={"incident": Text(nl="x" * 40_000), "trigger": Text(nl="a\x07")})
    longer = dossier.model_copy(update={"scenarios": (scenario.model_copy(update={"storyline": story}),)})
    with pytest.raises(InputError) as caught:
        export_workbook(longer, METHOD, path)
    assert [p.file for p in caught.value.problems] == ["Scenario's!E2", "Scenario's!F2"]
    assert "32767" in caught.value.render("nl")
    assert path.read_bytes() == b"oud"
    assert list(tmp_path.glob(".weerbaar-*")) == []


def test_folders_above_the_workbook_are_made(dossier: Dossier, tmp_path: Path) -> None:
    export_workbook(dossier, METHOD, tmp_path / "a" / "b" / "scores.xlsx")
    assert import_workbook(tmp_path / "a" / "b" / "scores.xlsx", dossier, METHOD) == dossier
