# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import bz2
import gzip
import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from tests.evacuation.network.osm_text import Way, extract
from weerbaar.base import InputError
from weerbaar.evacuation.network import Place, RoadNetwork, osm, read_osm

# A column of places 0.01 degree apart on one meridian, and one to the east of each.
PLACES = {k: (5.0, 52.0 + 0.01 * k) for k in range(1, 7)} | {10 + k: (5.01, 52.0 + 0.01 * k) for k in range(1, 7)}
MAIN = {"highway": "primary", "ref": "N 322", "lanes": "2", "maxspeed": "80"}


def ends(network: RoadNetwork) -> set[tuple[str, str]]:
    return {
        (network.node_ids[a], network.node_ids[b])
        for a, b in zip(network.begin.tolist(), network.end.tolist(), strict=True)
    }


def refused(path: Path, **options: object) -> str:
    with pytest.raises(InputError) as stop:
        read_osm(path, **options)  # type: ignore[arg-type]
    assert len(stop.value.problems) == 1
    return stop.value.problems[0].render("en")


def test_points_that_an_editor_has_not_uploaded_yet(tmp_path: Path) -> None:
    """They have numbers below 0."""
    places = {-1: (5.0, 52.0), -2: (5.0, 52.01), 3: (5.0, 52.02), -9: (5.5, 52.5)}
    network = read_osm(extract(tmp_path / "a.osm", places, [(7, [-1, -2, 3], MAIN)])).network
    assert ends(network) == {("-1", "3"), ("3", "-1")}
    assert network.length_m[0] == pytest.approx(Geod(ellps="WGS84").inv(5.0, 52.0, 5.0, 52.02)[2], rel=1e-3)


def test_a_place_that_is_no_number(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES | {2: (float("nan"), 52.02)}, [(7, [1, 2, 3, 4], MAIN)])
    assert "the file is damaged or of another kind (wrong format for coordinate" in refused(path)


def test_a_road_is_cut_where_another_meets_it(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2, 3, 4], MAIN), (8, [3, 13], MAIN)])
    network = read_osm(path).network
    assert ends(network) == {("1", "3"), ("3", "1"), ("3", "4"), ("4", "3"), ("3", "13"), ("13", "3")}
    assert set(network.road_names) == {"N322"}
    assert network.crs == "EPSG:28992"
    first = network.link_number["7.1+"]
    assert network.geometry[first].shape == (3, 2)
    # The ellipsoid is the independent measure; the Dutch grid is within 0.1 % of it.
    assert network.length_m[first] == pytest.approx(Geod(ellps="WGS84").inv(5.0, 52.01, 5.0, 52.03)[2], rel=1e-3)
    assert network.lanes[first] == 1
    assert network.capacity_veh_s[first] * 3600 == pytest.approx(1100)
    assert network.free_speed_m_s[first] * 3.6 == pytest.approx(80)
    assert network.jam_veh_m[first] == 0.125


def test_the_other_direction_runs_over_the_same_line(tmp_path: Path) -> None:
    network = read_osm(extract(tmp_path / "a.osm", PLACES, [(7, [1, 2, 3], MAIN)])).network
    there, back = network.link_number["7.1+"], network.link_number["7.1-"]
    np.testing.assert_array_equal(network.geometry[there], network.geometry[back][::-1])
    assert network.length_m[there] == network.length_m[back]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "motorway"}, {("1", "2")}),
        ({"highway": "motorway", "oneway": "no"}, {("1", "2"), ("2", "1")}),
        ({"highway": "primary", "oneway": "-1"}, {("2", "1")}),
    ],
)
def test_directions(tags: dict[str, str], expected: set[tuple[str, str]], tmp_path: Path) -> None:
    assert ends(read_osm(extract(tmp_path / "a.osm", PLACES, [(7, [1, 2], tags)])).network) == expected


