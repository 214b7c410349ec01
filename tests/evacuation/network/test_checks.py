# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.network.made_up_roads import roads
from weerbaar.evacuation.network import RoadNetwork, Zone, check_network, read_instance
from weerbaar.evacuation.network.checks import same_as


def said(network: RoadNetwork, vehicles: np.ndarray | None = None) -> list[str]:
    mark = {"error": "E ", "warning": "W "}
    return [mark[p.severity] + p.render("en").removeprefix("test: ") for p in check_network(network, vehicles)]


def street(**more: object) -> RoadNetwork:
    return roads([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")], ["e"], ["a"], **more)  # type: ignore[arg-type]


def test_a_sound_network_passes(shared: Path) -> None:
    assert said(street()) == []
    for name in ("grid11x11_200k", "chicago200k", "anaheim200k"):
        found = read_instance(shared / f"data/networks/evac_instances/{name}.json")
        assert check_network(found.network, found.vehicles) == ()


@pytest.mark.parametrize(
    ("column", "field", "unit"),
    [
        ("length_m", "length", " (m)"),
        ("free_speed_m_s", "free_speed", " (m/s)"),
        ("capacity_veh_s", "capacity", " (veh/s)"),
        ("lanes", "lanes", ""),
        ("jam_veh_m", "jam_density", " (veh/m)"),
    ],
)
@pytest.mark.parametrize("value", [0.0, -2.0, np.nan, np.inf])
def test_what_no_road_can_have(column: str, field: str, unit: str, value: float) -> None:
    network = street()
    values = getattr(network, column).copy()
    values[1] = value
    found = said(replace(network, **{column: values}))
    assert any(m.startswith(f"E links[b>c].{field}: ") and f"greater than 0{unit}." in m for m in found)


@pytest.mark.parametrize("column", ["length_m", "free_speed_m_s", "capacity_veh_s", "lanes", "jam_veh_m"])
@pytest.mark.parametrize(("value", "shown"), [(1e308, "1e+308"), (1e9, "1e+09"), (1e-300, "1e-300")])
@pytest.mark.filterwarnings("error")
def test_numbers_with_which_nothing_can_be_computed(column: str, value: float, shown: str) -> None:
    network = street()
    values = getattr(network, column).copy()
    values[1] = value
    found = said(replace(network, **{column: values}, wave_speed_m_s=np.empty(0)))
    assert len(found) == 1
    assert found[0].startswith("E links[b>c].")
    assert f'"{shown}" - no road is like that; this should be 0.000001 to ' in found[0]


def test_people_who_reach_no_exit() -> None:
    network = roads(
        [("a", "x"), ("a", "b"), ("b", "c"), ("c", "b")],
        ["x"],
        ["a", "b", "c"],
    )
    split = (*network.zones, Zone("half", "Half", (0, 2), (0.5, 0.5)))
    found = said(replace(network, zones=split), np.array([10.0, 2000.0, 5.0, 1.0]))
    assert found == [
        'E zones[b]: "b" - this zone (2,000 vehicles) reaches no exit.',
        'E zones[c]: "c" - this zone (5 vehicles) reaches no exit.',
        'E zones[half]: "Half" - some of the nodes of this zone reach no exit.',
    ]


def test_many_zones_that_reach_no_exit_are_counted() -> None:
    network = roads([("a", "x")], ["x"], ["a"])
    lost = tuple(Zone(f"z{at}", f"z{at}", (1,), (1.0,)) for at in range(50))
    found = said(
        replace(network, zones=lost, exits=network.exits[:0], exit_capacity_veh_s=np.empty(0)), np.full(50, 2.0)
    )
    assert found[0] == "E exits: there is no exit."
    assert found[-1] == "E zones: 30 more zones (60 vehicles) reach no exit."


def test_exits_without_a_road_and_without_capacity() -> None:
    network = roads([("a", "b"), ("x", "a")], ["b", "x"], ["a"], exit_capacity_veh_s=np.array([0.0, 1.0]))
    assert said(network)[:2] == [
        'E exits[1]: "x" - no road leads to this exit.',
        'E exits[0].capacity: "b" - this should be a number greater than 0 (veh/s).',
    ]


def test_vehicles_that_do_not_fit_the_zones() -> None:
    assert said(street(), np.ones(2)) == ["E vehicles: there are 1 zones and 2 numbers of vehicles."]
    assert said(street(), np.array([-1.0])) == ['E zones[a].vehicles: "-1.0" - this should be a number of 0 or more.']


def test_capacity_that_does_not_go_with_speed_and_density() -> None:
    # v 20, w 5, k 0.125: at most 20·5·0.125/25 = 0.5 veh/s = 1,800 veh/h.
    fits = street(capacity_veh_h=1800.0, wave_speed_m_s=np.full(4, 5.0))
    assert said(fits) == []
    assert said(street(capacity_veh_h=1810.0, wave_speed_m_s=np.full(4, 5.0)))[0].startswith(
        'E links[a>b].capacity: "1,810" - so many vehicles per hour do not go with the speed and jam density'
    )
    # 0.125 veh/m at 1 m/s is reached at 450 veh/h.
    assert any("do not go with" in m for m in said(street(speed_m_s=1.0, capacity_veh_h=500.0)))


def test_loops_twins_and_parts_that_hang_loose() -> None:
    network = roads([("a", "b"), ("a", "b"), ("a", "a"), ("p", "q")], ["b"], ["a"], link_ids=("1", "2", "3", "4"))
    assert said(network) == [
        'W links[3].length: "1,000" - this road ends where it begins.',
        'W links[2]: "1" - there is another road with the same begin, end and length: doubled, or side by side?',
        'W nodes: "p" - 1 separate parts without an exit: 2 nodes, 1 roads.',
    ]


def test_roads_of_other_names_are_no_twins() -> None:
    network = roads([("a", "b")] * 3, ["b"], ["a"], link_ids=("1", "2", "3"), road_names=("A9", "A22", "A9"))
    assert same_as(network).tolist() == [-1, -1, 0]
    assert [message.split(" - ")[0] for message in said(network)] == ['W links[3]: "1"']
