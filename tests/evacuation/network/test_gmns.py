# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import Reading, check_network, read_gmns
from weerbaar.evacuation.network.road_classes import RoadClasses, shipped_road_classes

NODES = "node_id,x_coord,y_coord,zone_id\na,0,0,1\nb,1000,0,1\nc,2000,0,\nd,2000,1000,0\n"
LINKS = (
    "link_id,name,from_node_id,to_node_id,directed,length,capacity,free_speed,lanes,allowed_uses\n"
    "1,A15,a,b,1,1.1,1500,100,2,auto\n"
    '2,,b,c,false,1.2,1000,50,1,"BIKE, AUTO"\n'
    "3,path,c,d,1,1,,15,,walk\n"
)
CONFIG = "dataset_name,long_length,speed,crs\nSmall,km,km/h,28992\n"


def read(folder: Path, nodes: str = NODES, links: str = LINKS, config: str = CONFIG, **more: object) -> Reading:
    (folder / "node.csv").write_text(nodes, encoding="utf-8")
    (folder / "link.csv").write_text(links, encoding="utf-8")
    if config:
        (folder / "config.csv").write_text(config, encoding="utf-8")
    return read_gmns(folder, **({"exits": ["c"]} | more))  # type: ignore[arg-type]


def refused(folder: Path, **more: object) -> list[str]:
    with pytest.raises(InputError) as stop:
        read(folder, **more)  # type: ignore[arg-type]
    return [problem.render("en") for problem in stop.value.problems if problem.severity == "error"]


def test_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "zone.csv").write_text("zone_id,name\n1,Tiel\n9,Elst\n", encoding="utf-8")
    found = read(tmp_path)
    network = found.network
    assert (network.name, network.crs) == ("Small", "EPSG:28992")
    assert network.link_ids == ("1", "2", "2:back")
    assert network.begin.tolist() == [0, 1, 2]
    assert network.end.tolist() == [1, 2, 1]
    assert network.length_m.tolist() == pytest.approx([1100, 1200, 1200])
    assert network.free_speed_m_s * 3.6 == pytest.approx([100, 50, 50])
    # Capacity is per lane in GMNS.
    assert network.capacity_veh_s * 3600 == pytest.approx([3000, 1000, 1000])
    assert network.jam_veh_m.tolist() == [0.25, 0.125, 0.125]
    assert network.road_names == ("A15", "", "")
    assert [(zone.name, zone.nodes, zone.shares) for zone in network.zones] == [("Tiel", (0, 1), (0.5, 0.5))]
    notes = "\n".join(note.render("en") for note in found.notes)
    assert "1 roads without a lane for cars were left out" in notes
    assert "1 nodes have zone 0" in notes
    assert '"9" - 1 zones have no node' in notes


def test_lima(shared: Path) -> None:
    folder = shared / "data/networks/gmns_lima"
    found = read_gmns(folder, ["100002", "104444"], length_unit="ft", speed_unit="mph")
    network = found.network
    assert (network.n_nodes, network.n_links, len(network.zones)) == (2232, 6095, 394)
    # Its coordinates are in feet too: lengths and the straight lines differ by rounding for most roads.
    straight = np.hypot(
        *(network.x[network.end] - network.x[network.begin], network.y[network.end] - network.y[network.begin])
    )
    assert np.median(network.length_m / (straight * 0.3048)) == pytest.approx(1, abs=0.001)
    assert network.free_speed_m_s[0] == pytest.approx(25 * 1609.344 / 3600)
    assert [p for p in check_network(network) if p.severity == "error"] == []


