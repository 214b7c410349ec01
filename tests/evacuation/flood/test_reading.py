# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.flood.grids import ARRIVAL_H, DEPTH, csv_file, geotiff, netcdf
from weerbaar.base import InputError
from weerbaar.evacuation.flood import example_scenario, read_scenario
from weerbaar.evacuation.flood.areas import folder
from weerbaar.evacuation.flood.mortality import mortality


def test_the_same_flood_in_every_form(tmp_path: Path) -> None:
    tiff = read_scenario(
        geotiff(tmp_path / "d.tif", DEPTH), arrival=geotiff(tmp_path / "a.tif", ARRIVAL_H), units={"arrival": "h"}
    )
    for other in (read_scenario(netcdf(tmp_path / "f.nc")), read_scenario(csv_file(tmp_path / "f.csv"))):
        assert other.cells.tolist() == tiff.cells.tolist()
        assert other.grid.affine == pytest.approx(tiff.grid.affine)
        np.testing.assert_array_equal(other.depth_m, tiff.depth_m)
        np.testing.assert_array_equal(other.arrival_s, tiff.arrival_s)


def test_the_example_is_made_up_and_says_so() -> None:
    flood = example_scenario()
    assert flood.made_up
    assert "erzonnen" in flood.name
    assert "Verzonnen" in flood.source.nl
    assert "Made up" in flood.source.en
    assert (folder() / "example_flood.csv").stat().st_size < 60_000
    assert flood.cell_area_m2 == 250_000


def test_the_example_has_every_zone_of_mortality() -> None:
    flood = example_scenario()
    known = [flood.known(name) for name in ("rise_m_s", "velocity_m_s")]
    found = mortality(flood.depth_m, *known)
    slow = mortality(flood.depth_m, 0.0, 0.0)
    assert (found.low == 1).any()
    assert ((found.low > slow.low) & (found.low < 1)).any()
    assert (found.low == slow.low).any()
    assert np.isfinite(flood.arrival_s).all()


def test_files_that_do_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="separate files"):
        read_scenario(csv_file(tmp_path / "f.csv"), rise=tmp_path / "r.tif")
    with pytest.raises(InputError, match=r"\.tif, \.tiff, \.nc"):
        read_scenario(tmp_path / "f.docx")


def test_layers_in_separate_rasters(tmp_path: Path) -> None:
    flood = read_scenario(
        geotiff(tmp_path / "d.tif", DEPTH),
        rise=geotiff(tmp_path / "r.tif", np.full(DEPTH.shape, 0.72)),
        velocity=geotiff(tmp_path / "v.tif", np.full(DEPTH.shape, 1.25)),
        units={"rise": "m/h"},
        name="eigen",
    )
    assert flood.rise_m_s == pytest.approx(np.full(7, 0.0002))
    assert flood.velocity_m_s == pytest.approx(np.full(7, 1.25))
    assert flood.name == "eigen"
