# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.evacuate.town import evacuate, town
from weerbaar.evacuation.advice import advice_schema

START = ("--start", "2026-12-01T08:00")


def test_who_can_leave_in_time_is_told_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path)
    assert evacuate("advise", path, *START, "--breach", "24-48", "--json", tmp_path / "a.json") == 0
    assert "Vertrek" in capsys.readouterr().out
    found = json.loads((tmp_path / "a.json").read_text())
    jsonschema.validate(found, advice_schema())
    assert [place["action"] for place in found["places"]] == ["leave"]


def test_who_cannot_goes_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("advise", town(tmp_path), *START, "--breach", "0", "--card") == 0
    assert "ga niet de weg op" in capsys.readouterr().out


def test_a_place_or_a_flood_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path)
    assert evacuate("advise", path, *START, "--only", "elders") == 2
    assert evacuate("advise", path, *START, "--flood", "voorbeeld") == 2
    assert "--points" in capsys.readouterr().err
    for hours in ("48-24", "-5", "5-", "dag"):
        with pytest.raises(SystemExit):
            evacuate("advise", path, *START, f"--breach={hours}")
    assert "-5: schrijf 30 of 24-48" in capsys.readouterr().err
