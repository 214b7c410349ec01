# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import pytest

from tests.evacuation.flood.grids import DEPTH, netcdf
from weerbaar.base import InputError
from weerbaar.evacuation.flood import read_scenario


def said(path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(path, **options)
    assert len(caught.value.problems) == 1
    return caught.value.render("nl")


@pytest.mark.parametrize("north_first", [True, False])
@pytest.mark.parametrize("transposed", [True, False])
def test_however_the_axes_lie(tmp_path: Path, north_first: bool, transposed: bool) -> None:
    flood = read_scenario(netcdf(tmp_path / "f.nc", north_first=north_first, transposed=transposed))
    assert flood.cells.tolist() == [1, 2, 4, 5, 6, 10, 11]
    assert flood.depth_m.tolist() == [1, 2, 0.5, 3, 4, 1.5, 0.25]
    assert flood.arrival_s[:2].tolist() == [3600, 7200]
    assert np.isnan(flood.arrival_s[5])
    x, y = flood.centres_rd()
    assert (x[0], y[0]) == (pytest.approx(130_150), pytest.approx(424_950))


def test_windows_of_a_file_with_south_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.PIXELS_AT_ONCE", 8)
    flood = read_scenario(netcdf(tmp_path / "f.nc", north_first=False))
    assert flood.depth_m.tolist() == [1, 2, 0.5, 3, 4, 1.5, 0.25]


def test_variables_by_the_name_given(tmp_path: Path) -> None:
    path = netcdf(tmp_path / "f.nc", depth_name="s1max")
    assert "geen variabele met de waterdiepte" in said(path)
    assert "s1max" in said(path)
    assert read_scenario(path, variables={"depth": "s1max"}).depth_m[0] == 1
    assert 'geen variabele "nee"' in said(path, variables={"depth": "nee"})


def test_time_units(tmp_path: Path) -> None:
    days = read_scenario(netcdf(tmp_path / "f.nc", arrival_units="days"))
    assert days.arrival_s[0] == 86_400
    assert '"fortnights"' in said(netcdf(tmp_path / "g.nc", arrival_units="fortnights"))
    assert "ontbreekt" in said(netcdf(tmp_path / "h.nc", arrival_units=""))
    assert read_scenario(tmp_path / "h.nc", units={"arrival": "min"}).arrival_s[0] == 60


def test_no_coordinate_system(tmp_path: Path) -> None:
    assert "grid_mapping" in said(netcdf(tmp_path / "f.nc", mapping=False))


def test_a_crs_by_its_cf_parameters(tmp_path: Path) -> None:
    from pyproj import CRS, Transformer

    path = netcdf(tmp_path / "f.nc", mapping=False)
    with netCDF4.Dataset(path, "a") as data:
        mapping = data.createVariable("kaart", "i4", ())
        for key, value in CRS("EPSG:32631").to_cf().items():
            if key != "crs_wkt":
                mapping.setncattr(key, value)
        data.variables["waterdiepte"].grid_mapping = "kaart"
        data.variables["x"][:] = 650_050 + 100 * np.arange(4)
        data.variables["y"][:] = 5_740_250 - 100 * np.arange(3)
    x, y = read_scenario(path).centres_rd()
    expected = Transformer.from_crs("EPSG:32631", "EPSG:28992", always_xy=True).transform(650_150, 5_740_250)
    # The parameters say nothing of the datum shift, which is about a hundred metres.
    assert (x[0], y[0]) == pytest.approx(expected, abs=250)


def test_degrees_need_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "f.nc"
    with netCDF4.Dataset(path, "w") as data:
        for axis, values in (("lat", [51.80, 51.81]), ("lon", [5.20, 5.21, 5.22])):
            data.createDimension(axis, len(values))
            data.createVariable(axis, "f4", (axis,))[:] = values
        variable = data.createVariable("hoogte", "f4", ("lat", "lon"))
        variable.standard_name = "flood_water_thickness"
        variable.units = "cm"
        variable[:] = [[0, 0, 50], [100, 0, 0]]
    flood = read_scenario(path)
    assert flood.grid.crs == "EPSG:4326"
    assert flood.cells.tolist() == [0, 5]
    assert flood.depth_m == pytest.approx([1.0, 0.5])


def test_layers_over_time_are_refused(tmp_path: Path) -> None:
    path = netcdf(tmp_path / "f.nc", depth_name="peil")
    with netCDF4.Dataset(path, "a") as data:
        data.createDimension("time", 2)
        data.createVariable("waterdepth", "f4", ("time", "y", "x"))[:] = np.stack([DEPTH, DEPTH])
    assert "grootste waarde over de tijd" in said(path)


def test_an_irregular_grid_is_refused(tmp_path: Path) -> None:
    path = netcdf(tmp_path / "f.nc")
    with netCDF4.Dataset(path, "a") as data:
        data.variables["x"][:] = [130_000, 130_100, 130_250, 130_300]
    assert "gelijke afstand" in said(path)


def test_axes_that_nobody_can_tell_apart(tmp_path: Path) -> None:
    path = tmp_path / "f.nc"
    with netCDF4.Dataset(path, "w") as data:
        for axis in ("m", "n"):
            data.createDimension(axis, 2)
            data.createVariable(axis, "f8", (axis,))[:] = [0, 1]
        data.createVariable("depth", "f4", ("m", "n"))[:] = 1
        data.createDimension("k", 2)
        data.createVariable("diep", "f4", ("k", "n"))[:] = 1
    assert "welke x en welke y" in said(path)
    assert "geen coördinaten" in said(path, variables={"depth": "diep"})


def test_no_netcdf(tmp_path: Path) -> None:
    path = tmp_path / "f.nc"
    path.write_bytes(b"CDF\x09" + b"\x00" * 40)
    assert "geen NetCDF" in said(path)
    assert "bestaat niet" in said(tmp_path / "weg.nc")
