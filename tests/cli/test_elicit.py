# SPDX-License-Identifier: EUPL-1.2
"""The main job as a user runs it: weights, answers, figures, judgements in a dossier, files of another program."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from tests.elicitation.studies import ANSWERS, STUDY, write_study
from weerbaar.cli import main
from weerbaar.elicitation import elicitation_results_schema, load_study

STUDY_NAME = "voorbeeld-elicitatie"


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("elicit") / "uit"
    assert main(["elicit", STUDY_NAME, "--out", str(out), "--lang", "nl", "--diagram", "voorbeeld-2012"]) == 0
    return out


def test_every_format_is_written(written: Path) -> None:
    names = set(fingerprint(written))
    assert {"elicitation.json", "deskundigen.csv", "antwoorden.csv"} <= names
    for what in ("antwoorden-doden-eenling", "kalibratie", "scores", "wegingseffect"):
        assert {f"figuren/{what}.svg", f"figuren/{what}.png"} <= names
    data = json.loads((written / "elicitation.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, elicitation_results_schema(), cls=jsonschema.Draft202012Validator)
    run = data["run_record"]["id"]
    assert run in (written / "figuren" / "kalibratie.svg").read_text(encoding="utf-8")


def test_the_same_study_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    command = ["elicit", STUDY_NAME, "--lang", "nl", "--diagram", "voorbeeld-2012", "--formats", "svg,json,csv"]
    assert main([*command, "--out", str(tmp_path / "weer")]) == 0
    before = {name: digest for name, digest in fingerprint(written).items() if not name.endswith(".png")}
    assert fingerprint(tmp_path / "weer") == before


def test_english_reads_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["elicit", STUDY_NAME, "--out", str(out), "--lang", "en", "--formats", "svg,csv"]) == 0
    shown = capsys.readouterr().out
    assert "Calibration" in shown
    assert "Kalibratie" not in shown
    names = set(fingerprint(out))
    assert {"experts.csv", "answers.csv", "figures/calibration.svg", "figures/answers-nl-alert.svg"} <= names
    assert not any(n.endswith(".json") for n in names)


def test_into_a_dossier_and_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    out = str(tmp_path / "uit")
    assert main(["elicit", STUDY_NAME, "--out", out, "--into", str(folder), "--formats", "svg", "--lang", "nl"]) == 0
    assert str(folder / "judgements" / "voorbeeld-elicitatie.yaml") in capsys.readouterr().out
    assert (tmp_path / "uit" / "figuren" / "wegingseffect.svg").is_file()
    assert main(["check", str(folder), "--lang", "nl"]) == 0
    assert main(["run", str(folder), "--out", str(tmp_path / "run"), "--formats", "json", "--draws", "1000"]) == 0


def test_a_dossier_that_does_not_fit_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--title", "Leeg", "--year", "2027"]) == 0
    before = fingerprint(folder)
    assert main(["elicit", STUDY_NAME, "--out", str(tmp_path / "uit"), "--into", str(folder), "--lang", "en"]) == 2
    shown = capsys.readouterr().err
    assert shown.count("there is no such scenario in dossier") == 4
    assert not (tmp_path / "uit").exists()
    assert fingerprint(folder) == before


def test_an_example_dossier_is_not_written_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "uit"
    assert main(["elicit", STUDY_NAME, "--out", str(out), "--into", "voorbeeld-2012", "--lang", "nl"]) == 2
    assert "Maak eerst een kopie: weerbaar new MAP --example voorbeeld-2012" in capsys.readouterr().err
    assert not out.exists()


def test_to_excalibur_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "studie.dtt", str(tmp_path / "uit")
    assert main(["elicit", STUDY_NAME, "--out", out, "--formats", "json", "--export", str(file), "--lang", "nl"]) == 0
    assert "Excalibur kent alleen kwantielen" in capsys.readouterr().err
    assert (tmp_path / "studie.rls").is_file()
    assert main(["elicit", str(file), "--out", out, "--formats", "json", "--lang", "nl"]) == 0
    assert "66%" in capsys.readouterr().out
    folder = tmp_path / "map"
    assert main(["elicit", str(file), "--out", out, "--formats", "json", "--export", str(folder)]) == 0
    assert load_study(folder).panel().items == load_study(file).panel().items


def test_feedback_per_expert(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    command = ["elicit", STUDY_NAME, "--out", str(out), "--formats", "json", "--feedback", "2", "--lang", "nl"]
    assert main(command) == 0
    found = sorted((out / "terugkoppeling").glob("*.md"))
    assert [p.stem for p in found] == [f"deskundige-{i}" for i in range(1, 6)]
    text = found[1].read_text(encoding="utf-8")
    assert "Deskundige" not in text
    assert "- → P5: 20; P50: 40; P95: 70" in text


def test_without_seed_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = STUDY.replace("    realization: 20\n    source: {nl: Bron.}\n", "")
    folder, out = str(write_study(tmp_path / "studie", bare)), tmp_path / "uit"
    assert main(["elicit", folder, "--out", str(out), "--lang", "nl"]) == 2
    assert "Kies gelijke gewichten (--weights equal) of eigen gewichten (--weights user)" in capsys.readouterr().err
    assert not out.exists()
    assert main(["elicit", folder, "--out", str(out), "--weights", "equal", "--formats", "svg", "--lang", "nl"]) == 0
    assert "figuren/kalibratie.svg" not in fingerprint(out)


def test_every_problem_of_every_file_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = ANSWERS.format(id="een").replace("[10, 20, 30]", "[30, 20, 10]")
    two = ANSWERS.format(id="twee").replace("question: kans", "question: kas").replace("label: B", "label: Q")
    folder = write_study(tmp_path / "studie", STUDY, een=one, twee=two)
    assert main(["elicit", str(folder), "--lang", "nl", "--out", str(tmp_path / "uit")]) == 2
    shown = capsys.readouterr().err
    assert 'answers/een.yaml:7: answers[0].values: "30, 20, 10" - kwantielen moeten oplopen' in shown
    assert 'answers/twee.yaml:12: answers[2].question: "kas" - onbekende vraag. Bedoelt u kans?' in shown
    assert 'answers/twee.yaml:16: answers[3].label: "Q" - dit label staat niet op de schaal' in shown
    assert "3 problemen." in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bestaat-niet"], "deze studie bestaat niet"),
        ([STUDY_NAME, "--alpha", "0,05"], "een drempel hoort bij --weights global of --weights item"),
        ([STUDY_NAME, "--weights", "global", "--alpha", "1"], "geen deskundige haalt de drempel"),
        ([STUDY_NAME, "--feedback", "5"], "kent geen terugkoppeling"),
        ([STUDY_NAME, "--diagram", "bestaat-niet"], "deze map bestaat niet"),
    ],
)
def test_wrong_input_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["elicit", *arguments, "--lang", "nl", "--formats", "json", "--out", str(tmp_path / "uit")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--alpha", "2"],
        ["--alpha", "x"],
        ["--formats", "docx"],
        ["--feedback", "1"],
        ["--seed", "-1"],
        ["--weights", "x"],
    ],
)
def test_an_option_that_there_is_not(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["elicit", STUDY_NAME, *arguments])
    assert stop.value.code == 2


def test_results_do_not_go_into_the_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_study(tmp_path / "studie")
    assert main(["elicit", str(folder), "--out", str(folder / "uit"), "--weights", "equal", "--lang", "nl"]) == 2
    assert "deze map hoort bij de studie zelf" in capsys.readouterr().err


def test_equal_weights_have_no_effect_to_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "uit"
    command = ["elicit", STUDY_NAME, "--weights", "equal", "--diagram", "voorbeeld-2012", "--lang", "nl"]
    assert main([*command, "--formats", "svg", "--out", str(out)]) == 0
    assert "er niets te vergelijken" in capsys.readouterr().out
    assert "figuren/wegingseffect.svg" not in fingerprint(out)


def test_warnings_do_not_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_study(tmp_path / "studie")
    (folder / "answers" / "drie.txt").write_text("x", encoding="utf-8")
    command = ["elicit", str(folder), "--formats", "json", "--out", str(tmp_path / "uit"), "--lang", "nl"]
    assert main(command) == 0
    assert "let op: answers/drie.txt" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--out", "--into", "--diagram", "--export"])
def test_an_empty_place_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["elicit", STUDY_NAME, option, ""])
    assert stop.value.code == 2
    assert f"{option}: geen naam gegeven." in capsys.readouterr().err


@pytest.mark.parametrize("file", ["study.yaml", "dossier.yaml"])
def test_results_do_not_go_into_a_study_or_dossier(
    tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / file).write_text("x", encoding="utf-8")
    assert main(["elicit", STUDY_NAME, "--out", str(tmp_path), "--lang", "en"]) == 2
    assert "choose another for the results" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == [file]


def test_an_export_is_never_written_over_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "oud.dtt").write_text("oud", encoding="utf-8")
    command = ["elicit", STUDY_NAME, "--out", str(tmp_path / "uit"), "--formats", "json", "--lang", "en"]
    assert main([*command, "--export", str(tmp_path / "oud.dtt")]) == 2
    assert "exists already; nothing was written" in capsys.readouterr().err
    assert fingerprint(tmp_path).keys() == {"oud.dtt"}
    assert (tmp_path / "oud.dtt").read_text(encoding="utf-8") == "oud"


def test_no_export_is_left_when_the_dossier_refuses(tmp_path: Path) -> None:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    other = folder / "judgements" / f"{STUDY_NAME}.yaml"
    text = (folder / "judgements" / "deskundige-a.yaml").read_text(encoding="utf-8")
    other.write_text(text.replace("id: deskundige-a", f"id: {STUDY_NAME}"), encoding="utf-8")
    before = fingerprint(tmp_path)
    command = ["elicit", STUDY_NAME, "--out", str(tmp_path / "uit"), "--formats", "json", "--into", str(folder)]
    assert main([*command, "--export", str(tmp_path / "x.dtt")]) == 2
    assert fingerprint(tmp_path) == before
