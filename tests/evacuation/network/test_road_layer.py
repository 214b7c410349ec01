# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import os
from pathlib import Path

import pytest
import shapely

from tests.evacuation.network.road_layers import write_lines
from weerbaar.base import InputError
from weerbaar.evacuation.network.road_layer import column_names, read_layer

LINE = [(145_000.0, 424_000.0), (146_000.0, 424_000.0)]
VIRTUAL = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'

TOPOLOGY = b'{"type":"Topology","objects":{"a":{"type":"LineString","arcs":[0]}},"arcs":[[[0,0],[1,1]]]}'


def refused(path: Path, *columns: str, layer: str | None = None) -> list[str]:
    with pytest.raises(InputError) as stop:
        read_layer(path, columns, layer)
    return [problem.render("en") for problem in stop.value.problems]


def _text(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def test_a_layer_with_the_columns_asked_for(tmp_path: Path) -> None:
    found = read_layer(write_lines(tmp_path / "a.gpkg", [LINE], {"n": [3], "v": [80.0]}), ["v"], None)
    assert found.crs == "EPSG:28992"
    assert {name: values.tolist() for name, values in found.columns.items()} == {"v": [80.0]}
    assert shapely.get_coordinates(found.geometry).tolist() == [list(corner) for corner in LINE]


def test_a_column_that_is_missing_and_which_there_are(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.gpkg", [LINE], {"n": [3], "v": [80.0]})
    assert refused(path, "speed", "v", "lanes") == [
        "a.gpkg: speed: that column is missing; there are: n, v.",
        "a.gpkg: lanes: that column is missing; there are: n, v.",
    ]


def test_the_names_of_the_columns(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.gpkg", [LINE], {"n": [3], "v": [80.0]})
    assert column_names(path) == ("n", "v")
    with pytest.raises(InputError, match="no GeoPackage, Shapefile"):
        column_names(_text(tmp_path / "b.gpkg", "geen"))


def test_several_layers(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.gpkg", [LINE], layer="roads", geometry_type="LineString")
    write_lines(path, [shapely.Point(LINE[0])], layer="towns", geometry_type="Point", append=True)
    assert len(read_layer(path, [], None).geometry) == 1
    assert refused(path, layer="rail") == ['a.gpkg: "rail" - no such layer; there are: roads, towns.']
    write_lines(path, [LINE], layer="rail", geometry_type="LineString", append=True)
    assert refused(path) == ["a.gpkg: there are several layers with lines: roads, rail. Name one."]
    points = write_lines(tmp_path / "p.gpkg", [shapely.Point(LINE[0])], layer="towns", geometry_type="Point")
    assert refused(points) == ["p.gpkg: no layer holds lines; there are: towns."]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.geojson", VIRTUAL, "no GeoPackage, Shapefile (.shp) or GeoJSON."),
        ("a.gpkg", b"", "no GeoPackage, Shapefile (.shp) or GeoJSON."),
        ("a.gpkg", b"SQLite format 3\0rubbish", "the file is damaged"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[', "the file is damaged"),
        ("a.geojson", b"{}", "the file is damaged"),
        ("a.shp", b"\x00\x00\x27\x0a" + bytes(200), "a part of the Shapefile is missing"),
        ("a.json", TOPOLOGY, "this kind of file (TopoJSON) is not read"),
    ],
)
def test_a_hostile_or_damaged_file_gets_one_message(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = refused(path)
    assert len(found) == 1
    assert says in found[0]
    assert str(tmp_path) not in found[0]


def test_no_other_file_is_read_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = write_lines(tmp_path / "b.gpkg", [LINE], {"n": [3]})
    written.with_name("a!b.gpkg").write_bytes(written.read_bytes())
    assert refused(tmp_path / "a!b.gpkg") == ["a!b.gpkg: a file or folder may have no ! in its name."]


def test_what_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.gpkg") == ["a.gpkg: the file is not there or cannot be read."]
    os.mkfifo(tmp_path / "pipe.gpkg")
    assert refused(tmp_path / "pipe.gpkg") == ["pipe.gpkg: the file is not there or cannot be read."]
    assert refused(tmp_path) == [f"{tmp_path.name}: the file is not there or cannot be read."]


@pytest.mark.parametrize("ending", [".shx", ".dbf"])
def test_a_part_of_a_shapefile_that_is_missing(ending: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.shp", [[(0, 0), (1, 1)]], {"nm": ["a"]})
    path.with_suffix(ending).rename(tmp_path / f"r{ending.upper()}")
    assert len(read_layer(path, [], None).geometry) == 1
    (tmp_path / f"r{ending.upper()}").unlink()
    with pytest.raises(InputError) as stop:
        read_layer(path, [], None)
    assert stop.value.render("en") == (
        f'r.shp: "{ending}" - a part of the Shapefile is missing. Put the files with these endings beside it.'
    )


def test_a_shapefile_that_is_cut_off(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.shp", [[(0, 0), (1, 1)], [(1, 1), (2, 2)]])
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(InputError, match="the file is cut off"):
        read_layer(path, [], None)
