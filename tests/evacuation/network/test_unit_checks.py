# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evacuation.network.made_up_roads import roads
from weerbaar.evacuation.network import RoadNetwork, check_network


def said(network: RoadNetwork) -> list[str]:
    mark = {"error": "E ", "warning": "W "}
    return [mark[p.severity] + p.render("en").removeprefix("test: ") for p in check_network(network)]


def street(**more: object) -> RoadNetwork:
    return roads([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], ["e"], ["a"], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "factor", "looks"),
    [
        ("free_speed_m_s", 3.6, "km/h"),
        ("free_speed_m_s", 1 / 3.6 / 1.2, "too small by a factor 3.6"),
        ("capacity_veh_s", 3600, "veh/h for veh/s"),
        ("capacity_veh_s", 1 / 3600, "too small by a factor 3,600"),
        ("capacity_veh_s", 24, "per day"),
        ("length_m", 1 / 1000, "km or miles"),
        ("length_m", 1000, "a factor 1,000"),
    ],
)
def test_a_column_in_another_unit_is_one_problem(column: str, factor: float, looks: str) -> None:
    network = street()
    found = said(replace(network, **{column: getattr(network, column) * factor}))
    columns = [message for message in found if message.startswith("E links.")]
    assert len(columns) == 1
    assert looks in columns[0]
    assert "the middle value is" in columns[0]


@pytest.mark.parametrize(
    ("factor", "looks"),
    [(1 / 1000, "look like km"), (1 / 1609.344, "look like miles"), (1 / 0.3048, "look like feet"), (1000, "1,000")],
)
def test_with_a_map_lengths_are_judged_by_it(factor: float, looks: str) -> None:
    network = street(length_m=900.0, crs="EPSG:28992")
    assert said(network) == []
    assert looks in said(replace(network, length_m=network.length_m * factor))[0]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("free_speed_m_s", 100.0, 'W links[b>c].free_speed: "100.0" - faster than 162 km/h; is this in km/h?'),
        ("free_speed_m_s", 0.5, 'W links[b>c].free_speed: "0.5000" - slower than walking; is the unit right?'),
        ("lanes", 0.5, 'W links[b>c].capacity: "3,000" - more than 2,600 vehicles per hour per lane'),
        ("lanes", 20.0, 'W links[b>c].capacity: "75.00" - fewer than 100 vehicles per hour per lane'),
        ("length_m", 1.0, 'W links[b>c].length: "1.000" - compared with the map a factor 500 or more different'),
    ],
)
def test_one_road_in_another_unit_is_named(column: str, value: float, message: str) -> None:
    network = street()
    values = getattr(network, column).copy()
    values[1] = value
    assert any(m.startswith(message) for m in said(replace(network, **{column: values})))


def test_roads_against_the_straight_line() -> None:
    network = street(length_m=[900.0, 700.0, 30_000.0, 900.0], crs="EPSG:28992")
    assert said(network) == [
        'W links[b>c].length: "700.0" - shorter than the straight line; is the unit right?',
        'W links[c>d].length: "30,000" - over 20 times the straight line; is the unit right?',
    ]
    assert "no known reference system" in said(replace(network, crs="EPSG:0"))[0]


def test_one_or_two_roads_have_no_middle_to_compare_with() -> None:
    network = roads([("a", "b"), ("b", "c")], ["c"], ["a"], length_m=[1000.0, 30.0])
    assert said(network) == []
    assert said(roads([], ["c"], [])) == ['E exits[0]: "c" - no road leads to this exit.']
