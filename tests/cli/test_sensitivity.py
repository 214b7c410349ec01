# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar sensitivity`` as a user runs it: what is printed, what is written, and what is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from weerbaar.assessment import sensitivity_schema
from weerbaar.cli import main
from weerbaar.figures import Figure, FigureError

SMALL = ("--draws", "1000", "--samples", "64")


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sensitivity") / "uit"
    assert main(["sensitivity", "voorbeeld-2012", "--out", str(out), "--lang", "nl", *SMALL]) == 0
    return out


def test_result_and_three_figures_are_written(done: Path) -> None:
    names = ("gewichten-voor-plaats-1", "meningsverschillen", "open-vragen")
    assert set(fingerprint(done)) == {
        "sensitivity.json",
        *(f"figuren/{name}.{kind}" for name in names for kind in ("svg", "png")),
    }
    data = json.loads((done / "sensitivity.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, sensitivity_schema(), cls=jsonschema.Draft202012Validator)
    assert data["run_record"]["draws"] == 1000
    assert data["run_record"]["id"] in (done / "figuren" / "open-vragen.svg").read_text(encoding="utf-8")


def test_same_bytes_with_three_workers(done: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    arguments = ["sensitivity", "voorbeeld-2012", "--out", str(again), "--lang", "nl", "--workers", "3", *SMALL]
    assert main(arguments) == 0
    assert fingerprint(again) == fingerprint(done)


def test_english_has_english_tables_and_file_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["sensitivity", "voorbeeld-2012", "--out", str(tmp_path / "o"), "--lang", "en", "--formats", "svg"]
    assert main([*arguments, *SMALL]) == 0
    shown = capsys.readouterr().out
    assert "1. How sure is a rank" in shown
    assert "Arms control in a failing state" in shown
    assert set(fingerprint(tmp_path / "o")) == {
        f"figures/{name}.svg" for name in ("weights-for-first-place", "disagreement", "open-questions")
    }
    assert "seed 2012, run " in shown.splitlines()[-1]


def test_tables_say_who_comes_first_and_who_disagrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(tmp_path / "o"), "--formats", "json"]
    assert main(["sensitivity", "voorbeeld-2012", "--lang", "nl", *out, *SMALL]) == 0
    shown = capsys.readouterr().out
    assert "komt nooit op 1" in shown
    assert "A: Deskundige B; B: Deskundige A, Deskundige C" in shown
    assert "Met 4 scenario’s staat elk scenario in de top 5" in shown


def refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, dossier: str, *arguments: str) -> str:
    out = tmp_path / "uit"
    assert main(["sensitivity", dossier, "--out", str(out), "--lang", "nl", *SMALL, *arguments]) == 2
    assert not out.exists()
    return capsys.readouterr().err


def test_published_classes_have_nothing_to_analyse(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert refused(capsys, tmp_path, "nrb-2012").startswith("ronde nrb-2012 bevat alleen gepubliceerde klassen.")


def test_conflicting_constraints_are_named_with_their_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "gewichten.yaml"
    file.write_text(
        "schema: 1\nconstraints:\n  - {criterion: '2.1', min: 0.7}\n  - {criterion: '3.1', min: 0.6}\n",
        encoding="utf-8",
    )
    said = refused(capsys, tmp_path, "voorbeeld-2012", "--constraints", str(file)).splitlines()
    assert said[0].startswith("gewichten.yaml:3: constraints[0]: kan niet samengaan")
    assert said[1].startswith("gewichten.yaml:4: constraints[1]: kan niet samengaan")
    assert said[2] == "2 problemen."


def test_unknown_criterion_missing_file_and_impossible_correlation(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "gewichten.yaml"
    file.write_text("schema: 1\nconstraints:\n  - {criterion: '9.9', min: 0.7}\n", encoding="utf-8")
    said = refused(capsys, tmp_path, "voorbeeld-2012", "--constraints", str(file))
    assert '"9.9" - dit criterium doet in deze ronde niet mee; kies uit: 1.1, 1.2' in said
    assert "bestand bestaat niet" in refused(capsys, tmp_path, "voorbeeld-2012", "--constraints", "geen.yaml")
    said = refused(capsys, tmp_path, "voorbeeld-2012", "--correlation=-0,5")
    assert said == "correlatie -0,50 kan niet: bij 10 criteria ligt zij tussen -0,111 en 1.\n"
    assert "gewichtenprofiel niets bestaat niet" in refused(capsys, tmp_path, "voorbeeld-2012", "--weights", "niets")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--samples", "1000", "1000: geen macht van 2; kies 512 of 1024."),
        ("--samples", "32", "64 t/m 65536"),
        ("--draws", "999", "1000 t/m"),
        ("--correlation", "1", "tussen -1 en 1"),
        ("--correlation", "veel", "geen getal"),
        ("--workers", "0", "1 t/m 64"),
        ("--seed", "x", "geen geheel getal"),
        ("--formats", "docx", "kies uit"),
    ],
)
def test_numbers_that_cannot_be_are_refused_at_once(
    capsys: pytest.CaptureFixture[str], option: str, value: str, said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["sensitivity", "voorbeeld-2012", option, value])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_results_of_another_round_and_the_dossier_itself_are_not_written_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("sensitivity.json", "results.json"):
        (other / name).write_text('{"round": {"id": "elders"}}', encoding="utf-8")
        assert main(["sensitivity", "voorbeeld-2012", "--out", str(other), "--lang", "nl", *SMALL]) == 2
        assert "hier staan de uitkomsten van ronde elders" in capsys.readouterr().err
        (other / name).unlink()
    dossier = tmp_path / "dossier"
    assert main(["new", str(dossier), "--example", "voorbeeld-2012"]) == 0
    assert main(["sensitivity", str(dossier), "--out", str(dossier / "uit"), "--lang", "nl", *SMALL]) == 2
    assert "deze map hoort bij het dossier zelf" in capsys.readouterr().err


def test_nothing_is_left_where_a_figure_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(self: Figure, path: Path) -> Path:
        raise FigureError("kapot")

    monkeypatch.setattr(Figure, "save", fails)
    assert "kapot" in refused(capsys, tmp_path, "voorbeeld-2012")


def test_figures_stand_beside_those_of_a_run(done: Path, tmp_path: Path) -> None:
    out = tmp_path / "samen"
    (out / "figuren").mkdir(parents=True)
    (out / "figuren" / "risicodiagram.svg").write_text("<svg/>", encoding="utf-8")
    arguments = ["sensitivity", "voorbeeld-2012", "--out", str(out), "--lang", "nl", "--formats", "svg", *SMALL]
    assert main(arguments) == 0
    names = {"open-vragen.svg", "meningsverschillen.svg", "gewichten-voor-plaats-1.svg", "risicodiagram.svg"}
    assert {p.name for p in (out / "figuren").iterdir()} == names


def test_no_empty_folder_is_left_where_there_is_nothing_to_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier, out = tmp_path / "dossier", tmp_path / "uit"
    assert main(["new", str(dossier), "--example", "voorbeeld-2012"]) == 0
    for file in (dossier / "judgements").iterdir():
        file.unlink()
    (dossier / "judgements" / "e.yaml").write_text(
        "schema: 1\nid: e\nname: {nl: E}\nkind: expert\njudgements:\n"
        "  - {scenario: cyberhacktivisme, criterion: likelihood, probability: 0.01, window_years: 5}\n",
        encoding="utf-8",
    )
    arguments = ["sensitivity", str(dossier), "--out", str(out), "--lang", "nl", *SMALL]
    assert main([*arguments, "--formats", "svg"]) == 0
    assert "Er valt niets te tekenen; er is niets geschreven." in capsys.readouterr().out
    assert not out.exists()
    assert main([*arguments, "--formats", "svg,json"]) == 0
    assert set(fingerprint(out)) == {"sensitivity.json"}
