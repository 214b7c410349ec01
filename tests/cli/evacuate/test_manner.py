# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town


def test_a_closed_road_makes_it_longer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path)
    assert evacuate("bound", path, "--closed", "town → north") == 0
    assert "binnen 3,06 uur" in capsys.readouterr().out


def test_contraflow_makes_it_shorter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = town(tmp_path)
    assert evacuate("bound", path, "--contraflow", "town → north", "--setup", "0") == 0
    assert "binnen 0," in capsys.readouterr().out
    assert evacuate("bound", path, "--contraflow", "town → south") == 2
    assert "geen andere rijrichting" in capsys.readouterr().err


def test_a_road_that_is_not_there_is_named_with_those_that_look_like_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evacuate("bound", town(tmp_path), "--closed", "town → noord") == 2
    assert "town → north" in capsys.readouterr().err


def test_measures_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "m.yaml"
    file.write_text("schema: 1\nmeasures:\n  - {kind: exit-closure, exit: dry north}\n")
    assert evacuate("bound", town(tmp_path), "--measures", file) == 0
    assert "binnen 3,06 uur" in capsys.readouterr().out
    file.write_text("schema: 1\nmeasures:\n  - {kind: exit-closure, exit: west}\n")
    assert evacuate("bound", town(tmp_path), "--measures", file) == 2
    assert "west" in capsys.readouterr().err
