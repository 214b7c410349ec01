# SPDX-License-Identifier: EUPL-1.2
"""Cascades as a user meets them: one command, a table, a result that fits its schema, and clear refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from weerbaar.cascade import cascade_results_schema, load_catalogue
from weerbaar.cli import main

EXAMPLE = "voorbeeld-cascade"
LIGHT = ("--years", "2000", "--events", "64", "--lang", "nl")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cascade") / "nieuw" / "uitkomst.json"
    assert main(["cascade", "simulate", EXAMPLE, "--out", str(out), "--cut", "stroomuitval:telecomuitval", *LIGHT]) == 0
    return out


def test_result_fits_the_schema_and_says_what_was_asked(written: Path) -> None:
    data: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    jsonschema.validate(data, cascade_results_schema(), cls=jsonschema.Draft202012Validator)
    assert (data["years"], data["events"], data["seed"], data["impact_noise"]) == (2000, 64, 2012, "bnra")
    assert data["run_record"]["input_hash"] == load_catalogue(EXAMPLE).content_hash
    [cut] = data["cuts"]
    assert (cut["cause"], cut["effect"]) == ("stroomuitval", "telecomuitval")
    assert cut["expected_yearly_impact_change"]["all"]["mean"] < -1e6


def test_same_bytes_with_more_workers(written: Path, tmp_path: Path) -> None:
    out = tmp_path / "uitkomst.json"
    arguments = ["cascade", "simulate", EXAMPLE, "--out", str(out), "--cut", "stroomuitval:telecomuitval"]
    assert main([*arguments, "--workers", "3", *LIGHT]) == 0
    assert out.read_bytes() == written.read_bytes()


def test_table_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cascade", "simulate", EXAMPLE, "--years", "2000", "--events", "64", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Risk (intensity)" in shown
    assert "Extreme heat and drought (considerable)" in shown
    assert "… and 17 more lines; all of them with --all." in shown
    assert "Verwachte" not in shown
    assert not [line for line in shown.splitlines() if "Written" in line]


def test_all_lines_and_links_that_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["cascade", "simulate", EXAMPLE, "--all", "--cut", "hitte-en-droogte:", "--cut", ":pandemie", *LIGHT]) == 2
    )
    assert "* → pandemie" in capsys.readouterr().err
    assert main(["cascade", "simulate", EXAMPLE, "--all", "--cut", "hitte-en-droogte:", *LIGHT]) == 0
    shown = capsys.readouterr().out
    assert "--all" not in shown
    assert "Ongeval in een kerncentrale (extreem)" in shown
    after = shown.partition("Als een verband wegvalt:")[2]
    assert "Extreme hitte en droogte  alle" in after


def test_trend_changes_the_numbers(tmp_path: Path) -> None:
    def rate(*extra: str) -> float:
        out = tmp_path / "x.json"
        assert main(["cascade", "simulate", EXAMPLE, "--out", str(out), *extra, *LIGHT]) == 0
        risks = json.loads(out.read_text(encoding="utf-8"))["risks"]
        return float(
            next(r for r in risks if (r["id"], r["intensity"]) == ("hitte-en-droogte", "major"))["yearly_rate"]
        )

    assert rate("--trend", "2050") > rate() * 1.2


@pytest.mark.parametrize(("lang", "name"), [("nl", "risicokaart"), ("en", "risk-map")])
def test_figures_are_written_beside_what_is_there(tmp_path: Path, lang: str, name: str) -> None:
    (tmp_path / "eigen.txt").write_text("van mij", encoding="utf-8")
    arguments = ["cascade", "simulate", EXAMPLE, "--years", "2000", "--events", "32", "--lang", lang]
    assert main([*arguments, "--figures", str(tmp_path)]) == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert {"eigen.txt", f"{name}.svg", f"{name}.png", f"{name}.pdf"} <= names
    assert (tmp_path / f"{name}.png").read_bytes()[:4] == b"\x89PNG"
    singles = [n for n in names if n.startswith("oorzaken-en-gevolgen" if lang == "nl" else "causes-and-effects")]
    assert len(singles) == len(load_catalogue(EXAMPLE).risks)
    assert all(n.endswith(".svg") for n in singles)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main(["cascade", *arguments])
    assert stop.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "OPDRACHT"),
        (("simulate",), "CATALOGUS"),
        (("simulate", EXAMPLE, "--years", "0"), "1 t/m 1000000000"),
        (("simulate", EXAMPLE, "--years", "1e6"), "geen geheel getal"),
        (("simulate", EXAMPLE, "--events", "10"), "32 t/m 1000000"),
        (("simulate", EXAMPLE, "--seed", "-1"), "0 of meer"),
        (("simulate", EXAMPLE, "--workers", "0"), "1 t/m 64"),
        (("simulate", EXAMPLE, "--cut", "stroomuitval"), "geef OORZAAK:GEVOLG"),
        (("simulate", EXAMPLE, "--cut", ":"), "geef OORZAAK:GEVOLG"),
        (("simulate", EXAMPLE, "--impact-noise", "veel"), "bnra"),
        (("cut", EXAMPLE, "--top", "0"), "1 t/m 50"),
        (("convert", EXAMPLE), "DOEL"),
        (("convert", EXAMPLE, ""), "geen naam gegeven"),
        (("check", " "), "geen naam gegeven"),
        (("simulate", EXAMPLE, "--out", ""), "geen naam gegeven"),
        (("simulate", EXAMPLE, "--figures", ""), "geen naam gegeven"),
    ],
)
def test_wrong_arguments_are_refused_with_what_is_allowed(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (("--trend", "2040"), "bekend zijn: 2050"),
        (("--trend", ""), "bekend zijn: 2050"),
        (("--with", "regen"), "bekend zijn: hittegolf, desinformatie"),
        (("--cut", "regen:pandemie"), "bekend zijn: stroomuitval"),
        (("--cut", "stroomuitval:pandemie"), "stroomuitval → pandemie"),
    ],
)
def test_unknown_names_are_refused_with_those_that_exist(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, extra: tuple[str, ...], words: str
) -> None:
    out = tmp_path / "x" / "uitkomst.json"
    assert main(["cascade", "simulate", EXAMPLE, "--out", str(out), *extra, *LIGHT]) == 2
    assert words in capsys.readouterr().err
    assert not out.parent.exists()


def test_output_that_cannot_be_written_is_refused_before_the_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("computed in vain")

    monkeypatch.setattr("weerbaar.cascade.simulate", never)
    file = tmp_path / "bestand"
    file.write_text("inhoud", encoding="utf-8")
    for option, target in (("--out", tmp_path), ("--out", file / "x.json"), ("--figures", file)):
        assert main(["cascade", "simulate", EXAMPLE, option, str(target), *LIGHT]) == 1
        assert "Er is niets half achtergebleven" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "inhoud"
    assert os.listdir(tmp_path) == ["bestand"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("option", ["--out", "--figures"])
def test_a_device_is_not_replaced_by_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """As root, ``--out /dev/null`` once replaced that device by a file, and ``/dev/full`` filled the disk."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("computed in vain")

    monkeypatch.setattr("weerbaar.cascade.simulate", never)
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    assert main(["cascade", "simulate", EXAMPLE, option, str(pipe), *LIGHT]) == 2
    assert "dit is een apparaat of een pijp" in capsys.readouterr().err
    assert pipe.is_fifo()


