# SPDX-License-Identifier: EUPL-1.2
"""Rasters written here, with areas that are known in closed form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import rasterio
from rasterio.transform import from_bounds, from_origin

from tests.alerting.cells.networks import box, discs
from weerbaar.alerting.cells import (
    BestServerMap,
    CellValues,
    cell_numbers,
    compare,
    read_best_server_raster,
    read_cell_values,
    select,
)
from weerbaar.alerting.cells.best_server_raster import _MOST_PIXELS
from weerbaar.base import InputError

# 4 by 2 pixels of 500 m, the corner in the north-west at x 149,000 and y 451,000.
BAND = [[1, 1, 2, 0], [1, 1, 3, 3]]
VALUES = CellValues({0: None, 1: ("KPN", "204-08-1-1"), 2: ("KPN", "204-08-1-2"), 3: ("Odido", None)})
RD = from_origin(149_000, 451_000, 500, 500)


def written(
    path: Path, band: Any = BAND, *, dtype: str = "uint16", crs: str | None = "EPSG:28992", **more: Any
) -> Path:
    """Write a raster; every option of GDAL may be given."""
    data: npt.NDArray[Any] = np.asarray(band, dtype=dtype)
    data = data[None] if data.ndim == 2 else data
    options = {"transform": RD, "count": len(data), "height": data.shape[1], "width": data.shape[2]} | more
    with rasterio.open(path, "w", driver="GTiff", dtype=dtype, crs=crs, **options) as raster:
        raster.write(data)
    return path


def square_km(found: BestServerMap) -> dict[str, float]:
    return {name: shape.area / 1e6 for name, shape in (found.providers | found.cells).items()}


def said(path: Path, values: CellValues = VALUES) -> str:
    with pytest.raises(InputError) as stop:
        read_best_server_raster(path, values)
    assert len(stop.value.problems) == 1
    assert stop.value.render("nl") != stop.value.render("en")
    return stop.value.render("en")


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
def test_every_kind_of_whole_number_gives_the_pixels_in_metres(dtype: str, tmp_path: Path) -> None:
    found = read_best_server_raster(written(tmp_path / "m.tif", dtype=dtype, compress="lzw"), VALUES)
    close = pytest.approx
    assert square_km(found) == {
        "KPN": close(1.25),
        "Odido": close(0.5),
        "204-08-1-1": close(1.0),
        "204-08-1-2": close(0.25),
    }
    assert found.cells["204-08-1-2"].bounds == close((150_000, 450_500, 150_500, 451_000))


def test_served_beside_what_was_meant_in_closed_form(tmp_path: Path) -> None:
    """Meant is 2 by 1 km, of which the map covers the west half, less one pixel that nobody serves."""
    found = read_best_server_raster(written(tmp_path / "m.tif"), VALUES)
    close = pytest.approx
    rows = compare(found, box(150_000, 450_000, 152_000, 451_000))
    assert [(c.provider, c.inside_km2, c.unserved_km2, c.outside_km2) for c in rows] == [
        ("KPN", close(0.25, abs=1e-3), close(1.75, abs=1e-3), close(1.0, abs=1e-3)),
        ("Odido", close(0.5, abs=1e-3), close(1.5, abs=1e-3), close(0.0, abs=1e-3)),
        (None, close(0.75, abs=1e-3), close(1.25, abs=1e-3), close(1.0, abs=1e-3)),
    ]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_other_projections_give_the_same_place_and_area(crs: str, tmp_path: Path) -> None:
    """A box of 0.1 by 0.1 degrees around Amersfoort is 6.85 by 11.13 km; half of it is served."""
    degrees = (5.35, 52.1, 5.45, 52.2)
    bounds = degrees if crs == "EPSG:4326" else rasterio.warp.transform_bounds("EPSG:4326", crs, *degrees)
    band = np.ones((1000, 1000), dtype=np.uint8)
    band[:, 500:] = 0
    path = written(tmp_path / "m.tif", band, dtype="uint8", crs=crs, transform=from_bounds(*bounds, 1000, 1000))
    shape = read_best_server_raster(path, VALUES).cells["204-08-1-1"]
    assert shape.area / 1e6 == pytest.approx(6.85 * 11.13 / 2, rel=2e-3)
    assert (shape.centroid.x, shape.centroid.y) == pytest.approx((154_150, 462_250), abs=700)


def test_nodata_and_a_value_of_nobody_are_served_by_nobody(tmp_path: Path) -> None:
    path = written(tmp_path / "m.tif", [[1, 9999], [0, 9999]], nodata=9999)
    assert square_km(read_best_server_raster(path, VALUES)) == {
        "KPN": pytest.approx(0.25),
        "204-08-1-1": pytest.approx(0.25),
    }


def test_a_cell_in_several_patches_and_around_a_hole_is_one_shape(tmp_path: Path) -> None:
    path = written(tmp_path / "m.tif", [[1, 1, 1, 0, 1], [1, 0, 1, 0, 1], [1, 1, 1, 0, 0]])
    shape = read_best_server_raster(path, VALUES).cells["204-08-1-1"]
    assert shape.area == pytest.approx(10 * 250_000)
    assert sorted(len(part.interiors) for part in shape.geoms) == [0, 1]


def test_strips_are_put_together_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "m.tif", np.ones((7, 5), dtype=np.uint16))
    whole = read_best_server_raster(path, VALUES).cells["204-08-1-1"]
    monkeypatch.setattr("weerbaar.alerting.cells.best_server_raster._PIXELS_AT_ONCE", 10)
    assert read_best_server_raster(path, VALUES).cells["204-08-1-1"].equals(whole)
    assert whole.area == pytest.approx(35 * 250_000)


def test_numbers_may_be_those_of_the_cells_in_the_network(tmp_path: Path) -> None:
    network = discs((150_000, 450_000, 500), (160_000, 450_000, 500))
    values = cell_numbers(network)
    assert dict(values.owners) == {cell: (network.operators[0], network.cell_id(cell)) for cell in (0, 1)}
    found = read_best_server_raster(written(tmp_path / "m.tif", [[9, 1], [9, 9]], nodata=9), values)
    changed = network.with_best_servers(found)
    assert select(changed, box(149_600, 450_600, 149_900, 450_900)).ids == (network.cell_id(1),)


def test_a_number_of_two_cells_asks_for_a_table(tmp_path: Path) -> None:
    path = written(tmp_path / "m.tif", [[1, 2]])
    text = said(path, CellValues({1: ("KPN", "a")}, frozenset({2})))
    assert "more than one cell: 2 (1 px)" in text
    assert "table" in text


def test_unknown_values_are_counted_together_the_most_frequent_first(tmp_path: Path) -> None:
    text = said(written(tmp_path / "m.tif", [[7, 8, 8], [1, 1, 1]]))
    assert "2 values" in text
    assert "8 (2 px), 7 (1 px)" in text


def test_a_table_says_what_values_stand_for(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Waarde;Aanbieder;Zendcel\n1;KPN;204-08-1-1\n0;;\n3;Odido;\n")
    assert dict(read_cell_values(table).owners) == {1: ("KPN", "204-08-1-1"), 0: None, 3: ("Odido", None)}


def test_all_that_is_wrong_with_a_table_is_said_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"value,operator,cell\n1,KPN,a\n1,KPN,b\n2,,c\n3,{'x' * 101},\n")
    with pytest.raises(InputError) as stop:
        read_cell_values(table)
    assert [(p.line, p.field) for p in stop.value.problems] == [(3, "value"), (4, "operator"), (5, "operator")]


def test_what_is_no_map_is_refused_in_one_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "m.tif"
    assert "no such file" in said(path)
    (tmp_path / "f.tif").mkdir()
    assert "a folder" in said(tmp_path / "f.tif")
    path.write_bytes(b"")
    assert "no GeoTIFF" in said(path)
    path.write_text("<VRTDataset rasterXSize='1' rasterYSize='1'/>")
    assert "no GeoTIFF" in said(path)
    path.unlink()
    assert "no whole numbers (float32)" in said(written(path, dtype="float32"))
    assert "no whole numbers (complex64)" in said(written(path, dtype="complex64"))
    assert "2 bands" in said(written(path, [BAND, BAND]))
    assert "where on Earth" in said(written(path, crs=None))
    assert "no pixel at all" in said(written(path, [[0, 0]]))


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_map_without_a_place_is_refused(tmp_path: Path) -> None:
    assert "where on Earth" in said(written(tmp_path / "m.tif", transform=rasterio.Affine.identity()))


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        ("EPSG:4326", from_origin(106.8, -6.1, 0.01, 0.01)),  # Jakarta
        ("EPSG:4326", from_origin(52.1, 5.2, 0.01, 0.01)),  # swapped
        ("EPSG:4326", from_origin(155_000, 463_000, 100, 100)),  # metres that are said to be degrees
        ("EPSG:28992", from_origin(5.2, 52.1, 0.01, 0.01)),  # degrees that are said to be metres
        ("EPSG:28992", from_origin(149_000, 451_000, 500_000, 500_000)),  # pixels as large as a country
    ],
)
def test_another_continent_is_refused(crs: str, transform: Any, tmp_path: Path) -> None:
    text = said(written(tmp_path / "m.tif", crs=crs, transform=transform))
    assert "not lie in or near the Netherlands" in text
    assert "\n" not in text.strip()


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(1, 3, (200, 200))
    path = written(tmp_path / "m.tif", noise, transform=from_origin(149_000, 451_000, 5, 5))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "not complete" in said(path)


def test_too_much_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of some kilobytes may stand for a hundred million pixels."""
    side = 10 * 1024
    assert side * side > _MOST_PIXELS
    options = {"width": side, "height": side, "tiled": True, "SPARSE_OK": True, "compress": "deflate"}
    with rasterio.open(
        tmp_path / "m.tif", "w", driver="GTiff", dtype="uint8", count=1, crs="EPSG:28992",
        transform=from_origin(100_000, 500_000, 10, 10), **options,
    ):  # fmt: skip
        pass
    assert (tmp_path / "m.tif").stat().st_size < 200_000
    assert "60 million are allowed" in said(tmp_path / "m.tif")
    with (tmp_path / "large.tif").open("wb") as file:
        file.truncate(2_000_000_000)
    assert "larger than 500 MB" in said(tmp_path / "large.tif")
    monkeypatch.setattr("weerbaar.alerting.cells.best_server_raster._MOST_PATCHES", 3)
    assert "separate patches" in said(written(tmp_path / "n.tif", [[1, 2, 1, 2]]))


def test_what_lies_beside_the_file_is_not_read(tmp_path: Path) -> None:
    """A world file would move the map, and a file of GDAL's own could name any other file."""
    path = written(tmp_path / "m.tif", crs=None)
    (tmp_path / "m.tif.aux.xml").write_text("<PAMDataset><SRS>EPSG:28992</SRS></PAMDataset>")
    (tmp_path / "m.tfw").write_text("500\n0\n0\n-500\n149000\n451000\n")
    assert "where on Earth" in said(path)
