# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from weerbaar.evacuation.network import (
    NetworkError,
    RoadNetwork,
    example,
    examples,
    read_instance,
)

DATA = Path(str(files("weerbaar") / "data" / "evacuation" / "network"))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def static_hours(network: RoadNetwork, vehicles: Mapping[int, float]) -> float:
    """Hours that no plan can beat, by the static cut: 1 / the greatest share of all vehicles that can leave an hour."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    links, exits = np.arange(network.n_links), np.arange(len(network.exits))
    origins = np.array(list(vehicles), np.int64)
    row = np.concatenate([network.begin, network.end, network.exits, origins])
    column = np.concatenate(
        [links, links, network.n_links + exits, np.full(len(origins), network.n_links + len(exits))]
    )
    value = np.concatenate(
        [np.ones(network.n_links), -np.ones(network.n_links), np.ones(len(exits)), -np.array(list(vehicles.values()))]
    )
    size = network.n_links + len(exits) + 1
    bounds = [(0, each * 3600) for each in network.capacity_veh_s] + [(0, None)] * (len(exits) + 1)
    cost = np.zeros(size)
    cost[-1] = -1
    found = linprog(
        cost,
        A_eq=coo_array((value, (row, column)), shape=(network.n_nodes, size)).tocsr(),
        b_eq=np.zeros(network.n_nodes),
        bounds=bounds,
    )
    return 1 / float(found.x[-1])


def cars(name: str) -> dict[int, float]:
    """Nine in ten by car, 2.5 in each, as in the instances."""
    shown = example(name)
    people = [each.people for each in shown.inhabitants]
    return {zone.nodes[0]: amount * 0.9 / 2.5 for zone, amount in zip(shown.network.zones, people, strict=True)}


def without(network: RoadNetwork, roads: set[str]) -> RoadNetwork:
    shut = np.array([road in roads for road in network.road_names])
    return replace(network, capacity_veh_s=np.where(shut, 0.0, network.capacity_veh_s))


def test_there_are_a_national_one_and_two_prone_to_floods() -> None:
    assert examples() == ("nl-hoofdwegen", "zeeland", "rivierengebied")
    with pytest.raises(NetworkError, match="there are: nl-hoofdwegen, zeeland, rivierengebied"):
        example("limburg")


@pytest.mark.parametrize("name", ["nl-hoofdwegen", "zeeland", "rivierengebied"])
def test_everybody_can_reach_an_exit_and_every_value_is_possible(name: str) -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    network = example(name).network
    back = coo_array((network.free_time_s, (network.end, network.begin)), shape=(network.n_nodes,) * 2).tocsr()
    time_s = dijkstra(back, indices=network.exits, min_only=True)
    longest_h = max(time_s[zone.nodes[0]] for zone in network.zones) / 3600
    assert 0.2 < longest_h < 2.5
    assert len(set(network.node_ids)) == network.n_nodes
    assert len(set(network.link_ids)) == network.n_links
    per_lane = network.capacity_veh_s * 3600 / network.lanes
    assert set(np.round(per_lane).tolist()) == {1000, 1100, 1500}
    motorway = np.array([road.startswith("A") for road in network.road_names])
    assert set(np.round(per_lane[motorway]).tolist()) == {1500}
    normal = example(name).normal_capacity_veh_s * 3600 / network.lanes
    assert set(np.round(normal[motorway]).tolist()) == {2100}
    assert np.isnan(normal[[road == "lokale weg" for road in network.road_names]]).all()
    assert np.all(network.jam_veh_m == network.lanes * 0.125)


def test_lengths_are_near_those_between_the_places() -> None:
    """Main roads were measured as 1.07 times the straight line; a slip of a digit would show here."""
    network = example("nl-hoofdwegen").network
    main = np.array([road != "lokale weg" for road in network.road_names])
    straight = np.hypot(
        network.x[network.end] - network.x[network.begin], network.y[network.end] - network.y[network.begin]
    )
    ratio = network.length_m[main] / straight[main]
    assert ratio.min() > 0.95
    assert ratio.max() < 1.35


def test_each_row_says_where_it_comes_from_and_how_sure_it_is() -> None:
    named = set()
    for path in sorted(DATA.glob("*.csv")):
        assert path.stat().st_size < 60_000
        for row in rows(path.name):
            assert row["confidence"] in {"high", "medium", "low"}
            named.add(row["source"])
    text = (DATA / "examples.yaml").read_text(encoding="utf-8")
    assert all(f"- id: {source}\n" in text for source in named)
    assert len(example("zeeland").sources) == text.count("- id: ") + 1


def test_people_inside_the_rings() -> None:
    """Published: 46,000 in the Bommelerwaard in 1995, 112,000 on Walcheren; 54,000 and 113,000 by 2022."""
    people = {each.zone: each for each in example("zeeland").inhabitants}
    assert sum(people[code].people for code in ("GM0687", "GM0717", "GM0718")) == pytest.approx(112_000, rel=0.02)
    assert people["GM0687"].sure == "medium"
    assert people["GM0718"].sure == "low"
    # Nijmegen lies in three rings of the river area, and is one zone.
    rivers = {each.zone: each.people for each in example("rivierengebied").inhabitants}
    assert rivers["GM0268"] == pytest.approx(179_100 * (0.45 + 0.05 + 0.2))
    assert list(rivers) == [zone.id for zone in example("rivierengebied").network.zones]


def test_the_table_for_a_demand_file() -> None:
    lines = example("zeeland").people_csv().splitlines()
    assert lines[0] == "zone,people"
    assert "GM0687,49199" in lines
    assert len(lines) == 11


def test_zeeland_against_the_instance(shared: Path) -> None:
    """The same but for the N256 over the Zeelandbrug, which the instance lacks."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_zeeland.json")
    of_zone = {zone.nodes[0]: amount for zone, amount in zip(instance.network.zones, instance.vehicles, strict=True)}
    network, vehicles = example("zeeland").network, cars("zeeland")
    assert sum(vehicles.values()) == pytest.approx(sum(of_zone.values()), rel=1e-3)
    expected = static_hours(instance.network, of_zone)
    assert expected == pytest.approx(13.445, abs=0.01)
    assert static_hours(without(network, {"N256"}), vehicles) == pytest.approx(expected, rel=0.005)
    # The bridge helps by as much as its one lane lets through in the bound.
    assert static_hours(network, vehicles) == pytest.approx(12.854, abs=0.01)


def test_the_rivers_against_the_instance(shared: Path) -> None:
    """There four lanes out of Nijmegen decide; with as few here the hours are the same, with more the main roads do."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_rivers.json")
    of_zone = {zone.nodes[0]: amount for zone, amount in zip(instance.network.zones, instance.vehicles, strict=True)}
    network, vehicles = example("rivierengebied").network, cars("rivierengebied")
    assert sum(vehicles.values()) == pytest.approx(sum(of_zone.values()), rel=1e-3)
    narrow = network.capacity_veh_s.copy()
    town = network.begin == network.node_number["gemeente Nijmegen"]
    narrow[town] = 4000 / 3600 / town.sum()
    expected = static_hours(instance.network, of_zone)
    assert expected == pytest.approx(11.283, abs=0.01)
    assert static_hours(replace(network, capacity_veh_s=narrow), vehicles) == pytest.approx(expected, rel=0.005)
    assert static_hours(network, vehicles) == pytest.approx(5.125, abs=0.01)
