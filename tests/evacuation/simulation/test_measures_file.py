# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import CONTRAFLOW_GAIN
from weerbaar.evacuation.simulation import (
    Closure,
    Contraflow,
    ExitClosure,
    Incident,
    Metering,
    Weather,
    read_measures,
)

ALL = """
schema: 1
measures:
  - {kind: incident, road: a, remaining: 0.5, from_h: 1, to_h: 2.5}
  - {kind: weather, speed: 0.8, capacity: 0.9}
  - {kind: closure, road: a}
  - {kind: contraflow, road: a, opposite: b, setup_min: 90, gain: 0.6}
  - {kind: exit-closure, exit: x, to_h: 4}
  - {kind: metering, road: a, most_veh_h: 1800}
"""


def test_hours_minutes_and_vehicles_an_hour_become_si(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(ALL)
    assert read_measures(path) == (
        Incident(from_s=3600, to_s=9000, link="a", remaining=0.5),
        Weather(speed=0.8, capacity=0.9),
        Closure(link="a"),
        Contraflow(link="a", opposite="b", setup_s=5400, gain=0.6),
        ExitClosure(exit="x", to_s=14400),
        Metering(link="a", most_veh_s=0.5),
    )
    assert read_measures(path)[2].to_s == math.inf


def test_contraflow_gains_what_the_literature_gives_unless_it_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("schema: 1\nmeasures:\n  - {kind: contraflow, road: a, opposite: b, setup_min: 90}\n")
    assert read_measures(path) == (Contraflow(link="a", opposite="b", setup_s=5400, gain=CONTRAFLOW_GAIN),)


def test_every_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "schema: 1\nmeasures:\n"
        "  - {kind: closure, road: x, from_h: 3, to_h: 2}\n"
        "  - {kind: weather, speed: 0}\n"
        "  - {kind: metering, most_veh_h: 5}\n"
        "  - {kind: metering, most_veh_h: -5, road: x}\n"
        "  - {kind: flood}\n"
    )
    with pytest.raises(InputError) as refused:
        read_measures(path)
    assert [problem.line for problem in refused.value.problems] == [3, 4, 5, 6, 7]
