# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.evacuate.town import VEHICLES, evacuate, town


def test_the_plan_says_who_leaves_when_and_what_contraflow_gains(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.csv"
    assert evacuate("optimise", town(tmp_path), "--what-if", "--plan", plan) == 0
    out = capsys.readouterr().out
    assert "Vertrek uit" in out
    assert "niemand kan weg" not in out
    rows = list(csv.DictReader(plan.open()))
    assert sum(float(row["vehicles"]) for row in rows if row["what"] == "departure") == VEHICLES
    assert next(row["name"] for row in rows if row["what"] == "road") == "town → north"
    what_if = next(line for line in out[out.index("Wat als") :].splitlines() if line.startswith("town → north"))
    assert "2,0" in what_if
