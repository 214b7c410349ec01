# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.network.road_layers import write_lines
from weerbaar.base import InputError
from weerbaar.evacuation.network import Place, Reading, RoadColumns, RoadNetwork, read_road_file
from weerbaar.evacuation.network.road_file import _snapped

# Metres on the Dutch grid, near Zaltbommel.
A, B, C = (145_000.0, 424_000.0), (146_000.0, 424_000.0), (146_000.0, 426_000.0)
ANY: dict[str, Any] = {"default_class": "primary"}


def read(path: Path, **mapping: Any) -> Reading:
    return read_road_file(path, RoadColumns.model_validate(ANY | mapping))


def refused(path: Path, **mapping: Any) -> list[str]:
    with pytest.raises(InputError) as stop:
        read(path, **mapping)
    return [problem.render("en") for problem in stop.value.problems if problem.severity == "error"]


def table(network: RoadNetwork, values: Any) -> dict[str, float]:
    return dict(zip(network.link_ids, np.round(values, 6).tolist(), strict=True))


@pytest.mark.parametrize("name", ["r.gpkg", "r.shp"])
def test_columns_in_their_units(name: str, tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "wvk": [11, 12],
        "weg": ["A2", "N322"],
        "km": [1.1, 2.2],
        "mph": [50.0, 30.0],
        "cap": [1800.0, 900.0],
        "ln": [2, 1],
        "dir": ["H", "B"],
    }
    network = read(
        write_lines(tmp_path / name, [[A, B], [B, C]], columns),
        id="wvk",
        name="weg",
        length={"column": "km", "unit": "km"},
        free_speed={"column": "mph", "unit": "mph"},
        capacity={"column": "cap", "unit": "veh/h", "per": "lane"},
        lanes={"column": "ln", "per": "direction"},
        direction={"column": "dir"},
    ).network
    assert network.link_ids == ("11+", "12+", "12-")
    assert network.road_names == ("A2", "N322", "N322")
    assert network.node_ids == ("1", "2", "3")
    assert list(zip(network.begin.tolist(), network.end.tolist(), strict=True)) == [(0, 1), (1, 2), (2, 1)]
    np.testing.assert_allclose(network.length_m, [1100, 2200, 2200])
    np.testing.assert_allclose(network.free_speed_m_s, [22.352, 13.4112, 13.4112])
    np.testing.assert_allclose(network.capacity_veh_s * 3600, [3600, 900, 900])
    np.testing.assert_allclose(network.lanes, [2, 1, 1])
    np.testing.assert_allclose(np.column_stack([network.x, network.y]), [A, B, C])
    assert network.crs == "EPSG:28992"
    np.testing.assert_array_equal(network.geometry[2], [C, B])


