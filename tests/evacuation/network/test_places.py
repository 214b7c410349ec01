# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import Place, RoadNetwork, example, put_on, read_places


def refused(text: str, folder: Path) -> list[str]:
    path = folder / "p.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as stop:
        read_places(path)
    return [problem.render("en") for problem in stop.value.problems]


def test_a_table_of_places(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("id,name,lat,lon,people\nGM0297,Zaltbommel,51.81,5.25,29957\nx,,52,5,\n", encoding="utf-8")
    assert read_places(path) == (Place("GM0297", "Zaltbommel", 5.25, 51.81), Place("x", "x", 5.0, 52.0))


def test_all_mistakes_of_a_table_at_once(tmp_path: Path) -> None:
    assert refused("id,lat\n1,2\n", tmp_path) == [
        f"p.csv:1: {column}: this column is missing. Present are: id, lat." for column in ("name", "lon")
    ]
    assert refused("id,name,lat,lon\na,a,95,5\na,b,x,nan\n,c,52,5\n", tmp_path) == [
        'p.csv:2: lat: "95" - degrees are expected: -90 to 90.',
        'p.csv:3: id: "a" - each place has an id of its own.',
        'p.csv:3: lat: "x" - degrees are expected: -90 to 90.',
        'p.csv:3: lon: "nan" - degrees are expected: -180 to 180.',
        "p.csv:4: id: each place has an id of its own.",
    ]


def test_a_table_from_a_dutch_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"\xef\xbb\xbfid;name;lat;lon\r\nGM0297;Zaltbommel, stad;51,81;5,25\r\n")
    assert read_places(path) == (Place("GM0297", "Zaltbommel, stad", 5.25, 51.81),)


def test_an_old_end_of_line_and_a_quote_that_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"id,name,lat,lon\ra,a,52,5\r")
    assert read_places(path) == (Place("a", "a", 5.0, 52.0),)
    assert refused('id,name,lat,lon\n"a,a,52,5\n', tmp_path) == [
        "p.csv:2: not valid CSV (unexpected end of data). Check whether every quote is closed."
    ]


def bare() -> RoadNetwork:
    from dataclasses import replace

    return replace(example("zeeland").network, zones=(), exits=np.empty(0, np.int64), exit_capacity_veh_s=np.empty(0))


def test_the_nearest_node_and_what_is_there_stays() -> None:
    network = put_on(bare(), exits=[Place("a", "Goes", 3.881, 51.491), Place("b", "ook Goes", 3.882, 51.489)])
    assert [network.node_ids[node] for node in network.exits.tolist()] == ["GOES"]
    more = put_on(network, exits=[Place("c", "Goes", 3.88, 51.49), Place("d", "Deil", 5.228, 51.858)])
    assert [more.node_ids[node] for node in more.exits.tolist()] == ["GOES", "DEIL"]
    assert np.isinf(more.exit_capacity_veh_s).all()
    zoned = put_on(more, zones=[Place("z", "Sloe", 3.8, 51.48)])
    assert [(zone.id, zone.name, zoned.node_ids[zone.nodes[0]]) for zone in zoned.zones] == [("z", "Sloe", "SLOE")]


def test_an_exit_is_where_a_road_ends() -> None:
    """From the middle of a municipality roads only begin: it is the nearest place, but nobody comes there."""
    network = bare()
    town = network.node_number["gemeente Goes"]
    from weerbaar.evacuation.network import DEGREES, moved

    lon, lat = moved(network.x[[town]], network.y[[town]], source=network.crs, target=DEGREES)
    here = Place("x", "x", float(lon[0]), float(lat[0]))
    assert put_on(network, exits=[here]).exits.tolist() == [network.node_number["GOES"]]
    assert put_on(network, zones=[here]).zones[0].nodes == (town,)


def test_places_without_a_road_are_all_named() -> None:
    network = put_on(bare(), zones=[Place("z", "z", 3.8, 51.48)])
    with pytest.raises(InputError) as stop:
        put_on(
            network,
            exits=[Place("x", "zee", 3.0, 52.5)],
            zones=[Place("y", "y", 3.0, 52.6), Place("z", "z", 3.8, 51.48)],
            file="p.csv",
        )
    found = [problem.render("en") for problem in stop.value.problems]
    assert len(found) == 3
    assert found[0].startswith('p.csv: "x zee" - no road within 5.0 km (the nearest: ')
    assert found[2] == 'p.csv: "z" - a zone has this id already.'
