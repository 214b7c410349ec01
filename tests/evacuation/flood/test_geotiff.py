# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasterio.warp import Resampling, calculate_default_transform, reproject

from tests.evacuation.flood.grids import ARRIVAL_H, CELL, DEPTH, NO_DATA, NORTH, WEST, from_origin, geotiff
from weerbaar.base import InputError
from weerbaar.evacuation.flood import Layer, read_scenario

HOURS: dict[Layer, str] = {"arrival": "h"}


def said(error: pytest.ExceptionInfo[InputError]) -> str:
    assert len(error.value.problems) == 1
    return error.value.render("nl")


def test_depth_and_arrival(tmp_path: Path) -> None:
    depth, arrival = geotiff(tmp_path / "d.tif", DEPTH), geotiff(tmp_path / "a.tif", ARRIVAL_H)
    flood = read_scenario(depth, arrival=arrival, units=HOURS)
    assert flood.cells.tolist() == [1, 2, 4, 5, 6, 10, 11]
    assert flood.depth_m.tolist() == [1, 2, 0.5, 3, 4, 1.5, 0.25]
    assert (flood.arrival_s / 3600).tolist()[:5] == [1, 2, 3, 4, 5]
    assert np.isnan(flood.arrival_s[5])
    assert flood.arrival_s[6] == 8 * 3600
    assert (flood.name, flood.notes, flood.made_up) == ("d", (), False)
    assert "onbekend" in flood.source.nl


def test_scale_and_whole_numbers(tmp_path: Path) -> None:
    centimetres = geotiff(tmp_path / "cm.tif", np.array([[0, 150], [200, -9999]], np.int16))
    assert read_scenario(centimetres, units={"depth": "cm"}).depth_m == pytest.approx([1.5, 2.0])


def test_windows_give_what_the_whole_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = geotiff(tmp_path / "d.tif", DEPTH)
    whole = read_scenario(depth)
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.PIXELS_AT_ONCE", 4)
    by_row = read_scenario(depth)
    assert by_row.cells.tolist() == whole.cells.tolist()
    assert by_row.depth_m.tolist() == whole.depth_m.tolist()


def test_a_layer_in_another_projection_is_moved_and_said_so(tmp_path: Path) -> None:
    rows, columns = np.mgrid[0:40, 0:60]
    depth = geotiff(tmp_path / "d.tif", np.full((40, 60), 2.0))
    arrival = 1.0 + rows * 0.1 + columns * 0.05
    source = from_origin(WEST, NORTH, CELL, CELL)
    bounds = (WEST, NORTH - 40 * CELL, WEST + 60 * CELL, NORTH)
    to, width, height = calculate_default_transform("EPSG:28992", "EPSG:4326", 60, 40, *bounds, resolution=(4e-4, 2e-4))
    degrees = np.full((height, width), NO_DATA)
    reproject(
        arrival,
        degrees,
        src_transform=source,
        src_crs="EPSG:28992",
        dst_transform=to,
        dst_crs="EPSG:4326",
        dst_nodata=NO_DATA,
        resampling=Resampling.nearest,
    )
    moved = geotiff(tmp_path / "a.tif", degrees, crs="EPSG:4326", transform=to)
    flood = read_scenario(depth, arrival=moved, units=HOURS)
    hours = flood.arrival_s / 3600
    inner = ((rows > 1) & (rows < 38) & (columns > 1) & (columns < 58)).ravel()
    # Twice the nearest of neighbours: at most about one cell off in each direction.
    assert np.abs(hours - arrival.ravel())[inner].max() <= 0.1 + 0.05 + 1e-6
    assert np.isfinite(hours[inner]).all()
    assert "aankomsttijd" in flood.notes[0].nl
    assert "EPSG:4326" in flood.notes[0].nl


def test_where_a_moved_layer_does_not_reach_it_is_unknown(tmp_path: Path) -> None:
    depth = geotiff(tmp_path / "d.tif", np.full((3, 4), 2.0))
    half = from_origin(WEST + 2 * CELL, NORTH, CELL, CELL)
    for kind, no_data in ((np.float64, None), (np.uint8, None), (np.int16, None), (np.int16, -1)):
        arrival = geotiff(tmp_path / "a.tif", np.full((3, 2), 5, kind), transform=half, nodata=no_data)
        flood = read_scenario(depth, arrival=arrival, units=HOURS)
        assert np.isnan(flood.arrival_s.reshape(3, 4)[:, :2]).all()
        assert (flood.arrival_s.reshape(3, 4)[:, 2:] == 5 * 3600).all()


def test_depth_in_another_projection_lies_where_it_lies(tmp_path: Path) -> None:
    to = from_origin(5.20, 51.82, 0.001, 0.001)
    flood = read_scenario(geotiff(tmp_path / "d.tif", np.eye(50), crs="EPSG:4326", transform=to))
    assert len(flood.cells) == 50
    x, y = flood.centres_rd()
    assert flood.find(flood.grid.cell_at(x, y)).tolist() == list(range(50))
    # 5.2005° E, 51.8195° N on the Dutch grid, by the published approximation (Schreutelkamp, 1 m).
    assert (x[0], y[0]) == (pytest.approx(142_127, abs=2), pytest.approx(425_670, abs=2))


