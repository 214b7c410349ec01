# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.cells.networks import people
from weerbaar.alerting.cells import Population, PopulationError, read_population
from weerbaar.base import InputError


def read(text: str, folder: Path, **other: bool) -> Population:
    (folder / "p.csv").write_text(text)
    return read_population(folder / "p.csv", **other)


@settings(max_examples=30)
@given(st.floats(0, 2_000), st.floats(0, 2_000), st.floats(50, 900), st.booleans())
def test_people_inside_a_shape_are_counted_one_by_one(x: float, y: float, radius: float, irregular: bool) -> None:
    squares = people(150_000, 450_000, 20)
    if irregular:
        rng = np.random.default_rng(4)
        place = rng.uniform(0, 2_000, (2, 60)) + np.array([[150_000], [450_000]])
        squares = Population(place[0], place[1], rng.integers(0, 9, 60) * 1.0, rng.integers(0, 9, 60) * 1.0, "test")
    shape = shapely.Point(150_000.3 + x, 450_000.7 + y).buffer(radius)
    inside = shapely.contains_xy(shape, squares.x_m, squares.y_m)
    near = squares.near(shape.bounds)
    found = near.people[:, near.within(shape)].sum(axis=1)
    assert found.tolist() == [squares.night[inside].sum(), squares.day[inside].sum()]


def test_squares_as_cbs_names_them(tmp_path: Path) -> None:
    found = read("crs28992res100m,aantal_inwoners\nE1550N4630,25\nE0135N3070,-99997\n", tmp_path)
    assert found.x_m.tolist() == [155_050, 13_550]
    assert found.y_m.tolist() == [463_050, 307_050]
    assert (found.night.tolist(), found.withheld, found.day_known) == ([25, 2], 1, False)
    assert read("crs28992res500m,people\nE1550N4630,25\n", tmp_path).x_m.tolist() == [155_250]


def test_day_and_night(tmp_path: Path) -> None:
    found = read("x;y;night;day\n150000;450000;10;30,5\n", tmp_path, synthetic=True)
    assert (found.night.tolist(), found.day.tolist(), found.day_known, found.synthetic) == ([10], [30.5], True, True)


def test_all_problems_at_their_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as stop:
        read("square,night,day\nE1550N4630,-3,1\nX1,1,x\nE\u0661550N4630,1,3e9\n", tmp_path)
    assert [(p.line, p.field) for p in stop.value.problems] == [
        (2, "night"),
        (3, "square"),
        (3, "day"),
        (4, "square"),
        (4, "day"),
    ]


def test_a_population_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the column x is missing"):
        read("people\n3\n", tmp_path)


def test_what_makes_no_population_is_refused() -> None:
    one = np.ones(1)
    for columns in ((one, one, one, np.ones(2)), (one, one, -one, one), (one, one * np.nan, one, one)):
        with pytest.raises(PopulationError):
            Population(*columns, "test")