@pytest.mark.parametrize(
    ("per", "capacity"), [("lane", {"1+": 3000, "1-": 3000}), ("direction", {"1+": 1500, "1-": 1500})]
)
def test_capacity_of_a_lane_or_of_a_direction(per: str, capacity: dict[str, float], tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.gpkg", [[A, B]], {"cap": [1500.0], "id_": [1], "ln": [2]})
    network = read(
        path,
        id="id_",
        capacity={"column": "cap", "unit": "veh/h", "per": per},
        lanes={"column": "ln", "per": "direction"},
    ).network
    assert table(network, network.capacity_veh_s * 3600) == capacity


def test_capacity_and_lanes_of_a_whole_road_are_shared_out(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"cap": [4000.0, 4000.0], "ln": [5, 5], "dir": ["B", "T"], "id_": ["both", "back"]}
    network = read(
        write_lines(tmp_path / "r.gpkg", [[A, B], [B, C]], columns),
        id="id_",
        capacity={"column": "cap", "unit": "veh/h", "per": "road"},
        lanes={"column": "ln", "per": "road"},
        direction={"column": "dir"},
    ).network
    assert table(network, network.capacity_veh_s * 3600) == {"both+": 2000, "both-": 2000, "back-": 4000}
    assert table(network, network.lanes) == {"both+": 2, "both-": 2, "back-": 5}


def test_what_no_column_says_comes_from_the_class(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"soort": ["R", "secondary", "?"], "v": [0.0, 60.0, np.nan]}
    reading = read(
        write_lines(tmp_path / "r.gpkg", [[A, B], [B, C], [C, A]], columns),
        road_class={"column": "soort", "names": {"R": "motorway"}},
        free_speed={"column": "v", "unit": "km/h"},
        direction={"column": "soort", "forward": ["R", "secondary", "?"], "backward": [], "both": []},
    )
    network = reading.network
    assert table(network, network.free_speed_m_s * 3.6) == {"0+": 100, "1+": 60, "2+": 80}
    assert table(network, network.capacity_veh_s * 3600) == {"0+": 3000, "1+": 1000, "2+": 1100}
    assert "r.gpkg: 2 roads without free_speed: taken from the class." in [n.render("en") for n in reading.notes]


def test_ends_within_the_tolerance_are_one_node(tmp_path: Path) -> None:
    near = (B[0] + 0.6, B[1] + 0.6)
    path = write_lines(tmp_path / "r.gpkg", [[A, B], [near, C]])
    assert read(path).network.n_nodes == 3
    assert read(path, tolerance_m=0.5).network.n_nodes == 4
    assert read(path, tolerance_m=0).network.n_nodes == 4


def test_degrees_become_metres_and_elsewhere_utm(tmp_path: Path) -> None:
    line = [(5.0, 52.0), (5.1, 52.0)]
    network = read(write_lines(tmp_path / "nl.geojson", [line], crs="EPSG:4326")).network
    assert network.crs == "EPSG:28992"
    # One degree of longitude at 52° north is 68.677 km on the ellipsoid.
    assert network.length_m[0] == pytest.approx(6867.7, rel=1e-3)
    chicago = read(write_lines(tmp_path / "us.gpkg", [[(-87.6, 41.8), (-87.6, 41.9)]], crs="EPSG:4326")).network
    assert chicago.crs == "EPSG:32616"
    assert chicago.length_m[0] == pytest.approx(11_106, rel=1e-3)
    # Web Mercator stretches the Netherlands by 1.62; its metres are not taken for metres.
    mercator = write_lines(
        tmp_path / "m.gpkg", [[(556_597.45, 6_800_125.45), (567_729.4, 6_800_125.45)]], crs="EPSG:3857"
    )
    assert read(mercator).network.length_m[0] == pytest.approx(6867.7, rel=2e-3)


def test_a_row_with_several_lines_shares_its_length_out(tmp_path: Path) -> None:
    apart = shapely.MultiLineString([[A, B], [C, (C[0], C[1] + 3000)]])
    joined = shapely.MultiLineString([[A, (A[0], A[1] + 500)], [(A[0], A[1] + 500), C]])
    path = write_lines(tmp_path / "r.gpkg", [apart, joined], {"m": [4400.0, 2000.0]})
    network = read(path, length={"column": "m", "unit": "m"}).network
    assert table(network, network.length_m) == {
        "0+": 1100, "0-": 1100, "0.2+": 3300, "0.2-": 3300, "1+": 2000, "1-": 2000
    }  # fmt: skip


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    ring = shapely.LineString([A, B, C, A])
    path = write_lines(tmp_path / "r.gpkg", [[A, B], shapely.Point(A), ring])
    reading = read(path)
    assert reading.network.n_links == 2
    said = [note.render("en") for note in reading.notes]
    assert "r.gpkg: 1 rows without a line: left out." in said
    assert "r.gpkg: 1 lines begin and end at one point: left out." in said
    assert refused(write_lines(tmp_path / "p.gpkg", [shapely.Point(A)])) == ["p.gpkg: it holds no lines."]
    assert refused(write_lines(tmp_path / "q.gpkg", [ring])) == ["q.gpkg: no line leads anywhere."]


def test_all_mistakes_of_a_file_at_once(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"v": ["80", "hard"], "ln": [-1, 2], "dir": ["H", "scheef"], "m": [1.0, 2.0]}
    found = refused(
        write_lines(tmp_path / "r.gpkg", [[A, B], [B, C]], columns),
        free_speed={"column": "v", "unit": "km/h"},
        lanes={"column": "ln", "per": "direction"},
        direction={"column": "dir"},
        length={"column": "m", "unit": "m"},
        default_class="weg",
    )
    text = "\n".join(found)
    assert 'v[1]: "hard" - a number of 0 or more' in text
    assert 'ln[0]: "-1" - a number of 0 or more' in text
    assert 'dir[1]: "scheef" - no known direction' in text
    assert 'default_class: "weg" - there is no such class' in text
    assert 'm: "m" - lengths are 0.0010 times those of the lines' in text


def test_a_value_that_lacks_without_a_class_is_a_mistake(tmp_path: Path) -> None:
    found = refused(write_lines(tmp_path / "r.gpkg", [[A, B]]), default_class=None)
    assert [line.split(": ")[1:3] for line in found] == [
        ["rows[0]", f"{what} is not known, nor from the class of the road. Name a column or a default_class."]
        for what in ("free_speed", "lanes", "capacity")
    ]


def test_a_file_without_coordinate_system(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="crs"):
        path = write_lines(tmp_path / "r.shp", [[A, B]], {"n": [1]}, crs=None)
    assert "states no coordinate system" in refused(path)[0]
    assert read(path, crs="EPSG:28992").network.length_m[0] == pytest.approx(1000)
    assert "is not known" in refused(path, crs="EPSG:1")[0]
    # Metres read as degrees are no place on Earth.
    assert "coordinate" in refused(path, crs="EPSG:4326")[0]


def test_exits_and_zones(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.geojson", [[(5.0, 52.0), (5.1, 52.0)]], crs="EPSG:4326")
    mapping = RoadColumns.model_validate(ANY)
    network = read_road_file(
        path, mapping, exits=[Place("x", "x", 5.11, 52.0)], zones=[Place("z", "z", 5.0, 52.01)]
    ).network
    assert network.exits.tolist() == [1]
    assert network.zones[0].nodes == (0,)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=20), st.integers(0, 3))
