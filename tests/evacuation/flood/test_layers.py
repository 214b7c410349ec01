# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, Text
from weerbaar.evacuation.flood import FloodGrid
from weerbaar.evacuation.flood.layers import LAYERS, UNITS, Window, assemble, factor, refuse_elsewhere, windows


def grid(width: int, height: int, crs: str = "EPSG:28992") -> FloodGrid:
    return FloodGrid(crs, (100.0, 0.0, 130_000.0, 0.0, -100.0, 425_000.0), width, height)


@given(st.integers(1, 50), st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_what_is_put_together_is_what_was_read(width: int, height: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    depth = generator.choice([0.0, np.nan, 0.5, 3.0], (height, width))
    depth[0, 0] = 1.0
    arrival = generator.choice([np.nan, 60.0, 3600.0], (height, width))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("weerbaar.evacuation.flood.layers.PIXELS_AT_ONCE", int(generator.integers(1, width * height + 1)))
        flood = assemble(
            grid(width, height),
            {
                "depth": lambda window: depth[window.top : window.bottom],
                "arrival": lambda window: arrival[window.top : window.bottom],
            },
            {"depth": "d", "arrival": "a"},
            name="",
            source=Text(nl="proef"),
        )
    wet = [at for at, value in enumerate(depth.ravel().tolist()) if value > 0]
    assert flood.cells.tolist() == wet
    assert flood.depth_m.tolist() == depth.ravel()[wet].tolist()
    np.testing.assert_array_equal(flood.arrival_s, arrival.ravel()[wet].astype(np.float32))


def test_windows_cover_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.PIXELS_AT_ONCE", 20)
    assert list(windows(grid(7, 5))) == [Window(0, 2), Window(2, 4), Window(4, 5)]


def test_every_layer_has_its_units() -> None:
    assert set(UNITS) == set(LAYERS)
    assert factor("arrival", " Hours ", "f") == 3600
    assert factor("rise", "m/h", "f") == pytest.approx(1 / 3600)
    for layer in LAYERS:
        with pytest.raises(InputError, match="is missing"):
            factor(layer, "", "f")


@pytest.mark.parametrize("crs", ["EPSG:999999", "onzin", 'LOCAL_CS["ergens"]'])
def test_an_unknown_coordinate_system(crs: str) -> None:
    with pytest.raises(InputError) as caught:
        refuse_elsewhere(grid(2, 2, crs), "f.tif")
    assert "coördinatenstelsel is niet bekend" in caught.value.render("nl")
