# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.evacuate.town import evacuate, town
from weerbaar.evacuation.flood import fractions_schema

FEW = ("--members", "2")


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each line by the first."""
    cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]
    return {row[0]: row[1:] for row in cells if row}


def test_every_strategy_beside_the_bound_and_what_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The town is empty in an hour and a bit: all are out from 24 h on, save when the flood comes unexpectedly."""
    assert (
        evacuate("fraction", town(tmp_path), "--threat", "river", *FEW, "--json", tmp_path / "f.json", lang="en") == 0
    )
    data = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, fractions_schema(), cls=jsonschema.Draft202012Validator)
    assert [one["id"] for one in data["strategies"]] == ["reference", "free", "managed", "contraflow"]
    found = rows(capsys.readouterr().out)
    directed = found["traffic directed over roads and exits"]
    assert directed[1:5] == ["> 99%"] * 4
    assert 75 < float(directed[5].rstrip("%")) < 95
    assert "free choice of road and exit" in found
    assert "bound of the median departures, without extra lanes" in found
    assert found["rivers: expected fraction"][:2] == ["literature", "0.60 - 0.80"]
    assert found["rivers: everybody out in 3 days"][1:] == ["yes", "yes", "-"]
