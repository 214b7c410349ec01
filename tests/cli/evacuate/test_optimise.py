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


def test_a_zone_at_several_places_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "node.csv").write_text(
        "node_id,x_coord,y_coord,zone_id\n1,0,0,Z\n2,0,900,Z\n3,0,5000,\n", encoding="utf-8"
    )
    (tmp_path / "link.csv").write_text(
        "link_id,from_node_id,to_node_id,directed,length,free_speed,lanes,capacity\n"
        "a,1,2,1,900,50,1,1800\nb,2,3,1,4100,50,1,1800\n",
        encoding="utf-8",
    )
    (tmp_path / "people.csv").write_text("zone,people\nZ,90000\n", encoding="utf-8")
    asked = ("--exits", "3", "--units", "length=m,speed=km/h", "--people", tmp_path / "people.csv", "--what-if")
    assert evacuate("optimise", tmp_path, *asked, "--plan", tmp_path / "plan.csv") == 0
    out = capsys.readouterr().out
    with (tmp_path / "plan.csv").open() as file:
        departures = [row for row in csv.DictReader(file) if row["what"] == "departure"]
    assert [row["name"] for row in departures] == ["Z"]
    # Without the last road nobody gets out.
    assert "niet iedereen kan weg" in out