def test_units_that_nobody_states_are_asked_for(tmp_path: Path) -> None:
    assert refused(tmp_path, config="") == [
        "link.csv: free_speed: the unit of this column is stated nowhere. State the unit: m/s, km/h, mph, ft/min.",
        "link.csv: length: the unit of this column is stated nowhere. State the unit: m, km, ft, mi.",
    ]
    assert refused(tmp_path, length_unit="parsec") == [
        "config.csv: long_length: \"parsec\" - 'parsec' is no known unit of length; known are: m, km, ft, mi."
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1.1", "-1", 'link.csv:2: length: "-1" - this should be a number greater than 0.'),
        ("1.1", "1,1", "link.csv:2: this row has 11 cells; the header has 10."),
        ("1.1", "far", 'link.csv:2: length: "far" - this is not a number. Use a point for decimals.'),
        ("1500", "inf", 'link.csv:2: capacity: "inf" - this is not a number. Use a point for decimals.'),
        (
            "1500",
            "",
            "link.csv:2: capacity: this value is missing. Fill it in, or a class as facility_type, ",
        ),
        ("a,b,1", "a,q,1", 'link.csv:2: to_node_id: "q" - there is no node of this name.'),
        ("2,,b", "1,,b", 'link.csv:3: link_id: "1" - this name occurs twice.'),
        ("false", "perhaps", 'link.csv:3: directed: "perhaps" - this should be 1 or 0.'),
        ("capacity", "cap", "link.csv:2: capacity: this value is missing. Fill it in, or a class as facility_type, "),
        ("from_node_id", "from", "link.csv:1: from_node_id: this column is missing."),
        ('"BIKE', '"BI"KE', "link.csv:3: not valid CSV"),
    ],
)
def test_mistakes_in_roads(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert refused(tmp_path, links=LINKS.replace(old, new))[0].startswith(message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("b,1000", "b,", "node.csv:3: x_coord: this coordinate is missing."),
        ("b,1000", "a,1000", 'node.csv:3: node_id: "a" - this name occurs twice.'),
        ("b,1000", ",1000", "node.csv:3: node_id: the name is missing."),
    ],
)
def test_mistakes_in_nodes(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert message in refused(tmp_path, nodes=NODES.replace(old, new))


def test_exits_have_to_exist_and_to_have_a_road(tmp_path: Path) -> None:
    assert refused(tmp_path, exits=["q", "c", "c"]) == [
        'node.csv: exits[0]: "q" - there is no node of this name.',
        'node.csv: exits[2]: "c" - this exit occurs twice.',
    ]
    assert refused(tmp_path, exits=["d"]) == ['link.csv: exits[0]: "d" - no road leads to this exit.']


def test_what_is_empty_comes_from_the_class_of_the_road(tmp_path: Path) -> None:
    links = (
        "link_id,from_node_id,to_node_id,facility_type,link_type_name,length,capacity,free_speed,lanes\n"
        "1,a,b,Motorway,,1,,,\n"
        "2,b,c,,residential,1,900,,1\n"
    )
    found = read(tmp_path, links=links)
    classes = shipped_road_classes().by_name
    road, street = classes["motorway"], classes["residential"]
    assert found.network.lanes.tolist() == [road.lanes, 1]
    assert found.network.capacity_veh_s * 3600 == pytest.approx([road.lanes * road.capacity_lane_veh_h, 900])
    assert found.network.free_speed_m_s * 3.6 == pytest.approx([road.free_speed_km_h, street.free_speed_km_h])
    notes = [note.render("en") for note in found.notes if note.file == "link.csv"]
    assert notes == [
        "link.csv: free_speed: 2 empty cells: taken from the class of the road.",
        "link.csv: capacity: 1 empty cells: taken from the class of the road.",
        "link.csv: lanes: 1 empty cells: taken from the class of the road.",
    ]
    own = RoadClasses.model_validate(
        {"schema": 1, "jam_veh_m_lane": 0.125, "classes": [road.model_dump() | {"name": "Snelweg"}]}
    )
    wrong = refused(tmp_path, links=links, road_classes=own)
    assert len(wrong) == 4
    assert wrong[0].startswith('link.csv:2: free_speed: "Motorway" - this value is missing.')


def test_lengths_are_measured_along_the_line_where_they_are_missing(tmp_path: Path) -> None:
    links = (
        "link_id,from_node_id,to_node_id,directed,dir_flag,capacity,free_speed,lanes,geometry\n"
        '1,a,b,1,1,1500,100,1,"LINESTRING (0 0, 500 100, 1000 0)"\n'
        '2,b,a,1,-1,1500,100,1,"LINESTRING (0 0, 500 100, 1000 0)"\n'
        "3,b,c,1,1,1500,100,1,\n"
    )
    network = read(tmp_path, links=links).network
    assert network.length_m == pytest.approx([2 * np.hypot(500, 100)] * 2 + [1000])
    assert network.geometry[1][0].tolist() == [1000, 0]
    assert network.geometry[2].tolist() == [[1000, 0], [2000, 0]]
    several = links.replace("LINESTRING (0 0, 500 100, 1000 0)", "MULTILINESTRING ((0 0, 500 100), (500 100, 1000 0))")
    assert read(tmp_path, links=several).network.length_m == pytest.approx(network.length_m)
    assert "the length is missing" in refused(tmp_path, links=links, crs="")[0]
    assert "LINESTRING" in refused(tmp_path, links=links.replace("LINESTRING (0 0, 5", "POINT (0 0, 5"))[0]


def test_a_reference_system_that_is_not_known(tmp_path: Path) -> None:
    assert refused(tmp_path, config=CONFIG.replace("28992", "EPSG:99999")) == [
        "config.csv: crs: \"EPSG:99999\" - 'EPSG:99999' is no known reference system; write for instance EPSG:28992."
    ]


def test_a_zone_that_is_named_twice(tmp_path: Path) -> None:
    (tmp_path / "zone.csv").write_text("zone_id,name\n1,Tiel\n1,Elst\n", encoding="utf-8")
    assert refused(tmp_path) == ['zone.csv:3: zone_id: "1" - this name occurs twice.']


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"node\.csv: there is no such file"):
        read_gmns(tmp_path, [], length_unit="m", speed_unit="m/s")
    (tmp_path / "node.csv").write_bytes(b"node_id,x_coord,y_coord\n\xff,0,0\n")
    with pytest.raises(InputError, match="not valid UTF-8"):
        read_gmns(tmp_path, [])
