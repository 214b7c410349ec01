# SPDX-License-Identifier: EUPL-1.2
"""What happens to roads is stored, checked with its place, and told with what people call the road."""

from __future__ import annotations

import math

import pytest

from tests.workbench.evacuation.places import village_file
from weerbaar.base import InputError
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import Closure, Contraflow, ExitClosure, Incident, MeasureError, Metering, Weather
from weerbaar.workbench.evacuation.measures import in_words, measures_of, opposite_of, resolved, stored, stored_of
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
    filled = resolved([stored("contraflow", "1", setup_h=0.5, share=0.5)], roads)
    assert measures_of(filled, roads) == (Contraflow(link="1", opposite="2", setup_s=1800, gain=0.5),)
    assert opposite_of(roads, 2) is None
    with pytest.raises(InputError, match="no other direction"):
        resolved([stored("contraflow", "3")], roads)


def test_what_people_call_a_road_is_its_code(roads: RoadNetwork) -> None:
    rows = [stored("closure", "dorp → DIJK"), stored("weather", roads=["dorp → brug", "3"], speed=0.8, share=0.9)]
    filled = resolved(rows, roads)
    assert filled[0]["place"] == "3"
    assert measures_of(filled, roads)[1] == Weather(capacity=0.9, speed=0.8, links=("1", "3"))
    words = in_words(filled[1], roads)
    assert words.nl == "slecht weer: dorp → brug; dorp → dijk, 80% van de snelheid, 90% van de capaciteit over"
    assert (
        in_words(stored("weather", share=0.9), roads).in_("en") == "bad weather on all roads, 90% of the capacity left"
    )


def test_metering_by_the_hour(roads: RoadNetwork) -> None:
    rows = [
        stored("metering", "1", most_veh_h=600, to_h=1.0),
        stored("metering", "1", most_veh_h=900, from_h=1.0, to_h=2.0),
        stored("metering-node", "dorp", most_veh_h=720),
    ]
    found = measures_of(rows, roads)
    assert found[1] == Metering(link="1", most_veh_s=0.25, from_s=3600, to_s=7200)
    assert found[2] == Metering(node="dorp", most_veh_s=0.2)
    assert [stored_of(one) for one in found] == rows
    assert (
        in_words(rows[0], roads).nl
        == "doseren op een weg: dorp → brug, ten hoogste 600 voertuigen per uur, tot uur 1,0"
    )
    with pytest.raises(InputError, match="vehicles an hour"):
        measures_of([stored("metering", "1")], roads)


def test_every_kind_comes_back_from_the_library(roads: RoadNetwork) -> None:
    rows = [
        stored("closure", "1", from_h=1.0, to_h=2.0),
        stored("incident", "1", share=0.25),
        stored("contraflow", "1", opposite="2", share=0.65, setup_h=0.5),
        stored("exit-closure", "brug", to_h=3.0),
        stored("weather", roads=["1"], share=0.9, speed=0.8),
    ]
    assert [stored_of(one) for one in measures_of(rows, roads)] == rows


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
