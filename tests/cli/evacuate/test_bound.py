# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.evacuate.town import VEHICLES, evacuate, town


def test_a_proof_is_written_and_added_up_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, proof = town(tmp_path), tmp_path / "proof.json"
    assert evacuate("bound", path, "--certificate", proof) == 0
    out = capsys.readouterr().out
    assert "Geen plan krijgt iedereen veilig binnen 1,06 uur." in out
    assert "bepalen hoe lang het ten minste duurt" in out
    assert evacuate("bound", path, "--verify", proof) == 0
    assert "Het bewijs klopt" in capsys.readouterr().out
    assert evacuate("bound", path, "--verify", proof, lang="en") == 0
    assert "The proof holds" in capsys.readouterr().out


def test_a_proof_that_claims_too_much_does_not_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, proof = town(tmp_path), tmp_path / "proof.json"
    evacuate("bound", path, "--certificate", proof)
    data = json.loads(proof.read_text())
    data["quickest"]["horizon_s"] += 600
    proof.write_text(json.dumps(data))
    capsys.readouterr()
    assert evacuate("bound", path, "--verify", proof) == 1
    assert "klopt niet" in capsys.readouterr().out
    assert evacuate("bound", path, "--closed", "town → south", "--verify", proof) == 2
    assert "andere wegen" in capsys.readouterr().err


def test_a_flow_that_comes_closest_is_written_by_road_and_hour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, flows = town(tmp_path), tmp_path / "flows.csv"
    assert evacuate("bound", path, "--flows", flows, lang="en") == 0
    assert "A flow that can be driven has everybody safe within 1." in capsys.readouterr().out
    head, *rows = [line.split(",") for line in flows.read_text(encoding="utf-8-sig").splitlines()]
    assert head == ["road or exit", "from hour", "vehicles"]
    by_road: dict[str, float] = {}
    for name, _, vehicles in rows:
        by_road[name] = by_road.get(name, 0.0) + float(vehicles)
    assert by_road["exit dry north"] + by_road["exit dry south"] == pytest.approx(VEHICLES, abs=1)
    assert by_road["town → north"] == pytest.approx(2 / 3 * VEHICLES, rel=0.05)
    assert "north → town" not in by_road


def test_flows_are_not_asked_where_a_proof_is_added_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, flows = town(tmp_path), tmp_path / "flows.csv"
    assert evacuate("bound", path, "--verify", tmp_path / "proof.json", "--flows", flows) == 2
    assert "--flows" in capsys.readouterr().err
    assert not flows.exists()