def test_a_roundabout_leads_round_one_way(tmp_path: Path) -> None:
    ring = {"highway": "primary", "junction": "roundabout", "lanes": "1"}
    ways: list[Way] = [(1, [2, 3, 13, 12, 2], ring), (2, [1, 2], MAIN), (3, [13, 14], MAIN)]
    network = read_osm(extract(tmp_path / "a.osm", PLACES, ways)).network
    assert ends(network) == {("1", "2"), ("2", "1"), ("13", "14"), ("14", "13"), ("2", "13"), ("13", "2")}
    np.testing.assert_array_equal(network.lanes[[network.link_number["1.1+"], network.link_number["1.2+"]]], 1)


def test_only_the_classes_asked_for(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2], MAIN), (8, [2, 3], {"highway": "residential"})])
    assert ends(read_osm(path).network) == {("1", "2"), ("2", "1")}
    assert len(ends(read_osm(path, classes=["residential", "primary"]).network)) == 4
    assert "no class of roads" in refused(path, classes=["autobahn"])
    assert "holds no roads of these classes" in refused(path, classes=["motorway"])


def test_where_a_road_leaves_the_area_people_are_safe(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2, 3, 4, 5, 6], MAIN)])
    for area in ((4.9, 52.015, 5.1, 52.035), shapely.box(4.9, 52.015, 5.1, 52.035)):
        network = read_osm(path, area=area).network
        assert {network.node_ids[node] for node in network.exits.tolist()} == {"1", "4"}
        assert ends(network) == {("1", "4"), ("4", "1")}
        assert np.isinf(network.exit_capacity_veh_s).all()
    assert not len(read_osm(path, area=(4.9, 52.015, 5.1, 52.035), edge_exits=False).network.exits)
    assert "no road lies in this area" in refused(path, area=(6.0, 52.0, 6.1, 52.1))


def test_exits_and_zones_are_put_on_the_nearest_node(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2], MAIN), (8, [2, 3], MAIN)])
    network = read_osm(path, exits=[Place("x", "droog", 5.001, 52.031)], zones=[Place("z", "dorp", 5.0, 52.0)]).network
    assert [network.node_ids[node] for node in network.exits.tolist()] == ["3"]
    assert [(zone.id, network.node_ids[zone.nodes[0]]) for zone in network.zones] == [("z", "1")]
    assert "no road within 5.0 km" in refused(path, exits=[Place("x", "ver weg", 6.0, 53.0)])


def test_what_is_assumed_is_said(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2], {"highway": "trunk"}), (8, [2, 3, 99], MAIN)])
    notes = [note.render("en") for note in read_osm(path).notes]
    assert [note.split(": ", 1)[1] for note in notes] == [
        "of 1 of 2 roads the speed is not said: taken from the class.",
        "of 1 of 2 roads the lanes are not said: taken from the class.",
        "1 points of roads are missing: the road ends there.",
    ]
    assert all(note.severity == "warning" for note in read_osm(path).notes)


