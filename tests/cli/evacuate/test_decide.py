# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate


def test_the_example_is_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("decide", "voorbeeld-rivier", "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["in_time"] + found["too_late"] == pytest.approx(0.035, abs=0.002)
    costs = [step["cost_eur"] for step in found["trade_off"]]
    assert costs == sorted(costs)
    assert evacuate("decide", "voorbeeld-rivier", "--value-of-life", "0", "--figure", tmp_path / "d.svg") == 0
    assert (tmp_path / "d.svg").read_bytes().startswith(b"<svg")
    assert "Waarde van wachten" in capsys.readouterr().out


def test_who_gives_no_decision_file_hears_what_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("decide", "nergens") == 2
    assert "voorbeeld-rivier" in capsys.readouterr().err
    (tmp_path / "d.yaml").write_text("format: x\n")
    assert evacuate("decide", tmp_path / "d.yaml", lang="en") == 2
    assert "d.yaml:1" in capsys.readouterr().err
