# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from weerbaar.alerting.area.border_files import read_borders
from weerbaar.base import InputError

TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [4, 51]},
    # Two squares with one side in common: the first arc, walked up by one and down by the other.
    "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]],
    "objects": {
        "gm": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "GM0001"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"code": "GM0002"}},
                {"type": "LineString", "arcs": [0], "properties": {}},
            ],
        }
    },
}


def _file(folder: Path, value: Any) -> Path:
    path = folder / "grenzen.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_steps_on_a_grid_and_arcs_walked_backwards_become_squares(tmp_path: Path) -> None:
    west, east = read_borders(_file(tmp_path, TOPOLOGY))
    assert west.shape.bounds == pytest.approx((4, 51, 5, 52))
    assert east.shape.bounds == pytest.approx((5, 51, 6, 52))
    assert west.shape.area == pytest.approx(1)
    assert west.shape.intersection(east.shape).length == pytest.approx(1)


def test_coordinates_of_the_dutch_grid_become_degrees(tmp_path: Path) -> None:
    ring = [[155000, 463000], [156000, 463000], [156000, 464000], [155000, 463000]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (read,) = read_borders(_file(tmp_path, {"type": "FeatureCollection", "features": [feature]}))
    assert read.shape.bounds[:2] == pytest.approx((5.3872, 52.1552), abs=1e-4)


def _changed(**changes: Any) -> dict[str, Any]:
    return TOPOLOGY | changes


def _object(**changes: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "arcs": [[0, 1]], "properties": {}} | changes
    return _changed(objects={"gm": {"type": "GeometryCollection", "geometries": [geometry]}})


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("{", ""),
        ("[" * 100_000, ""),
        ('{"type": "Topology", "arcs": [[[NaN, 1]]]}', ""),
        ([], ""),
        ({"type": "FeatureCollection"}, ""),
        (_changed(arcs=3), ""),
        (_changed(arcs=[[["x", 1]]]), "arcs[0]"),
        (_changed(arcs=[[[1, 2], [3]]]), "arcs[0]"),
        (_changed(transform={"scale": [1]}), "transform"),
        (_object(arcs=[[99]]), "objects.gm.geometries[0]"),
        (_object(arcs=[[-99]]), "objects.gm.geometries[0]"),
        (_object(arcs=[["0"]]), "objects.gm.geometries[0]"),
        (_object(arcs=[[True]]), "objects.gm.geometries[0]"),
        (_object(arcs=[]), "objects.gm.geometries[0]"),
        (_object(arcs=[[0]]), "objects.gm.geometries[0]"),
        (_changed(transform={"scale": [1e6, 1e6], "translate": [0, 0]}), "objects.gm.geometries[0]"),
    ],
)
def test_a_hostile_file_is_refused_at_its_place(tmp_path: Path, value: Any, field: str) -> None:
    with pytest.raises(InputError) as caught:
        read_borders(_file(tmp_path, value))
    assert caught.value.problems[0].file == "grenzen.json"
    assert caught.value.problems[0].field.startswith(field)


def test_all_wrong_features_are_told_at_once(tmp_path: Path) -> None:
    geometries = [{"type": "Polygon", "arcs": [[99 + i]], "properties": {}} for i in range(3)]
    with pytest.raises(InputError) as caught:
        read_borders(_file(tmp_path, _changed(objects={"a": {"type": "GeometryCollection", "geometries": geometries}})))
    assert len(caught.value.problems) == 3
