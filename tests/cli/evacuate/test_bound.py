# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town


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
