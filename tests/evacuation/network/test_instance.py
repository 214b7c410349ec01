# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import Instance, read_instance

SOUND: dict[str, Any] = {
    "name": "small",
    "note": "made up",
    "nodes": [["a", 0, 0], ["b", 1000.0, 0], [3, 2000, 0]],
    "links": [["a", "b", 1000, 20.0, 1800, 1], ["b", 3, 1000, 20, 3600.0, 2]],
    "jam": 0.125,
    "demand": [["a", 100], ["b", 20], ["a", 1.5]],
    "exits": ["3"],
    "profile": [0.25, 0.25, 1.0],
    "bin_s": 900,
}


def read(folder: Path, text: str) -> Instance:
    path = folder / "i.json"
    path.write_text(text, encoding="utf-8")
    return read_instance(path)


def refused(folder: Path, **other: Any) -> list[str]:
    with pytest.raises(InputError) as stop:
        read(folder, json.dumps(SOUND | other))
    return [problem.render("en").removeprefix("i.json: ") for problem in stop.value.problems]


def test_what_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps(SOUND))
    network = found.network
    assert network.node_ids == ("a", "b", "3")
    assert network.capacity_veh_s * 3600 == pytest.approx([1800, 3600])
    assert network.jam_veh_m.tolist() == [0.125, 0.25]
    assert network.exits.tolist() == [2]
    assert network.exit_capacity_veh_s * 3600 == pytest.approx([3600])
    assert [zone.id for zone in network.zones] == ["a", "b"]
    assert found.vehicles.tolist() == [101.5, 20.0]
    assert found.times_s.tolist() == [0, 900, 1800, 2700]
    assert found.share_released.tolist() == [0, 0.25, 0.25, 1]
    assert network.source == "made up"


def test_every_shared_instance_is_read(shared: Path) -> None:
    folder = shared / "data/networks/evac_instances"
    total = {path.stem: round(read_instance(path).vehicles.sum()) for path in folder.glob("*.json")}
    assert total["grid11x11_200k"] == total["anaheim200k"] == total["chicago200k"] == 200_000
    assert len(total) == 9


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"links": [["a", "b", 1000, 20, -1, 1]]}, 'links[0].capacity: "-1" - this should be a number of 0 or more.'),
        ({"links": [["a", "b", 0, 20, 1, 1]]}, 'links[0].length: "0" - this should be a number greater than 0.'),
        ({"links": [["a", "b", 9, "fast", 1, 1]]}, 'links[0].speed: "fast" - this should be a number greater than 0.'),
        ({"links": [["a", "b", 9, 9, 1, True]]}, 'links[0].lanes: "true" - this should be a number greater than 0.'),
        ({"links": [["a", "zz", 9, 9, 1, 1]]}, 'links[0].to: "zz" - there is no node of this name.'),
        ({"links": [["a", None, 9, 9, 1, 1]]}, 'links[0].to: "null" - this should be the name of a node.'),
        ({"links": [["a", "b", 9]]}, 'links[0]: "["a", "b", 9]" - this should be a row of 6 values.'),
        ({"links": []}, "links: this list is empty."),
        ({"links": "many"}, 'links: "many" - this should be a list.'),
        ({"nodes": [["a", 0, 0], ["b", 0, 0], [3, 0, 0], ["a", 1, 1]]}, 'nodes[3].name: "a" - this node occurs twice.'),
        ({"nodes": [["a", 0, None], ["b", 0, 0], [3, 0, 0]]}, 'nodes[0].y: "null" - this should be a number.'),
        ({"demand": [["q", 5]]}, 'demand[0].node: "q" - there is no node of this name. Departures need a zone.'),
        ({"demand": [["a", -5]]}, 'demand[0].vehicles: "-5" - this should be a number of 0 or more.'),
        ({"exits": ["q"]}, 'exits[0]: "q" - there is no node of this name.'),
        ({"exits": ["a"]}, 'exits[0]: "a" - no road leads to this exit.'),
        ({"exits": ["3", 3]}, 'exits[1]: "3" - this exit occurs twice.'),
        ({"profile": [0.5, 0.4, 1]}, 'profile[1]: "0.4" - the share falls.'),
        ({"profile": [0.5, 1.2]}, 'profile[1]: "1.2" - a share is at most 1.'),
        ({"profile": [-0.1, 1.0]}, 'profile[0]: "-0.1" - this should be a number of 0 or more.'),
        ({"links": [["a", "b", 1e308, 9, 1, 1]]}, 'links[0].length: "1e+308" - this cannot be so large.'),
        ({"demand": [["a", 1e308]]}, 'demand[0].vehicles: "1e+308" - this cannot be so large.'),
        ({"bin_s": 1e308}, 'bin_s: "1e+308" - this cannot be so large.'),
        ({"bin_s": -900}, 'bin_s: "-900" - this should be a number greater than 0.'),
        ({"jam": float("nan")}, 'jam: "NaN" - this should be a number greater than 0.'),
    ],
)
def test_each_mistake_is_one_message_at_its_place(other: dict[str, Any], message: str, tmp_path: Path) -> None:
    if isinstance(links := other.get("links"), list) and links:
        other = {"links": [*links, ["b", 3, 1000, 20, 3600.0, 2]]}
    assert refused(tmp_path, **other) == [message]


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    links = [["a", "b", -1, 20, 1, 1], ["a", "zz", 9, 9, -1, 1], [1], ["b", 3, 9, 9, 1, 0]]
    found = refused(tmp_path, links=links, demand=[["q", "x"]])
    places = [message.split(": ")[0] for message in found]
    assert sorted(places) == sorted(
        ["links[2]", "links[1].to", "links[0].length", "links[1].capacity", "links[3].lanes"]
        + [f"demand[0].{part}" for part in ("node", "vehicles")]
    )


def test_the_same_mistake_a_thousand_times_is_counted(tmp_path: Path) -> None:
    found = refused(tmp_path, links=[["a", "3", 1, 1, -1, 1]] * 1000)
    assert len(found) == 21
    assert found[-1] == "980 more times: this should be a number of 0 or more."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "this should be keys with values"),
        ("{}", "bin_s: this key is missing: a number."),
        ('{"jam": 1, "jam": 2}', "jam: this key occurs twice."),
    ],
)
def test_what_is_no_instance(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        read(tmp_path, text)
    assert message in stop.value.render("en")


def test_numbers_of_a_thousand_digits_are_no_number(tmp_path: Path) -> None:
    text = json.dumps(SOUND).replace('"jam": 0.125', f'"jam": {"9" * 5000}')
    with pytest.raises(InputError, match="jam"):
        read(tmp_path, text)


def test_wave_speed_of_an_instance_fits_its_capacity(tmp_path: Path) -> None:
    network = read(tmp_path, json.dumps(SOUND)).network
    v, w, k = network.free_speed_m_s, network.wave_speed_m_s, network.jam_veh_m
    assert np.all(network.capacity_veh_s <= v * w * k / (v + w) * (1 + 1e-12))
