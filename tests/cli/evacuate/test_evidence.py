# SPDX-License-Identifier: EUPL-1.2
"""From a plan and a flood to the criteria of a scenario, on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town
from weerbaar.cli import main
from weerbaar.dossier import example_path, load_dossier

SCENARIO = "grootschalige-onlusten"
FATE = ("--call", "0", "--sheltered", "0", "--shelter-risk", "0.2", "--road-risk", "1")
NEEDS = ("--cut-off", "0,5", "--needs-days", "2-6")


def points(folder: Path) -> Path:
    """Eight thousand people in the water of the example, two thousand off its map."""
    path = folder / "people.csv"
    path.write_text("zone;x;y;people\nA;144500;422500;5000\nB;141000;424000;3000\nC;150000;424000;2000\n")
    return path


def test_evidence_flows_into_the_dossier_and_is_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(shutil.copytree(example_path("voorbeeld-2012"), tmp_path / "ronde"))
    flood = ("--flood", "voorbeeld", "--points", points(tmp_path), *FATE, *NEEDS)
    cost = ("--days-away", "4-10", "--eur-person-day", "20-40", "--damage-eur", "1e8-3e8", "--days-unusable", "30-90")
    into = ("--into", folder, "--scenario", SCENARIO)
    assert evacuate("evidence", town(tmp_path), "--members", "4", *flood, *cost, *into) == 0
    said = capsys.readouterr().out
    assert "Beantwoorde criteria: 1.1, 2.1, 2.3, 3.1, 5.1." in said
    assert "2.2" in said.split("Niet beantwoord")[1]
    (judged,) = (one for one in load_dossier(folder).judgements if one.id == f"evacuatie-{SCENARIO}")
    assert [judgement.criterion for judgement in judged.judgements] == ["1.1", "2.1", "2.3", "3.1", "5.1"]
    assert main(["run", str(folder), "--out", str(tmp_path / "out"), "--draws", "2000"]) == 0
    report = (tmp_path / "out" / "bevindingenrapportage.html").read_text(encoding="utf-8")
    assert "Evacuatiestudie town" in report


def test_what_is_not_known_is_not_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("evidence", town(tmp_path), "--members", "2", lang="en") == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("deaths")).split() == ["deaths", "unknown"]
    evacuated = next(line for line in lines if line.startswith("evacuated people")).split()[2:]
    assert [float(cell.replace(",", "")) for cell in evacuated] == pytest.approx([7500] * 3, rel=0.1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scenario", "x"), "--into"),
        (("--into", "nergens", "--scenario", "x"), "weerbaar new"),
        (("--flood", "voorbeeld", "--points", "POINTS", "--call", "3"), "--sheltered"),
    ],
)
def test_one_clear_message(
    options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(points(tmp_path)) if word == "POINTS" else word for word in options]
    assert evacuate("evidence", town(tmp_path), "--members", "2", *given) == 2
    assert said in capsys.readouterr().err


def test_a_scenario_that_the_dossier_does_not_have_is_said_before_anything_is_worked_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = ("--into", example_path("voorbeeld-2012"), "--scenario", "overstroming")
    assert evacuate("evidence", tmp_path / "no-network.json", *into) == 2
    assert SCENARIO in capsys.readouterr().err
