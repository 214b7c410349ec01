# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
import csv
import io
import json
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tests.capability.analysis_files import PRESENT, TASKS, write_analysis
from weerbaar.base import InputError
from weerbaar.cli.capability.gaps import add_command

EXAMPLE = "voorbeeld-capaciteiten"
Run = Callable[..., int]


@pytest.fixture
def run() -> Run:
    """Run ``weerbaar capability …`` as the command line does, errors as exceptions."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("nl", "en"), default="nl")
    parser = argparse.ArgumentParser()
    add_command(parser.add_subparsers(), common)

    def command(*words: str) -> int:
        arguments = parser.parse_args(words)
        module, function = arguments.command
        code: int = getattr(import_module(module), function)(arguments)
        return code

    return command


def test_the_table_tells_the_gaps_in_both_languages(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gaps", EXAMPLE, "--draws", "1600") == 0
    dutch = capsys.readouterr()
    assert dutch.err == ""
    for words in ("Breed inzetbaar", "Specifiek", "vertrouwelijk", "onbekend", "proactie", "Tegelijk:"):
        assert words in dutch.out
    assert run("gaps", EXAMPLE, "--draws", "1600", "--lang", "en") == 0
    assert "Generic (two or more scenarios)" in capsys.readouterr().out


def test_data_on_standard_output_and_nothing_else(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gaps", str(write_analysis(tmp_path)), "--draws", "1600", "--json", "-", "--seed", "5") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["analysis"]["id"] == "proef"
    assert (data["run_record"]["seed"], data["run_record"]["draws"]) == (5, 1600)


def test_data_on_standard_output_take_nothing_away_from_the_folder(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = write_analysis(tmp_path), tmp_path / "uit"
    assert run("gaps", str(folder), "--json", "-", "--out", str(out), "--formats", "json") == 0
    assert capsys.readouterr().out.encode() == (out / "gaps.json").read_bytes()


def test_files_in_a_folder(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, words = tmp_path / "uit", ("gaps", str(write_analysis(tmp_path)), "--draws", "1600", "--lang", "en")
    assert run(*words, "--out", str(out), "--formats", "svg,json,csv") == 0
    assert sorted(p.name for p in out.iterdir()) == ["capability-gaps.svg", "gaps.csv", "gaps.json"]
    assert f"Written to {out}/:" in capsys.readouterr().out
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    assert run(*words, "--out", str(out), "--formats", "svg,json,csv") == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first


def test_confidential_numbers_only_when_asked(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 7654321, confidential: true")
    folder = write_analysis(tmp_path, present=present, tasks=TASKS.replace("quantity: 10", "quantity: 8000000"))
    target = tmp_path / "gaps.json"
    assert run("gaps", str(folder), "--json", str(target)) == 0
    assert "7654321" not in target.read_text(encoding="utf-8")
    assert "VERTROUWELIJK" not in capsys.readouterr().out
    assert run("gaps", str(folder), "--json", str(target), "--with-confidential") == 0
    assert "7654321" in target.read_text(encoding="utf-8")
    assert "VERTROUWELIJK" in capsys.readouterr().out


def test_measures_show_before_and_after(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gaps", EXAMPLE, "--draws", "1600", "--measures", "bijstand-defensie", "--lang", "en") == 0
    line = next(row for row in capsys.readouterr().out.splitlines() if row.startswith("Continuity of basic police"))
    before, after = (int(share) for share in re.findall(r"(\d+)%", line)[:2])
    assert " → " in line
    assert after < before
    with pytest.raises(InputError, match="not a measure of this analysis"):
        run("gaps", EXAMPLE, "--measures", "bijstand-defensie,bestaat-niet")


def test_the_day_and_the_tolerance_are_options(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    present = PRESENT.replace("quantity: 20", "quantity: 20, valid_until: 2013-12-31")
    folder = write_analysis(tmp_path, present=present)
    assert run("gaps", str(folder)) == 0
    late = capsys.readouterr()
    assert "let op: present.yaml:3: present[0].valid_until" in late.err
    assert "Telt op deze dag niet mee: politie." in late.out
    assert run("gaps", str(folder), "--on", "2013-12-31", "--tolerance", "0,2") == 0
    early = capsys.readouterr().out
    assert "Wat er is op 31 december 2013" in early
    assert "de kans is groter dan 20%" in early
    assert "Telt op deze dag niet mee" not in early


def test_links_of_the_round_are_suggested(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_analysis(tmp_path, tasks=TASKS.split("together:")[0])
    scenario = tmp_path / "ronde" / "scenarios" / "storm.md"
    text = scenario.read_text(encoding="utf-8").replace(
        "status: active", "status: active\nlinks: [{scenario: brand, probability: 0.3}]"
    )
    scenario.write_text(text, encoding="utf-8")
    assert run("gaps", str(folder)) == 0
    assert "[storm, brand] (30%)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("--draws", "10"),
        ("--on", "31-12-2013"),
        ("--tolerance", "1"),
        ("--measures", ","),
        ("--formats", "docx"),
        ("--out", " "),
    ],
)
def test_options_that_cannot_be_are_refused(run: Run, words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("gaps", EXAMPLE, *words)
    assert stopped.value.code == 2


def test_nothing_of_somebody_else_is_overwritten(run: Run, tmp_path: Path) -> None:
    folder = write_analysis(tmp_path)
    other = tmp_path / "gaps.json"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="something other"):
        run("gaps", str(folder), "--json", str(other))
    with pytest.raises(InputError, match="something else"):
        run("gaps", str(folder), "--out", str(tmp_path))
    with pytest.raises(InputError, match="part of the analysis itself"):
        run("gaps", str(folder), "--out", str(folder / "uit"))
    other.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputError, match="something else"):
        run("gaps", str(folder), "--out", str(tmp_path))
    assert other.read_text(encoding="utf-8") == "[" * 100_000
    assert not (folder / "uit").exists()


def test_a_place_for_the_data_that_cannot_be_used_leaves_the_folder_unmade(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_analysis(tmp_path)
    (tmp_path / "x.json").write_text("mijn", encoding="utf-8")
    with pytest.raises(InputError, match="something other"):
        run("gaps", str(folder), "--json", str(tmp_path / "x.json"), "--out", str(tmp_path / "uit"))
    assert not (tmp_path / "uit").exists()
    assert capsys.readouterr().out == ""


def test_an_analysis_with_errors_writes_nothing(run: Run, tmp_path: Path) -> None:
    folder = write_analysis(tmp_path, tasks=TASKS.replace("scenario: brand", "scenario: vloed"))
    with pytest.raises(InputError, match="vloed"):
        run("gaps", str(folder), "--out", str(tmp_path / "uit"))
    assert not (tmp_path / "uit").exists()


def test_check_tells_everything_or_that_nothing_is_wrong(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", EXAMPLE) == 0
    assert capsys.readouterr().out == "De capaciteitenanalyse is in orde.\n"
    folder = write_analysis(
        tmp_path, tasks=TASKS.replace("scenario: brand", "scenario: vloed"), present=PRESENT.replace("20", "-20")
    )
    assert run("check", str(folder), "--lang", "en") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == "2 errors."
    assert "tasks.yaml:4: tasks[0].scenario" in said.err
    warned = write_analysis(
        tmp_path, present=PRESENT.replace("quantity: 20", "quantity: 20, valid_until: 2010-01-01"), tasks=TASKS
    )
    assert run("check", str(warned)) == 0
    said = capsys.readouterr()
    assert "let op: present.yaml" in said.err
    assert "in orde" in said.out


def test_a_name_cannot_smuggle_a_formula_or_steer_the_terminal(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capabilities = (
        "schema: 1\ncapabilities:\n  - {id: agenten, component: people, unit: {nl: m},"
        ' name: {nl: "=cmd|calc\\u202e"}}\n'
    )
    folder = write_analysis(tmp_path, capabilities=capabilities)
    assert run("gaps", str(folder), "--out", str(tmp_path / "uit"), "--formats", "csv") == 0
    assert "\u202e" not in capsys.readouterr().out
    text = (tmp_path / "uit" / "gaps.csv").read_text(encoding="utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1][1].startswith("'=cmd")
