# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import Text
from weerbaar.evacuation.flood import FloodError, FloodGrid, FloodScenario
from weerbaar.evacuation.flood.scenario import implausible

GRID = FloodGrid("EPSG:28992", (100.0, 0.0, 130_000.0, 0.0, -100.0, 425_000.0), 4, 3)


def flood(**changes: Any) -> FloodScenario:
    values = {"cells": np.array([1, 5]), "depth_m": np.array([1, 2], np.float32)} | changes
    return FloodScenario("proef", Text(nl="proef"), values.pop("grid", GRID), **values)


@given(st.integers(0, 11), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_point_in_a_cell_finds_that_cell(cell: int, right: float, down: float) -> None:
    x = np.array([130_000 + 100 * (cell % 4 + right)])
    y = np.array([425_000 - 100 * (cell // 4 + down)])
    assert GRID.cell_at(x, y).tolist() == [cell]


def test_outside_the_grid_is_no_cell() -> None:
    x = np.array([129_999.0, 130_401.0, 130_050.0, 130_050.0, np.inf])
    y = np.array([424_950.0, 424_950.0, 425_001.0, 424_699.0, 424_950.0])
    assert GRID.cell_at(x, y).tolist() == [-1] * 5


def test_a_grid_in_degrees_finds_the_same_place() -> None:
    degrees = FloodGrid("EPSG:4326", (0.001, 0.0, 5.2, 0.0, -0.001, 51.85), 200, 100)
    x, y = degrees.to_rd(*degrees.centres(np.array([0, 777, 19_999])))
    assert degrees.cell_at(x, y).tolist() == [0, 777, 19_999]
    # About 69 by 111 m at 51.8 degrees north.
    area = flood(grid=degrees, cells=np.array([0, 1])).cell_area_m2
    assert area == pytest.approx(111_250 * 0.001 * 111_320 * 0.001 * np.cos(np.radians(51.8)), rel=0.005)


def test_a_turned_grid() -> None:
    turned = FloodGrid("EPSG:28992", (60.0, 80.0, 130_000.0, 80.0, -60.0, 425_000.0), 5, 5)
    x, y = turned.centres(np.arange(25))
    assert turned.cell_at(x, y).tolist() == list(range(25))
    assert flood(grid=turned).cell_area_m2 == pytest.approx(10_000)


def test_cells_that_stay_dry_are_not_found() -> None:
    assert flood().find(np.array([0, 1, 5, 6, -1])).tolist() == [-1, 0, 1, -1, -1]


def test_what_was_never_known_is_unknown_everywhere() -> None:
    assert np.isnan(flood().known("arrival_s")).all()
    assert flood(arrival_s=np.array([60, np.nan], np.float32)).known("arrival_s")[0] == 60


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cells": np.array([], int), "depth_m": np.array([])}, "nergens"),
        ({"cells": np.array([5, 1])}, "één keer"),
        ({"cells": np.array([1, 12])}, "rooster"),
        ({"depth_m": np.array([1.0])}, "depth_m"),
        ({"depth_m": np.array([-1.0, 2.0])}, "negatief"),
        ({"depth_m": np.array([150.0, 200.0])}, "eenheid"),
        ({"arrival_s": np.array([1.0, 1e9])}, "60 dagen"),
        ({"arrival_s": np.array([1.0, -5.0])}, "negatief"),
        ({"rise_m_s": np.array([0.5, 0.1])}, "stijgsnelheid"),
        ({"velocity_m_s": np.array([1.0])}, "velocity_m_s"),
    ],
)
def test_floods_that_cannot_be(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(FloodError) as caught:
        flood(**changes)
    assert said in caught.value.render("nl")


def test_a_grid_without_cells_is_refused() -> None:
    with pytest.raises(FloodError):
        FloodGrid("EPSG:28992", (0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 4, 3)


def test_unknown_is_plausible() -> None:
    assert implausible([1.0], [np.nan], [], [0.0]) == []
