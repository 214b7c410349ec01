# SPDX-License-Identifier: EUPL-1.2
"""What happens to roads is stored, checked with its place, and told with what people call the road."""

from __future__ import annotations

import math

import pytest

from tests.workbench.evacuation.places import village_file
from weerbaar.base import InputError
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import Closure, Contraflow, ExitClosure, Incident, MeasureError, Weather
from weerbaar.workbench.evacuation.measures import in_words, measures_of, opposite_of, stored, with_opposites
from weerbaar.workbench.evacuation.reading import read_upload


@pytest.fixture
def roads() -> RoadNetwork:
    """The village: road 1 to the bridge with 2 back, road 3 to the dike."""
    return read_upload("dorp.json", village_file())[0].network


def test_hours_become_seconds_and_the_end_is_open(roads: RoadNetwork) -> None:
    rows = [
        stored("closure", "1", from_h=2.0, to_h=3.0),
        stored("incident", "3", share=0.5, from_h=1.0),
        stored("exit-closure", "brug"),
        stored("weather", share=0.8),
    ]
    found = measures_of(rows, roads)
    assert found[0] == Closure(link="1", from_s=7200, to_s=10800)
    assert found[1] == Incident(link="3", remaining=0.5, from_s=3600, to_s=math.inf)
    assert isinstance(found[2], ExitClosure)
    assert isinstance(found[3], Weather)


def test_contraflow_finds_the_other_direction(roads: RoadNetwork) -> None:
    filled = with_opposites([stored("contraflow", "1", setup_h=0.5)], roads)
    assert measures_of(filled, roads) == (Contraflow(link="1", opposite="2", setup_s=1800),)
    assert opposite_of(roads, 2) is None
    with pytest.raises(InputError, match="no other direction"):
        with_opposites([stored("contraflow", "3")], roads)


def test_every_fault_at_once(roads: RoadNetwork) -> None:
    wrong = [stored("storm"), stored("closure", "1", from_h=3.0, to_h=2.0), stored("closure", "1", setup_h=-1.0)]
    with pytest.raises(InputError) as found:
        measures_of(wrong, roads)
    assert [p.field for p in found.value.problems] == ["measures[0].kind", "measures[1].to_h", "measures[2].setup_h"]
    with pytest.raises(MeasureError, match="no road 'x'"):
        measures_of([stored("closure", "x")], roads)
    with pytest.raises(InputError, match="200"):
        measures_of([stored("closure", "1")] * 201, roads)


def test_words_name_the_road(roads: RoadNetwork) -> None:
    text = in_words(stored("incident", "1", share=0.5, from_h=1.5, to_h=2.0), roads)
    assert text.nl == "ongeval of versperring: dorp → brug, 50% van de capaciteit over, vanaf uur 1,5 tot uur 2,0"
    assert in_words(stored("exit-closure", "dijk"), roads).in_("en") == "exit closed: dijk"
