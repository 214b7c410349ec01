# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.dossier.strategies import dossiers
from weerbaar.base import InputError
from weerbaar.dossier import Dossier, check_dossier, csv_io, export_csv, import_csv, load_dossier
from weerbaar.method import load_method

Maker = Callable[..., Path]
METHOD = load_method("nl-nrb-2009")
HEADER = "scenario;criterion;expert;label;lower;upper;reason\n"


def imported(path: Path, text: str | bytes, dossier: Dossier) -> Dossier:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_csv(path, dossier, METHOD)


@pytest.fixture
def dossier(make_dossier: Maker) -> Dossier:
    return load_dossier(make_dossier())


@settings(max_examples=40)
@given(dossiers())
def test_round_trip_gives_equal_judgements(dossier: Dossier) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for target in (Path(scratch) / "scores.csv", Path(scratch) / "map"):
            export_csv(dossier, METHOD, target)
            assert import_csv(target, dossier, METHOD) == dossier


@pytest.mark.parametrize("name", ["voorbeeld-2012", "rrp-brabant-zuidoost-2019"])
def test_examples_survive(name: str, tmp_path: Path) -> None:
    dossier = load_dossier(name)
    method = load_method(dossier.round.method)
    export_csv(dossier, method, tmp_path / "scores.csv")
    without = dossier.model_copy(
        update={"judgements": tuple(s.model_copy(update={"judgements": ()}) for s in dossier.judgements)}
    )
    filled = import_csv(tmp_path / "scores.csv", without, method)
    for before, after in zip(dossier.judgements, filled.judgements, strict=True):
        order = {(j.scenario, j.criterion): j for j in before.judgements}
        assert {(j.scenario, j.criterion): j for j in after.judgements} == order


def test_rows_to_fill_in_are_there_for_every_criterion(dossier: Dossier, tmp_path: Path) -> None:
    export_csv(dossier, METHOD, tmp_path / "scores.csv")
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 2 * 11
    asked = [row["criterion"] for row in rows if row["scenario"] == "storm"]
    assert asked == [*(c.id for c in METHOD.criteria), "likelihood"]
    storm = {row["criterion"]: row for row in rows if row["scenario"] == "storm"}
    assert (storm["1.1"]["label"], storm["1.1"]["lower"], storm["1.1"]["reason"]) == ("B", "A", "geschat")
    assert storm["2.1"]["quantities"] == "deaths: 1200"
    assert storm["likelihood"]["probability"] == "uniform low=0.01 high=0.02"


def test_formulas_are_neutralised_and_come_back(dossier: Dossier, tmp_path: Path) -> None:
    anna = dossier.judgements[0]
    for reason in ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "'=1", "'s nachts", "\uff1d1"):
        judgement = anna.judgements[0].model_copy(update={"reason": reason})
        changed = dossier.model_copy(update={"judgements": (anna.model_copy(update={"judgements": (judgement,)}),)})
        export_csv(changed, METHOD, tmp_path / "scores.csv")
        with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\uff1d")]
        assert import_csv(tmp_path / "scores.csv", changed, METHOD) == changed


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separator_and_byte_order_mark_are_recognised(dossier: Dossier, tmp_path: Path, separator: str) -> None:
    text = "\ufeff" + HEADER.replace(";", separator) + "storm;2.2;bert;C;B;D;\n".replace(";", separator)
    filled = imported(tmp_path / "a.csv", text, dossier)
    assert [s.id for s in filled.judgements] == ["anna", "bert"]
    (judgement,) = filled.judgements[1].judgements
    assert (judgement.criterion, judgement.lower, judgement.label, judgement.upper) == ("2.2", "B", "C", "D")
    assert filled.judgements[0] == dossier.judgements[0]


def test_rows_of_an_expert_replace_what_was_there(dossier: Dossier, tmp_path: Path) -> None:
    filled = imported(tmp_path / "a.csv", HEADER + "storm;2.2;anna;C;;;\nstorm;2.3;anna;;;;\n", dossier)
    assert [(j.criterion, j.label) for j in filled.judgements[0].judgements] == [("2.2", "C")]
    assert (filled.judgements[0].weight, filled.judgements[0].name.nl) == (2, "Anna")


