# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.evacuate.town import evacuate, town
from weerbaar.evacuation.study import ensemble_schema


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path)
    for name in ("a.json", "b.json"):
        assert evacuate("ensemble", path, "--members", "6", "--json", tmp_path / name) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    jsonschema.validate(json.loads((tmp_path / "a.json").read_text()), ensemble_schema())
    assert "6 leden" in capsys.readouterr().out


def test_one_member_is_no_ensemble(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        evacuate("ensemble", town(tmp_path), "--members", "1")
