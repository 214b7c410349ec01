# SPDX-License-Identifier: EUPL-1.2
"""A file of measures is the table of a plan: YAML of the command line, or CSV."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.evacuation.measures import stored
from weerbaar.workbench.evacuation.measures_table import measures_in

YAML = b"""schema: 1
measures:
  - {kind: closure, road: A58, from_h: 6}
  - {kind: weather, speed: 0.9, capacity: 0.93, roads: [A58, N57]}
  - {kind: metering, node: dorp, most_veh_h: 1500, to_h: 5}
"""
CSV = "kind;place;roads;from_h;speed;share;most_veh_h;to_h\nclosure;A58;;6;;;;\nweather;;A58,N57;;0,9;0,93;;\n"


def test_yaml_as_the_command_line_reads_it() -> None:
    assert measures_in("m.yaml", YAML) == [
        stored("closure", "A58", from_h=6.0),
        stored("weather", roads=["A58", "N57"], speed=0.9, share=0.93),
        stored("metering-node", "dorp", most_veh_h=1500.0, to_h=5.0),
    ]


def test_a_table() -> None:
    text = CSV.replace("A58,N57", "A58") + "metering;A58;;;;;1500;5\n"
    assert measures_in("m.csv", text.encode()) == [
        stored("closure", "A58", from_h=6.0),
        stored("weather", roads=["A58"], speed=0.9, share=0.93),
        stored("metering", "A58", most_veh_h=1500.0, to_h=5.0),
    ]


def test_what_is_wrong_has_its_line() -> None:
    with pytest.raises(InputError) as found:
        measures_in("m.csv", b"kind,from_h,to_h\nclosure,nu,straks\n")
    assert [(p.line, p.field) for p in found.value.problems] == [(2, "from_h"), (2, "to_h")]
    with pytest.raises(InputError, match="columns are kind"):
        measures_in("m.csv", b"soort,weg\n")
    with pytest.raises(InputError):
        measures_in("m.yaml", b"schema: 1\nmeasures: [{kind: storm}]")