WRONG = {
    "label F": ("storm;1.1;bert;F;;;\n", 2, ("label", '"F"', "X, A, B, C, D, E")),
    "reversed range": ("storm;1.1;bert;B;D;;\n", 2, ("lower", "boven het oordeel")),
    "unknown scenario": ("strom;1.1;bert;B;;;\n", 2, ("scenario", "Bedoelt u storm")),
    "unknown criterion": ("storm;9.9;bert;B;;;\n", 2, ("criterion", "5.3")),
    "twice": ("storm;1.1;bert;B;;;\nstorm;1.1;bert;C;;;\n", 3, ("twee keer", "a.csv:2")),
    "no expert": ("storm;1.1;;B;;;\n", 2, ("expert", "gevuld")),
    "expert that cannot be a file": ("storm;1.1;../bert;B;;;\n", 2, ("expert", "kleine letters")),
    "reason only": ("storm;1.1;bert;;;;omdat\n", 2, ("precies een van",)),
    "cell too many": ("storm;1.1;bert;B;;;omdat;wind\n", 2, ("wind", "scheidingsteken")),
    "quote not closed": ('storm;1.1;bert;B;;;"omdat\n', 2, ("geen geldige CSV",)),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.usefixtures("nothing_left_behind")
def test_wrong_row_gives_one_message(name: str, dossier: Dossier, tmp_path: Path) -> None:
    rows, line, words = WRONG[name]
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", HEADER + rows, dossier)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("a.csv", line), problem.render()
    for word in words:
        assert word in problem.render("nl")
    assert problem.message.en != problem.message.nl


def test_lines_are_those_of_the_file_also_after_text_over_several(dossier: Dossier, tmp_path: Path) -> None:
    text = HEADER + 'storm;1.1;bert;B;;;"een\ntwee"\n\nstorm;2.1;bert;F;;;\n'
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", text, dossier)
    assert caught.value.problems[0].line == 5


WRONG_FILES = {
    "unknown column": ("scenario;criterion;expert;kleur\n", "onbekende kolom"),
    "column twice": ("scenario;criterion;expert;label;label\n", "twee keer"),
    "column missing": ("scenario;criterion;label\n", "Deskundige (expert) ontbreekt"),
    "not utf-8": (HEADER.encode() + b"storm;1.1;bert;B;;;caf\xe9\n", "UTF-8"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_wrong_file_gives_one_message(name: str, dossier: Dossier, tmp_path: Path) -> None:
    text, words = WRONG_FILES[name]
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", text, dossier)
    (problem,) = caught.value.problems
    assert words in problem.render("nl")


def test_empty_file_misses_its_columns(dossier: Dossier, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", "", dossier)
    assert len(caught.value.problems) == 3


def test_too_many_rows_are_refused(dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_io, "MAX_ROWS", 2)
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", HEADER + "storm;1.1;bert;;;;\n" * 3, dossier)
    assert "meer dan 2 rijen" in caught.value.render("nl")


def test_folder_without_csv_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(InputError, match="no CSV"):
        import_csv(tmp_path / "leeg", dossier, METHOD)


def test_csv_can_be_part_of_a_dossier(make_dossier: Maker) -> None:
    root = make_dossier({"judgements/panel.csv": HEADER + "storm;2.2;bert;C;B;D;\nstorm;2.2;carla;A;;;\n"})
    dossier = load_dossier(root)
    assert [(s.id, len(s.judgements)) for s in dossier.judgements] == [("anna", 5), ("bert", 1), ("carla", 1)]
    (root / "judgements" / "panel.csv").write_text(HEADER + "storm;2.2;bert;F;;;\nstorm;2.3;anna;B;;;\n")
    errors = [p for p in check_dossier(root) if p.severity == "error"]
    assert [(p.file, p.line, p.field) for p in errors] == [
        ("judgements/panel.csv", 1, "expert"),
        ("judgements/panel.csv", 2, "label"),
    ]
    assert "anna.yaml" in errors[0].render("nl")


@pytest.mark.parametrize("rows", ["a;" * 200 + "a\n", HEADER + "storm" + ";" * 200 + "\n"])
def test_too_many_columns_give_one_message(rows: str, dossier: Dossier, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", rows, dossier)
    (problem,) = caught.value.problems
    assert problem.message.nl == "meer dan 200 kolommen; dat is niet toegestaan."


@pytest.mark.parametrize(
    ("cell", "nl", "en"),
    [
        ('"omdat', "aanhalingsteken wordt niet gesloten", "quote is not closed"),
        ('"om"dat', "na een sluitend aanhalingsteken", "after a closing quote"),
        ("x" * 140_000, "meer dan 131072 tekens", "more than 131072 characters"),
    ],
)
def test_faults_of_the_csv_reader_are_told_in_both_languages(
    cell: str, nl: str, en: str, dossier: Dossier, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        imported(tmp_path / "a.csv", f"{HEADER}storm;1.1;bert;B;;;{cell}\n", dossier)
    (problem,) = caught.value.problems
    assert nl in problem.message.nl
    assert en in problem.message.in_("en")
    assert problem.line == 2


def test_folders_above_the_file_are_made(dossier: Dossier, tmp_path: Path) -> None:
    export_csv(dossier, METHOD, tmp_path / "a" / "b" / "scores.csv")
    assert import_csv(tmp_path / "a" / "b" / "scores.csv", dossier, METHOD) == dossier
