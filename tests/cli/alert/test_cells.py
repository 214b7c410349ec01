# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import AREA, alert
from weerbaar.alerting.area import read_area
from weerbaar.alerting.cells import made_up_network, select


def test_the_cells_are_those_of_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = select(made_up_network(3000, 5), read_area(AREA), 0.25)
    out = tmp_path / "c.csv"
    words = ["cells", AREA, "--synthetic", "3000", "--seed", "5", "--share", "0.25", "--out", out]
    assert alert(*words) == 0
    with out.open() as file:
        rows = list(csv.DictReader(file))
    assert [row["cell"] for row in rows] == list(wanted.ids)
    assert {row["synthetic"] for row in rows} == {"yes"}
    assert all(float(row["share_inside"]) >= 0.25 for row in rows)
    assert "verzonnen" in capsys.readouterr().out


def test_a_network_is_written_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "n.csv"
    assert alert("cells", "--synthetic", "2000", "--write-network", file) == 0
    assert alert("cells", "--synthetic", "2000", "--write-network", file) == 2
    capsys.readouterr()
    assert alert("cells", AREA, "--network", file, "--json") == 0
    read = json.loads(capsys.readouterr().out)
    assert alert("cells", AREA, "--synthetic", "2000", "--json") == 0
    assert read["cells"] == json.loads(capsys.readouterr().out)["cells"]
    assert read["synthetic"] is True


def test_people_give_a_reach_of_low_middle_and_high(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "p.csv"
    people.write_text("x,y,night,day\n136000,456000,5000,9000\n137000,455000,4000,3000\n")
    words = ["cells", AREA, "--synthetic", "3000", "--population", people, "--at", "2026-11-26T14:00", "--json"]
    assert alert(*words) == 0
    reached = json.loads(capsys.readouterr().out)["reach"]
    assert 0 < reached["reached"]["low"] < reached["reached"]["middle"] < reached["reached"]["high"] <= 12_000


@pytest.mark.parametrize("words", [[AREA], [], [AREA, "--synthetic", "10", "--network", "x.csv"]])
def test_an_area_and_one_network_are_needed(words: list[str]) -> None:
    assert alert("cells", *words) == 2
