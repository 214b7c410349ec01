# SPDX-License-Identifier: EUPL-1.2
"""What the map plays says what the study says, and is small."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.demand import departures_of
from weerbaar.evacuation.network import RoadNetwork, Zone, example, read_instance
from weerbaar.evacuation.simulation import Closure
from weerbaar.evacuation.study import Settings, Study, make_study
from weerbaar.workbench.evacuation.map_data import MapError, busiest_h, map_bytes, moment_number, moment_of

KINDS = {"<f4": 4, "<u4": 4, "<u2": 2}


# The nearest exit takes less than its road brings, so that there is a queue.
NARROW = replace(NETWORK, exit_capacity_veh_s=np.array([1000 / 3600, np.inf]))


def _studied(network: RoadNetwork = NARROW, vehicles: float = 2000.0, **settings: Any) -> Study:
    given: dict[str, Any] = {"routing": "nearest", "bin_s": 600.0, **settings}
    return make_study(network, leaving(vehicles), Settings(**given))


@pytest.fixture(scope="module")
def studied() -> Study:
    """Two thousand cars, all to the nearest exit."""
    return _studied()


def _numbers(text: str, kind: str) -> npt.NDArray[Any]:
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), kind)


def test_a_road_has_its_moments_side_by_side(studied: Study) -> None:
    data, outcome = json.loads(map_bytes(studied)), studied.outcome
    shape = (NETWORK.n_links, len(outcome.times_s))
    assert data["hours"] == pytest.approx(outcome.times_s / 3600, abs=1e-4)
    queue = _numbers(data["queue"], "<u2").reshape(shape)
    assert queue == pytest.approx(outcome.queued_veh.T, abs=0.5)
    assert queue.max() > 50
    flow = _numbers(data["flow"], "<u2").reshape(shape)
    # What left the roads in all their bins, is what left them.
    lasted_h = np.diff(outcome.times_s, prepend=-600.0) / 3600
    assert flow @ lasted_h == pytest.approx(outcome.left_veh[-1], abs=0.5 * lasted_h.sum())
    assert flow.max() == 1000
    assert _numbers(data["capacity"], "<u2").tolist() == [1500] * 4
    assert json.loads(zlib.decompress(base64.b64decode(data["texts"])))["ids"] == list(NETWORK.link_ids)


def test_everybody_is_somewhere_at_every_moment(studied: Study) -> None:
    people = json.loads(map_bytes(studied))["people"]
    whole = np.array([people[name] for name in ("out", "road", "waiting", "home")])
    assert np.abs(whole.sum(0) - people["total"]).max() <= 2
    assert people["total"] == 5000
    assert (people["home"][0], people["out"][0], people["out"][-1]) == (5000, 0, 5000)
    assert (people["bound"][0], people["bound"][-1]) == (0, 5000)
    assert all(out <= most + 3 for out, most in zip(people["out"], people["bound"], strict=True))


def test_people_of_a_zone_leave_it(studied: Study) -> None:
    data = json.loads(map_bytes(studied))
    assert data["zones"]["names"] == ["a"]
    left = _numbers(data["zones"]["people"], "<u4")
    assert (left[0], left[-1]) == (5000, 0)
    assert np.all(np.diff(left.astype(int)) <= 0)
    # Who is home or waits is in the zone; who is on a road is not.
    assert left == pytest.approx(np.add(data["people"]["home"], data["people"]["waiting"]), abs=2)
    arrived = _numbers(data["exits"]["people"], "<u4").reshape(2, -1)
    assert arrived[:, -1].tolist() == [5000, 0]


def test_two_zones_at_one_node_share_who_leaves_there(studied: Study) -> None:
    a = NETWORK.node_number["a"]
    twice = replace(NETWORK, zones=(Zone("n", "Noord", (a,), (0.75,)), Zone("z", "Zuid", (a,), (0.25,))))
    data = json.loads(map_bytes(_studied(twice)))
    left = _numbers(data["zones"]["people"], "<u4").reshape(2, -1)
    assert left[:, 0].tolist() == [3750, 1250]
    data = json.loads(map_bytes(_studied(replace(NETWORK, zones=()))))
    assert (data["zones"]["names"], _numbers(data["zones"]["people"], "<u4")[0]) == (["a"], 5000)


def test_a_closed_road_carries_nothing_while_it_is_closed() -> None:
    shut = _studied(vehicles=500.0, measures=(Closure(link=NETWORK.link_ids[0], from_s=600.0, to_s=1800.0),))
    data = json.loads(map_bytes(shut))
    periods = _numbers(data["capacity"], "<u2").reshape(-1, NETWORK.n_links)
    assert data["capacity_from_h"] == pytest.approx([0, 1 / 6, 0.5], abs=1e-4)
    assert periods[:, 0].tolist() == [1500, 0, 1500]
    assert periods[:, 2].tolist() == [1500] * 3
    # At the end of a closure the road is open again.
    assert [moment_number(data["capacity_from_h"], hour) for hour in (0.0, 0.2, 0.5, 9.0)] == [0, 1, 2, 2]


def test_one_moment_in_numbers(studied: Study) -> None:
    content = map_bytes(studied)
    hour = busiest_h(content)
    found, data = moment_of(content, hour), json.loads(content)
    at = data["hours"].index(hour)
    assert found.road == max(data["people"]["road"])
    assert (found.out, found.home, found.bound) == tuple(data["people"][name][at] for name in ("out", "home", "bound"))
    first = found.roads[0]
    assert (first.id, first.name) == (NETWORK.link_ids[0], NETWORK.road(0))
    assert first.queue_veh == round(studied.outcome.queued_veh[at, 0])
    left = np.diff(studied.outcome.left_veh[at - 1 : at + 1, 0])[0]
    assert (first.flow_veh_h, first.capacity_veh_h) == (round(left * 6), 1500)
    assert first.flow_veh_h > 900
    assert moment_of(content, 0.0).roads == ()
    assert moment_of(content, 1e6).home == 0


def test_what_was_not_worked_out_is_not_known() -> None:
    content = map_bytes(_studied(with_bound=False))
    assert json.loads(content)["bottlenecks"] == []
    assert moment_of(content, 1.0).bound is None


def test_what_decides_lies_on_its_road(studied: Study) -> None:
    data = json.loads(map_bytes(studied))
    assert studied.bound is not None
    names = [one["name"] for one in data["bottlenecks"]]
    assert names == [one.name for one in studied.bound.bottlenecks]
    roads = [one for one in data["bottlenecks"] if one["road"] is not None]
    for one in roads:
        ends = NETWORK.x[[NETWORK.begin[one["road"]], NETWORK.end[one["road"]]]]
        assert one["at"][0] == pytest.approx(ends.mean() - NETWORK.x.min(), abs=1e-5)
    assert names


def test_dutch_roads_are_put_in_degrees_and_keep_their_bends() -> None:
    grid = example("zeeland").network
    x, y = grid.x[grid.zones[0].nodes[0]], grid.y[grid.zones[0].nodes[0]]
    assert grid.crs == "EPSG:28992"
    away = np.arange(len(NETWORK.x)) * 100.0
    line = [np.array([[x, y], [x + 50, y + 500], [x + 100, y]])] * NETWORK.n_links
    dutch = replace(NETWORK, x=x + away, y=np.full(len(away), y), crs=grid.crs, geometry=tuple(line))
    data = json.loads(map_bytes(_studied(dutch, vehicles=100.0)))
    assert data["degrees"] is True
    west, south = data["origin"]
    assert (3.3 < west < 4.4, 51.2 < south < 51.8) == (True, True)
    assert _numbers(data["bends_of"], "<u4").tolist() == [1] * NETWORK.n_links
    bends = _numbers(data["bends"], "<f4").reshape(-1, 2)
    # Half a kilometre northward.
    assert bends[0, 1] == pytest.approx(500 / 111_200, rel=0.01)
    assert json.loads(map_bytes(_studied(vehicles=100.0)))["degrees"] is False


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (
            replace(NETWORK, x=np.full(NETWORK.n_nodes, np.nan)),
            "'test' heeft geen coördinaten en kan niet op een kaart.",
        ),
        (replace(NETWORK, crs="EPSG:1"), "coördinatenstelsel 'EPSG:1' is niet bekend."),
    ],
)
def test_what_cannot_be_drawn_is_told(network: RoadNetwork, words: str) -> None:
    with pytest.raises(MapError) as told:
        map_bytes(_studied(network, vehicles=10.0))
    assert told.value.message.nl == words


def test_the_same_study_gives_the_same_bytes(studied: Study) -> None:
    assert map_bytes(studied) == map_bytes(_studied())


def test_fifty_hours_of_a_city_fit_in_a_few_hundred_kilobytes(shared: Path) -> None:
    instance = read_instance(shared / "data/networks/evac_instances/chicago500k.json")
    study = make_study(instance.network, departures_of(instance), Settings(routing="free-flow", with_bound=False))
    assert study.outcome.queued_veh.shape[0] > 100
    assert len(map_bytes(study)) < 200_000
