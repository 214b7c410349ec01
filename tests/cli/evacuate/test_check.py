# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.evacuate.town import NODES, evacuate, town


def test_a_sound_network_has_no_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("check", town(tmp_path)) == 0
    out = capsys.readouterr().out
    assert "town: 5 knopen, 5 wegen, 2 uitgangen, 1 zone." in out
    assert "0 fouten" in out


def test_people_without_a_way_out_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path, nodes=[*NODES, ["farm", 9, 9]])
    data = json.loads(path.read_text())
    data["demand"].append(["farm", 12])
    path.write_text(json.dumps(data))
    assert evacuate("check", path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert "error" in {problem["severity"] for problem in found["problems"]}
    assert evacuate("check", path, "--drop-unreachable") == 0
    assert "12 voertuigen" in capsys.readouterr().out
