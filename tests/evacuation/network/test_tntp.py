# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import Reading, check_network, read_instance, read_tntp

NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 4
<ORIGINAL HEADER>~ Init Term Capacity (veh/h) Length (ft) Free Flow Time (min) B
<END OF METADATA>
~ init_node term_node capacity length free_flow_time b ;
1 3 9000 1000 1 0.15 4 ;
3 4 1800 5000 0.5 0.15 4 ;
4 2 9000 1000 1 0.15 4 ;
4 3 1800 5000 0.5 0.15 4 ;
"""
TRIPS = """<NUMBER OF ZONES> 2
<END OF METADATA>
Origin 1
1 : 7.0; 2 : 30.5;
Origin 2
1 : 4.0; 2 : 2.0;
"""


def read(folder: Path, net: str = NET, exits: tuple[str, ...] = ("4",), **more: object) -> Reading:
    path = folder / "Small_net.tntp"
    path.write_text(net, encoding="utf-8")
    return read_tntp(path, exits, **more)  # type: ignore[arg-type]


def refused(folder: Path, net: str = NET, **more: object) -> list[str]:
    with pytest.raises(InputError) as stop:
        read(folder, net, **more)  # type: ignore[arg-type]
    return [problem.render("en") for problem in stop.value.problems]


def test_units_come_from_the_header(tmp_path: Path) -> None:
    (tmp_path / "trips.tntp").write_text(TRIPS, encoding="utf-8")
    found = read(tmp_path, trips=tmp_path / "trips.tntp")
    network = found.network
    assert network.name == "Small"
    # The road into zone 2 is left out: nobody drives through a zone.
    assert network.link_ids == ("1", "2", "4")
    assert network.length_m == pytest.approx([304.8, 1524, 1524])
    assert network.free_speed_m_s == pytest.approx([5.08, 50.8, 50.8])
    assert network.capacity_veh_s * 3600 == pytest.approx([9000, 1800, 1800])
    # At 18 km/h a lane carries no more than 1 / (1 / (5.08 · 0.125) + 1) = 0.388 veh/s, so 9000 veh/h are 7 lanes.
    assert network.lanes.tolist() == [7, 1, 1]
    assert not [note for note in check_network(network) if "capacity" in note.field]
    assert np.isnan(network.x).all()
    assert found.vehicles is not None
    assert found.vehicles.tolist() == [30.5, 4.0]
    assert [note.severity for note in found.notes] == ["warning", "warning"]


def test_zones_collapse_onto_the_ends_of_their_connectors(tmp_path: Path) -> None:
    (tmp_path / "trips.tntp").write_text(TRIPS, encoding="utf-8")
    found = read(tmp_path, trips=tmp_path / "trips.tntp", collapse=True)
    assert found.network.node_ids == ("3", "4")
    assert found.network.n_links == 2
    assert [(zone.id, zone.nodes) for zone in found.network.zones] == [("1", (0,))]
    assert found.vehicles is not None
    assert found.vehicles.tolist() == [30.5]
    assert '"2" - 1 zones have no connector' in found.notes[0].render("en")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Length (ft)", "Length", "Small_net.tntp: ORIGINAL HEADER: the file does not state the unit of length."),
        (
            "(min)",
            "(fortnight)",
            "Small_net.tntp: ORIGINAL HEADER: \"fortnight\" - 'fortnight' is no known unit of time",
        ),
        ("3 4 1800", "3 9 1800", 'Small_net.tntp:9: term_node: "9" - nodes run from 1 to 4.'),
        ("3 4 1800", "3 4 -5", 'Small_net.tntp:9: capacity: "-5" - this should be a number of 0 or more.'),
        ("3 4 1800", "3 4 x", 'Small_net.tntp:9: capacity: "x" - this is not a number.'),
        ("3 4 1800 5000", "3 4 1800 0", 'Small_net.tntp:9: length: "0" - this should be a number greater than 0.'),
        ("5000 0.5", "5000 0", 'Small_net.tntp:9: free_flow_time: "0" - without a time there is no speed'),
        ("4 3 1800 5000 0.5 0.15 4 ;", "4 3 ;", "Small_net.tntp:11: this row has fewer than 5 values."),
        ("LINKS> 4", "LINKS> 5", 'Small_net.tntp: NUMBER OF LINKS: "5" - the file has 4 roads.'),
        ("<NUMBER OF ZONES> 2\n", "", "Small_net.tntp: <NUMBER OF ZONES>: this is missing."),
        (
            "NODES> 4",
            "NODES> 999999999",
            'Small_net.tntp: NUMBER OF NODES: "999999999" - this number of nodes cannot be.',
        ),
        ("NODES> 4", "NODES> four", 'Small_net.tntp: NUMBER OF NODES: "four" - this should be a whole number.'),
    ],
)
def test_mistakes(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert refused(tmp_path, NET.replace(old, new))[0].startswith(message)


def test_exits_have_to_exist_and_to_have_a_road(tmp_path: Path) -> None:
    assert refused(tmp_path, exits=("9", "x", "1", "4", "4")) == [
        'Small_net.tntp: exits[0]: "9" - there is no node of this name.',
        'Small_net.tntp: exits[1]: "x" - there is no node of this name.',
        'Small_net.tntp: exits[4]: "4" - this exit occurs twice.',
        'Small_net.tntp: exits[2]: "1" - no road leads to this exit.',
    ]


def test_mistakes_in_trips_and_nodes(tmp_path: Path) -> None:
    trips, nodes, points = tmp_path / "t.tntp", tmp_path / "n.tntp", tmp_path / "n.geojson"
    trips.write_text(TRIPS.replace("2 : 30.5", "5 : 1; 2 : -3"), encoding="utf-8")
    assert refused(tmp_path, trips=trips) == [
        't.tntp:4: "5 : 1" - zones run from 1 to 2.',
        't.tntp:4: "2 : -3" - this number of trips cannot be.',
    ]
    nodes.write_text("Node X Y ;\n1 0 0 ;\n7 1 1 ;\n2 x 0 ;\n3 ;\n", encoding="utf-8")
    assert [message.split(": ")[0] for message in refused(tmp_path, nodes=nodes)] == [
        "n.tntp:5",
        "n.tntp:3",
        "n.tntp:4",
    ]
    points.write_text('{"features": [{"geometry": null}]}', encoding="utf-8")
    assert refused(tmp_path, nodes=points) == ["n.geojson: this should be GeoJSON points with an id."]


def test_anaheim(shared: Path) -> None:
    folder = shared / "data/networks/tntp/Anaheim"
    found = read_tntp(
        folder / "Anaheim_net.tntp",
        ["62", "75"],
        nodes=folder / "anaheim_nodes.geojson",
        trips=folder / "Anaheim_trips.tntp",
    )
    assert (found.network.n_nodes, found.network.n_links, found.network.crs) == (416, 855, "EPSG:4326")
    # 5,280 ft in 1.090458488 min: 4,842 ft/min, as its column of speeds says.
    assert found.network.free_speed_m_s[0] == pytest.approx(4842 * 0.3048 / 60, rel=1e-6)
    assert found.vehicles is not None
    assert found.vehicles.sum() == pytest.approx(104_694.40)
    assert np.isfinite(found.network.x).all()


def test_chicago_collapses_to_the_shared_instance(shared: Path) -> None:
    folder = shared / "data/networks/tntp/Chicago-Sketch"
    net, nodes = folder / "ChicagoSketch_net.tntp", folder / "ChicagoSketch_node.tntp"
    network = read_tntp(net, ["621"], nodes=nodes, collapse=True).network
    other = read_instance(shared / "data/networks/evac_instances/chicago200k.json").network
    assert network.node_ids == other.node_ids
    assert network.begin.tolist() == other.begin.tolist()
    assert network.capacity_veh_s == pytest.approx(other.capacity_veh_s)
    # The instance has no road shorter than 320 m, and lengths to 0.1 m.
    assert np.maximum(network.length_m, 320) == pytest.approx(other.length_m, abs=0.051)
    with pytest.raises(InputError, match="connectors of zones"):
        read_tntp(net, ["621"])


def test_what_sioux_falls_and_braess_do_not_say_has_to_be_given(shared: Path) -> None:
    folder = shared / "data/networks/tntp"
    for name in ("SiouxFalls", "Braess"):
        with pytest.raises(InputError) as stop:
            read_tntp(folder / name / f"{name}_net.tntp", ["2"])
        assert len([p for p in stop.value.problems if "does not state the unit" in p.message.en]) == 3
    net = folder / "Braess/Braess_net.tntp"
    network = read_tntp(net, ["2"], length_unit="m", time_unit="min", capacity_per="h").network
    assert network.free_time_s / 60 == pytest.approx([1e-8, 50, 50, 10, 1e-8])


def test_a_number_that_is_stated_twice_and_a_file_that_is_no_tntp(tmp_path: Path) -> None:
    assert refused(tmp_path, "<NUMBER OF ZONES> 3\n" + NET) == [
        'Small_net.tntp:2: <NUMBER OF ZONES>: "2" - this is stated twice.'
    ]
    assert refused(tmp_path, "a b c\n") == [
        "Small_net.tntp: this is no TNTP. It begins with <NUMBER OF NODES> 24 and more."
    ]
