# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town


def test_vehicles_of_the_file_leave_within_some_hours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("bound", town(tmp_path), "--within", "4") == 0
    out = capsys.readouterr().out
    assert "town: 3.000 voertuigen" in out
    assert "binnen 4,0" in out


def test_a_table_of_people_is_refused_by_its_own_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mensen 1.csv"
    table.write_text("zone;people\ntown;-5\n")
    assert evacuate("bound", town(tmp_path), "--people", table) == 2
    assert "mensen 1.csv:2" in capsys.readouterr().err
    table.write_text("zone;people\nelders;5\n")
    assert evacuate("bound", town(tmp_path), "--people", table) == 2
    assert "elders" in capsys.readouterr().err


def test_a_table_of_people_leaves_by_the_response_curve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mensen.csv"
    table.write_text("zone,people\ntown,5000\n")
    assert evacuate("simulate", town(tmp_path), "--people", table) == 0
    assert "mensen in" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["bound", "simulate", "optimise", "ensemble"])
def test_nobody_who_leaves_is_one_message(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate(command, town(tmp_path, demand=[])) == 2
    assert "er vertrekt niemand" in capsys.readouterr().err