def test_snapping_joins_what_a_chain_of_near_points_joins(places: list[tuple[int, int]], tolerance: int) -> None:
    """The slow twin spreads from point to point until nothing changes."""
    points = np.array(places, float)
    corners, of = _snapped(points, float(tolerance))
    group = list(range(len(points)))
    changed = True
    while changed:
        changed = False
        for a in range(len(points)):
            for b in range(len(points)):
                if group[a] != group[b] and np.hypot(*(points[a] - points[b])) <= tolerance:
                    group[a] = group[b] = min(group[a], group[b])
                    changed = True
    for a in range(len(points)):
        for b in range(len(points)):
            assert (of[a] == of[b]) == (group[a] == group[b])
    assert len(corners) == len(set(group))
    assert of[0] == 0


def test_the_national_road_file_as_it_is_given_out(tmp_path: Path) -> None:
    """Columns and codes of the NWB: in small letters as GeoPackage, capitals as Shapefile, one line as several."""
    columns: dict[str, list[Any]] = {
        "WVK_ID": [244380021, 245379017, 248382027, 248382013],
        "STT_NAAM": ["Klaprozenweg", "Papaverweg", "Slochterweg", "Nieuwe Leeuwarderweg"],
        "RIJRICHTNG": ["B", "O", "H", "T"],
        "WEGBEHSRT": ["G", "G", "P", "P"],
        "BST_CODE": ["", "", "BU", "HR"],
    }
    lines = [shapely.MultiLineString([line]) for line in ([A, B], [B, C], [A, C], [C, A])]
    mapping: dict[str, Any] = {
        "id": "WVK_ID",
        "name": "STT_NAAM",
        "direction": {"column": "RIJRICHTNG"},
        "road_class": {"column": "WEGBEHSRT", "names": {"P": "primary", "G": "secondary"}},
        "without": {"column": "BST_CODE", "values": ["bu", "FP"]},
    }
    small = {name.lower(): values for name, values in columns.items()}
    for name, held in (("n.gpkg", small), ("n.shp", columns), ("n.geojson", small)):
        path = write_lines(tmp_path / name, lines, held, geometry_type="MultiLineString")
        reading = read(path, **mapping)
        assert reading.network.link_ids == ("244380021+", "244380021-", "245379017+", "245379017-", "248382013-")
        assert set(reading.network.road_names) == {"Klaprozenweg", "Papaverweg", "Nieuwe Leeuwarderweg"}
        notes = " ".join(note.render("en") for note in reading.notes)
        assert "1 roads where no car may drive: left out." in notes
        assert "1 roads without a known direction: both ways." in notes


