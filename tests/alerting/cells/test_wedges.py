# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.cells.wedges import equal_rows, wedges


def obvious_wedge(x: float, y: float, azimuth: float, width: float, radius: float) -> shapely.Polygon:
    """One at a time, from the middle of the beam to both sides."""
    chords = math.ceil(width / 15)
    angles = [math.radians(azimuth - width / 2 + width * k / chords) for k in range(chords + 1)]
    arc = [(x + radius * math.sin(a), y + radius * math.cos(a)) for a in angles]
    return shapely.Polygon(arc[:-1] if width >= 360 else [(x, y), *arc])


@given(
    st.lists(
        st.tuples(
            st.floats(0, 300_000),
            st.floats(300_000, 600_000),
            st.floats(0, 359.9),
            st.sampled_from([1.0, 33.0, 65.0, 120.0, 180.0, 270.0, 360.0]),
            st.floats(1, 35_000),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_equals_one_at_a_time(cells: list[tuple[float, float, float, float, float]]) -> None:
    found = wedges(*(np.array(column) for column in zip(*cells, strict=True)))
    for shape, cell in zip(found, cells, strict=True):
        twin = obvious_wedge(*cell)
        assert shape.is_valid
        assert shapely.symmetric_difference(shape, twin).area <= 1e-6 * twin.area + 1e-3


def test_area_of_a_sector_in_closed_form() -> None:
    """n triangles with the top angle of one step: n/2 r² sin(step)."""
    (shape,) = wedges(*(np.array([v]) for v in (0.0, 0.0, 90.0, 120.0, 1000.0)))
    assert shape.area == pytest.approx(8 / 2 * 1e6 * math.sin(math.radians(15)))
    assert shape.bounds[0] == pytest.approx(0, abs=1e-9)
    assert shape.covers(shapely.Point(900, 0))
    assert not shape.intersects(shapely.Point(-1, 0))


def test_disc_leaves_out_at_most_one_hundredth_of_the_radius() -> None:
    (shape,) = wedges(*(np.array([v]) for v in (0.0, 0.0, 10.0, 360.0, 1000.0)))
    assert shapely.Point(0, 0).distance(shape.exterior) == pytest.approx(1000 * math.cos(math.radians(7.5)))
    assert shape.contains(shapely.Point(0, 0))


def test_equal_rows_are_found_and_no_others() -> None:
    rng = np.random.default_rng(3)
    rows = rng.integers(0, 4, (500, 3)).astype(float)
    first, which = equal_rows((rows[:, 0], rows[:, 1], rows[:, 2]))
    assert len(first) == len({tuple(row) for row in rows.tolist()})
    assert (rows[first][which] == rows).all()


def test_rows_that_are_mixed_to_one_number_are_still_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.alerting.cells.wedges._MIX", (np.uint64(0), np.uint64(0), np.uint64(0)))
    first, which = equal_rows((np.array([1.0, 2.0, 1.0]), np.array([5.0, 5.0, 5.0])))
    assert len(first) == 2
    assert which[0] == which[2] != which[1]


def test_minus_zero_is_zero() -> None:
    first, which = equal_rows((np.array([0.0, -0.0]), np.array([1.0, 1.0])))
    assert len(first) == 1
    assert which.tolist() == [0, 0]