def test_packed_files_hold_the_same(tmp_path: Path) -> None:
    import osmium

    plain = extract(tmp_path / "a.osm", PLACES, [(7, [1, 2, 3], MAIN), (8, [3, 13], MAIN)])
    (tmp_path / "a.osm.bz2").write_bytes(bz2.compress(plain.read_bytes()))
    (tmp_path / "a.osm.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with osmium.SimpleWriter(str(tmp_path / "a.osm.pbf")) as writer:
        for thing in osmium.FileProcessor(str(plain)):
            writer.add(thing)
    expected = read_osm(plain).network
    for name in ("a.osm.gz", "a.osm.bz2", "a.osm.pbf"):
        found = read_osm(tmp_path / name).network
        assert found.node_ids == expected.node_ids
        assert found.link_ids == expected.link_ids
        np.testing.assert_array_equal(found.length_m, expected.length_m)


BOMB = b"""<?xml version='1.0'?><!DOCTYPE o [<!ENTITY a "aaaa">]><osm version="0.6">
<node id="1" lat="52" lon="5"/><node id="2" lat="52" lon="6"/>
<way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="&a;"/></way></osm>"""


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.osm", b"not osm", "damaged or of another kind"),
        ("a.osm", b"", "damaged or of another kind"),
        ("a.osm", BOMB, "entities are not supported"),
        ("a.osm.bz2", b"BZh9rubbish", "damaged or of another kind"),
        ("a.osm.gz", b"\x1f\x8brubbish", "damaged or of another kind"),
        ("a.osm.gz", gzip.compress(b'<osm><node id="1"/></osm>')[:-9], "damaged or of another kind"),
        ("a.osm.gz", gzip.compress(b'<osm version="0.6"><node id="' + b"1" * 3_000_000), "this is not OpenStreetMap"),
        ("a.osm.pbf", b"\xff" * 300, "damaged or of another kind"),
        ("a.o5m", b"", "no file of OpenStreetMap"),
    ],
)
def test_a_hostile_or_damaged_file_gets_one_message(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refused(path)


@pytest.mark.parametrize("name", ["a.osm.gz", "a.osm.bz2"])
def test_a_packed_file_that_is_too_large_unpacked(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(osm, "_MOST_UNPACKED", 5_000_000)
    pack = gzip.compress if name.endswith("gz") else bz2.compress
    (tmp_path / name).write_bytes(pack(b"<osm>" + b"<node/>" * 1_000_000))
    assert refused(tmp_path / name) == (f"{name}: over 4 GB when unpacked. Use .osm.pbf, or cut the area out.")


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "the file is not there" in refused(tmp_path / "a.osm")
    (tmp_path / "b.osm").mkdir()
    assert "the file is not there" in refused(tmp_path / "b.osm")
    no_places = extract(tmp_path / "c.osm", {}, [(7, [1, 2], MAIN)])
    assert "only their numbers" in refused(no_places)


def by_hand(ways: list[Way]) -> dict[tuple[int, int], int]:
    """Slow and obvious: walk each road, and begin a new piece at every node that is met more than once."""
    met: dict[int, int] = defaultdict(int)
    for _, refs, _ in ways:
        for before, after in itertools.pairwise(refs):
            met[before] += 1
            met[after] += 1
    links: dict[tuple[int, int], int] = defaultdict(int)
    for _, refs, _ in ways:
        # An inner node of one road is met twice.
        begin = refs[0]
        for at, ref in enumerate(refs[1:], start=1):
            if at == len(refs) - 1 or met[ref] > 2:
                if begin != ref:
                    links[begin, ref] += 1
                    links[ref, begin] += 1
                begin = ref
    return links


@given(st.lists(st.lists(st.sampled_from(sorted(PLACES)), min_size=2, max_size=6, unique=True), min_size=1, max_size=6))
def test_pieces_are_those_of_walking_along_each_road(
    tmp_path_factory: pytest.TempPathFactory, roads: list[list[int]]
) -> None:
    ways: list[Way] = [(number, refs, MAIN) for number, refs in enumerate(roads, start=1)]
    network = read_osm(extract(tmp_path_factory.mktemp("osm") / "a.osm", PLACES, ways)).network
    found: dict[tuple[int, int], int] = defaultdict(int)
    for begin, end in zip(network.begin.tolist(), network.end.tolist(), strict=True):
        found[int(network.node_ids[begin]), int(network.node_ids[end])] += 1
    assert found == by_hand(ways)
    lengths: dict[int, float] = defaultdict(float)
    for identity, metres in zip(network.link_ids, network.length_m.tolist(), strict=True):
        if identity.endswith("+"):
            lengths[int(identity.split(".")[0])] += metres
    for number, refs in enumerate(roads, start=1):
        lon, lat = zip(*(PLACES[ref] for ref in refs), strict=True)
        assert lengths[number] == pytest.approx(Geod(ellps="WGS84").line_length(lon, lat), rel=1e-3)