def test_openstreetmap_as_shapefile(tmp_path: Path) -> None:
    """Columns and codes of the free shapefiles of Geofabrik: a limit of 0 is not known, F, T and B are directions."""
    columns: dict[str, list[Any]] = {
        "osm_id": ["4386520", "4386521", "4386522"],
        "fclass": ["primary", "footway", "secondary"],
        "ref": ["N322", None, None],
        "oneway": ["F", "B", "T"],
        "maxspeed": [80, 0, 0],
    }
    reading = read(
        write_lines(tmp_path / "gis_osm_roads_free_1.shp", [[A, B], [A, C], [B, C]], columns),
        id="osm_id",
        name="ref",
        road_class={"column": "fclass"},
        free_speed={"column": "maxspeed", "unit": "km/h"},
        direction={"column": "oneway"},
        without={"column": "fclass", "values": ["footway"]},
    )
    network = reading.network
    assert network.link_ids == ("4386520+", "4386522-")
    assert network.road_names == ("N322", "")
    np.testing.assert_allclose(network.free_speed_m_s[0] * 3.6, 80)
    assert "1 roads without free_speed: taken from the class." in " ".join(note.render("en") for note in reading.notes)


def test_names_of_columns_that_differ_only_by_case(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.geojson", [[A, B]], {"Id": ["x"], "ID": ["y"]})
    assert read(path, id="ID").network.link_ids == ("y+", "y-")
    assert refused(path, id="id") == ["r.geojson: id: that column is missing; there are: Id, ID."]
    assert refused(path, without={"column": "ID", "values": ["Y"]}) == ["r.geojson: it holds no lines."]


def test_geojson_in_metres_that_does_not_say_so(tmp_path: Path) -> None:
    path = tmp_path / "r.geojson"
    line = {"type": "LineString", "coordinates": [A, B]}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"k": 1},
                                                                          "geometry": line}]}))  # fmt: skip
    assert read(path, crs="EPSG:28992").network.length_m.tolist() == [1000, 1000]
    assert refused(path) == [
        'r.geojson: "EPSG:4326" - these are not degrees of longitude and latitude; is the coordinate system right? '
        'State it as crs, such as "EPSG:28992".'
    ]


def test_a_coordinate_that_is_no_number(tmp_path: Path) -> None:
    with np.errstate(invalid="ignore"):
        path = write_lines(tmp_path / "r.gpkg", [[A, B], [A, (float("nan"), 1.0)], [B, (float("inf"), 1.0)]])
    assert refused(path) == [f"r.gpkg: rows[{k}]: a coordinate is not a number." for k in (1, 2)]


def test_geojson_with_what_is_no_number_no_line_or_no_text(tmp_path: Path) -> None:
    path = tmp_path / "r.geojson"

    def write(*features: tuple[str, str], encoding: str = "utf-8") -> Path:
        rows = (f'{{"type": "Feature", "properties": {{"v": "{word}"}}, "geometry": {{"type": "LineString", '
                f'"coordinates": {line}}}}}' for line, word in features)  # fmt: skip
        path.write_text('{"type": "FeatureCollection", "features": [' + ", ".join(rows) + "]}", encoding=encoding)
        return path

    assert refused(write(("[[5.2, 52], [NaN, 52]]", "a"))) == ["r.geojson: rows[0]: a coordinate is not a number."]
    nowhere, road = "[[5.2, 52], [5.2, 52]]", "[[5.2, 52], [5.3, 52]]"
    assert refused(write((nowhere, "a"))) == ["r.geojson: no line leads anywhere."]
    notes = " ".join(note.render("en") for note in read(write((nowhere, "a"), (road, "b"))).notes)
    assert "1 lines begin and end at one point: left out." in notes
    assert refused(write((road, "é"), encoding="cp1252"), name="v") == [
        "r.geojson: not valid UTF-8 text. Save the file as UTF-8."
    ]
