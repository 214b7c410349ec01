# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from tests.alerting.cells.networks import box, discs
from weerbaar.alerting.area import rd_plane
from weerbaar.alerting.cells import BestServerMap, compare, read_best_server_map, select
from weerbaar.base import InputError


def degrees(shape: Any) -> Any:
    return json.loads(shapely.to_geojson(rd_plane().to_degrees(shape)))


def feature(geometry: Any, operator: Any = "KPN", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"operator": operator, **properties}, "geometry": geometry}


def read(folder: Path, *features: Any) -> BestServerMap:
    (folder / "m.json").write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return read_best_server_map(folder / "m.json")


def test_served_beside_what_was_meant_in_closed_form(tmp_path: Path) -> None:
    """An area of 2 by 1 km; one provider serves its west half and 1 km² beyond, another nothing of it."""
    west = shapely.box(149_000, 450_000, 151_000, 451_000)
    away = shapely.box(160_000, 450_000, 161_000, 451_000)
    found = compare(
        read(tmp_path, feature(degrees(west)), feature(degrees(away), "Odido")), box(150_000, 450_000, 152_000, 451_000)
    )
    assert [c.provider for c in found] == ["KPN", "Odido", None]
    close = pytest.approx
    assert [(c.inside_km2, c.unserved_km2, c.outside_km2) for c in found] == [
        (close(1, abs=1e-3), close(1, abs=1e-3), close(1, abs=1e-3)),
        (close(0, abs=1e-3), close(2, abs=1e-3), close(1, abs=1e-3)),
        (close(1, abs=1e-3), close(1, abs=1e-3), close(2, abs=1e-3)),
    ]


def test_a_map_of_cells_changes_the_choice(tmp_path: Path) -> None:
    parts = [shapely.box(200_000, 500_000, 201_000, 501_000), shapely.box(203_000, 500_000, 204_000, 501_000)]
    found = read(tmp_path, *(feature(degrees(part), cell="001-01-0") for part in parts))
    network = discs((150_000, 450_000, 500), (160_000, 450_000, 500)).with_best_servers(found)
    assert network.shapes[network.shape_of[0]].area == pytest.approx(2e6, rel=1e-3)
    assert select(network, box(203_200, 500_200, 203_300, 500_300)).ids == ("001-01-0",)
    assert len(select(network, box(149_000, 449_000, 151_000, 451_000)).cells) == 0


def test_holes_and_several_parts_are_kept(tmp_path: Path) -> None:
    ring = shapely.box(150_000, 450_000, 153_000, 453_000).difference(shapely.box(151_000, 451_000, 152_000, 452_000))
    both = shapely.MultiPolygon([ring, shapely.box(160_000, 450_000, 161_000, 451_000)])
    assert read(tmp_path, feature(degrees(both))).providers["KPN"].area == pytest.approx(9e6, rel=1e-3)


def test_a_ring_that_crosses_itself_stands_for_all_it_goes_around(tmp_path: Path) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52.1], [5.1, 52], [5, 52.1], [5, 52]]]}
    shape = read(tmp_path, feature(bow_tie)).providers["KPN"]
    assert shape.is_valid
    assert shape.area > 1e6


SQUARE = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]}


def test_all_problems_at_once_with_their_feature(tmp_path: Path) -> None:
    swapped = {"type": "Polygon", "coordinates": [[[52, 5], [52.1, 5], [52.1, 5.1], [52, 5]]]}
    flat = {"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5, 52], [5, 52]]]}
    wrong = [
        feature(swapped),
        feature(SQUARE, 7),
        feature({"type": "Point", "coordinates": [5, 52]}),
        feature(flat),
        feature(SQUARE, cell=""),
        feature({"type": "Polygon", "coordinates": [[["a", None]]]}),
        feature({"type": "MultiPolygon", "coordinates": {"x": 1}}),
        "niets",
    ]
    with pytest.raises(InputError) as stop:
        read(tmp_path, feature(SQUARE), *wrong)
    assert [problem.field for problem in stop.value.problems] == [
        "features[1].geometry.coordinates",
        "features[2].properties.operator",
        "features[3].geometry",
        "features[4].geometry",
        "features[5].properties.cell",
        "features[6].geometry.coordinates",
        "features[7].geometry.coordinates",
        "features[8].properties.operator",
        "features[8].geometry",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "not valid JSON"),
        ("[]", "no FeatureCollection"),
        ('{"type": "FeatureCollection"}', "no FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "0 features"),
    ],
)
def test_what_is_no_map_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(text)
    with pytest.raises(InputError, match=said):
        read_best_server_map(tmp_path / "m.json")