def test_result_does_not_go_over_the_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalogue, folder = tmp_path / "c.json", tmp_path / "csv"
    assert main(["cascade", "convert", EXAMPLE, str(catalogue)]) == 0
    assert main(["cascade", "convert", EXAMPLE, str(folder)]) == 0
    before = catalogue.read_bytes()
    assert main(["cascade", "simulate", str(catalogue), "--out", str(catalogue), *LIGHT]) == 2
    assert main(["cascade", "simulate", str(folder), "--figures", str(folder / "figuren"), *LIGHT]) == 2
    assert capsys.readouterr().err.count("hier staat de invoer zelf") == 2
    assert catalogue.read_bytes() == before
    assert not (folder / "figuren").exists()


def test_full_disk_leaves_the_older_result(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "uitkomst.json")

    out = tmp_path / "uitkomst.json"
    out.write_text("ouder", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    arguments = ["cascade", "simulate", EXAMPLE, "--out", str(out), "--figures", str(tmp_path / "figuren"), *LIGHT]
    assert main(arguments) == 1
    assert "de schijf is vol" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "ouder"
    assert os.listdir(tmp_path) == ["uitkomst.json"]


def test_request_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM comes while figures are being written, after the result: neither is there."""
    out = tmp_path / "uit"
    code = (
        "import os, signal, sys\n"
        "from weerbaar.cli import main\n"
        "from weerbaar.figures import Figure\n"
        "def stop(self, path):\n    os.kill(os.getpid(), signal.SIGTERM)\n"
        "Figure.save = stop\n"
        f"place = {str(out)!r}\n"
        f"arguments = ['cascade', 'simulate', {EXAMPLE!r}, '--out', place + '/r.json', '--figures', place + '/f']\n"
        "sys.exit(main([*arguments, '--years', '10', '--events', '32', '--lang', 'nl', '--workers', '2']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("Afgebroken; er is niets achtergebleven.")
    assert not out.exists()


def test_compiling_is_said_once_in_the_chosen_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words come through the announcer of the house; numba itself is not made to compile here."""
    from weerbaar.base import compiling

    def announced(*_: object, **__: object) -> None:
        compiling._ANNOUNCER.say()
        raise KeyboardInterrupt

    monkeypatch.setattr("weerbaar.cascade.simulate", announced)
    assert main(["cascade", "simulate", EXAMPLE, "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert said.splitlines()[0].strip() == "Compiling the engine, once; this takes a minute at most."
    assert said.splitlines()[1] == "Stopped; nothing was left behind."


def test_one_of_something_is_not_a_plural(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "klein.json"
    storm = {"id": "storm", "name": "Storm", "direct_impact": {"zwaar": {"geld": 1e6}}}
    hackers = {"id": "hackers", "name": "Hackers", "actor": True}
    cascades = [
        {"cause": None, "cause_scenario": None, "effect": "storm", "p": {"zwaar": 1e-3}},
        {"cause": "hackers", "cause_scenario": "zwaar", "effect": "storm", "p": {"zwaar": 1e-6}},
    ]
    data = {"schema": 1, "title": "Klein", "risks": [storm, hackers], "cascades": cascades}
    file.write_text(json.dumps(data), encoding="utf-8")
    for lang, line in (
        ("nl", "1 risico, 1 actor, 1 intensiteit, 1 verband"),
        ("en", "1 risk, 1 actor, 1 intensity, 1 link"),
    ):
        assert main(["cascade", "check", str(file), "--lang", lang]) == 0
        assert capsys.readouterr().out.splitlines()[1] == line


def test_best_links_to_cut_come_with_standard_errors(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cascade", "cut", EXAMPLE, "--top", "3", "--events", "256", "--lang", "nl"]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert lines[0] == "Voorbeeld van risico's die elkaar uitlokken"
    assert "zijn verzonnen" in lines[1]
    start = next(i for i, line in enumerate(lines) if line.startswith("Oorzaak"))
    assert len(lines) == start + 2 + 3 + 2
    assert lines[start + 2].startswith("Statelijke actor")
    assert all("±" in line or "exact" in line for line in lines[start + 2 : start + 5])
    assert lines[-1].startswith("Verwachte impact per jaar van alles samen: €")
    assert main([*arguments, "--workers", "2"]) == 0
    assert capsys.readouterr().out == shown


def test_check_says_what_is_there_or_all_that_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["cascade", "check", EXAMPLE, "--lang", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "12 risico's, 2 actoren, 3 intensiteiten, 36 verbanden" in shown
    assert "trends: 2050" in shown
    wrong = tmp_path / "fout.json"
    assert main(["cascade", "convert", EXAMPLE, str(wrong)]) == 0
    text = (
        wrong.read_text(encoding="utf-8").replace("0.00014", "1.4").replace('"effect": "pandemie"', '"effect": "pest"')
    )
    wrong.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["cascade", "check", str(wrong), "--lang", "nl"]) == 2
    said = capsys.readouterr().err
    assert "1.4" in said
    assert "pest" in said
    assert "problemen." in said


@pytest.mark.parametrize("form", ["c.json", "csv", "c.xlsx"])
def test_convert_and_back_again(tmp_path: Path, form: str) -> None:
    there, back = tmp_path / form, tmp_path / "terug.json"
    assert main(["cascade", "convert", EXAMPLE, str(there)]) == 0
    assert main(["cascade", "convert", str(there), str(back)]) == 0
    assert load_catalogue(back).content_hash == load_catalogue(EXAMPLE).content_hash


def test_scores_of_a_dossier_do_not_become_euros(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "ronde"
    assert main(["new", str(folder), "--example", "voorbeeld-2012"]) == 0
    for path in (folder / "scenarios").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    note:", "    probability: 0.2\n    note:"), encoding="utf-8")
    assert main(["cascade", "convert", str(folder), str(tmp_path / "c.json"), "--lang", "nl"]) == 2
    assert "is een score" in capsys.readouterr().err
    assert main(["cascade", "simulate", str(folder), *LIGHT]) == 0
    shown = capsys.readouterr().out
    assert "Impact: score van 0 tot 1." in shown
    assert "Gewelddadige eenling" in shown
    assert "€" not in shown


def rare_or_never(file: Path, p: float, indicators: list[str]) -> str:
    """Write a catalogue of two risks that start and follow with one probability; return its path."""
    impact = {"zwaar": dict.fromkeys(indicators, 1e6)}
    data = {
        "schema": 1,
        "title": "Klein",
        "intensities": ["zwaar"],
        "indicators": indicators,
        "risks": [{"id": name, "name": name, "direct_impact": impact} for name in ("storm", "uitval")],
        "cascades": [
            {"cause": None, "cause_scenario": None, "effect": "storm", "p": {"zwaar": p}},
            {"cause": None, "cause_scenario": None, "effect": "uitval", "p": {"zwaar": p}},
            {"cause": "storm", "cause_scenario": "zwaar", "effect": "uitval", "p": {"zwaar": 0.5 if p else 0.0}},
        ],
    }
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def test_where_nothing_occurs_no_empty_folder_is_left(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalogue, figures = rare_or_never(tmp_path / "nooit.json", 0.0, ["geld"]), tmp_path / "figuren"
    assert main(["cascade", "simulate", catalogue, "--figures", str(figures), *LIGHT]) == 0
    assert "Geen enkel risico komt voor." in capsys.readouterr().out
    assert not figures.exists()


def test_the_rarest_of_all_can_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalogue, out = rare_or_never(tmp_path / "zelden.json", 1e-313, ["geld"]), tmp_path / "uitkomst.json"
    arguments = ["cascade", "simulate", catalogue, "--out", str(out), "--figures", str(tmp_path / "f"), *LIGHT]
    assert main(arguments) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) < 200
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), cascade_results_schema())


def test_rates_alone_give_no_ranking_of_links(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalogue = rare_or_never(tmp_path / "frequenties.json", 1e-3, [])
    assert main(["cascade", "cut", catalogue, "--lang", "nl"]) == 2
    assert "bevat geen impact" in capsys.readouterr().err
    assert main(["cascade", "simulate", catalogue, *LIGHT]) == 0
    assert "€" not in capsys.readouterr().out