def test_layers_of_different_places_are_refused(tmp_path: Path) -> None:
    depth = geotiff(tmp_path / "d.tif", DEPTH)
    arrival = geotiff(tmp_path / "a.tif", ARRIVAL_H, transform=from_origin(200_000, 500_000, CELL, CELL))
    with pytest.raises(InputError) as caught:
        read_scenario(depth, arrival=arrival, units=HOURS)
    assert "a.tif: ligt naast het gebied van d.tif" in said(caught)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"crs": None}, "geen coördinatenstelsel"),
        ({"crs": "EPSG:32633"}, "niet in of bij Nederland"),
        ({"crs": "EPSG:4326"}, "niet in of bij Nederland"),
        ({"nodata": None}, "waterdiepte is negatief in 3 cellen"),
        ({"transform": from_origin(0, 0, 1e6, 1e6)}, "niet in of bij Nederland"),
    ],
)
def test_a_depth_that_cannot_be_placed_or_read(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_scenario(geotiff(tmp_path / "d.tif", DEPTH, **options))
    assert words in said(caught)


def test_numbers_that_cannot_be_come_together(tmp_path: Path) -> None:
    depth = geotiff(tmp_path / "d.tif", DEPTH * 100, nodata=NO_DATA * 100)
    arrival = geotiff(tmp_path / "a.tif", ARRIVAL_H * 3600, nodata=NO_DATA * 3600)
    with pytest.raises(InputError) as caught:
        read_scenario(depth, arrival=arrival, units=HOURS)
    assert [problem.file for problem in caught.value.problems] == ["d.tif", "a.tif"]
    assert all("eenheid" in problem.message.nl for problem in caught.value.problems)


def test_nothing_but_dry_land(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_scenario(geotiff(tmp_path / "d.tif", np.zeros((3, 3))))
    assert "nergens staat water" in said(caught)


def test_no_geotiff_broken_missing_folder(tmp_path: Path) -> None:
    (tmp_path / "nee.tif").write_text("geen raster", encoding="utf-8")
    whole = geotiff(tmp_path / "d.tif", np.random.default_rng(1).random((200, 200)))
    half = tmp_path / "half.tif"
    half.write_bytes(whole.read_bytes()[:100_000])
    (tmp_path / "map.tif").mkdir()
    for name, words in (
        ("nee.tif", "geen GeoTIFF"),
        ("half.tif", "beschadigd"),
        ("weg.tif", "bestaat niet"),
        ("map.tif", "dit is een map"),
    ):
        with pytest.raises(InputError) as caught:
            read_scenario(tmp_path / name)
        assert words in said(caught)


def test_damage_to_the_name_of_the_coordinate_system(tmp_path: Path) -> None:
    whole = geotiff(tmp_path / "d.tif", DEPTH, crs='LOCAL_CS["Amersfoort",UNIT["metre",1]]')
    with pytest.raises(InputError) as caught:
        read_scenario(whole)
    assert "coördinatenstelsel is niet bekend" in said(caught)
    arrival = tmp_path / "a.tif"
    arrival.write_bytes(whole.read_bytes())
    with pytest.raises(InputError) as caught:
        read_scenario(geotiff(tmp_path / "e.tif", DEPTH), arrival=arrival, units=HOURS)
    assert "niet om te zetten naar dat van e.tif" in said(caught)
    arrival.write_bytes(whole.read_bytes().replace(b"Amersfoort", b"Amers\xffoort"))
    with pytest.raises(InputError) as caught:
        read_scenario(arrival)
    assert "beschadigd" in said(caught)


def test_two_bands_or_complex_numbers(tmp_path: Path) -> None:
    import rasterio

    path = tmp_path / "twee.tif"
    profile = {"driver": "GTiff", "height": 2, "width": 2, "count": 2, "dtype": "float32", "crs": "EPSG:28992"}
    with rasterio.open(path, "w", transform=from_origin(WEST, NORTH, CELL, CELL), **profile) as raster:
        raster.write(np.ones((2, 2, 2), np.float32))
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    assert "2 banden" in said(caught)
    with pytest.raises(InputError) as caught:
        read_scenario(geotiff(tmp_path / "c.tif", np.ones((2, 2), np.complex64), nodata=None))
    assert "complexe" in said(caught)


def test_time_without_a_unit_is_asked_for(tmp_path: Path) -> None:
    depth, arrival = geotiff(tmp_path / "d.tif", DEPTH), geotiff(tmp_path / "a.tif", ARRIVAL_H)
    with pytest.raises(InputError) as caught:
        read_scenario(depth, arrival=arrival)
    assert "de eenheid van de aankomsttijd ontbreekt" in said(caught)
    with pytest.raises(InputError) as caught:
        read_scenario(depth, arrival=arrival, units={"arrival": "weken"})
    assert '"weken"' in said(caught)


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = geotiff(tmp_path / "d.tif", DEPTH)
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.MOST_WET", 5)
    with pytest.raises(InputError) as caught:
        read_scenario(depth)
    assert "geheugen" in said(caught)
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.MOST_PIXELS", 11)
    with pytest.raises(InputError) as caught:
        read_scenario(depth)
    assert "4 × 3 cellen" in said(caught)
