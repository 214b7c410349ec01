# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.alerting.area.outward import with_fewer_corners


def test_an_inward_corner_is_cut_off_first() -> None:
    ring = np.array([(0, 0), (10, 0), (10, 10), (5, 9), (0, 10)], dtype=float)
    (found,) = with_fewer_corners([ring], lambda counts: counts[0] <= 4) or [ring]
    assert shapely.Polygon(found).equals(shapely.box(0, 0, 10, 10))


def test_a_side_between_outward_corners_goes_by_making_its_neighbours_longer() -> None:
    ring = np.array([(0, 0), (10, 0), (10, 9), (9, 10), (0, 10)], dtype=float)
    (found,) = with_fewer_corners([ring], lambda counts: counts[0] <= 4) or [ring]
    assert shapely.Polygon(found).equals(shapely.box(0, 0, 10, 10))


def test_a_triangle_cannot_lose_a_corner() -> None:
    assert with_fewer_corners([np.array([(0, 0), (1, 0), (0, 1)], dtype=float)], lambda counts: False) is None


def _least_by_trying(ring: shapely.Polygon) -> float:
    """The slow twin for one step: each corner left out, each side replaced, the smallest that contains the ring."""
    points = shapely.get_coordinates(ring.exterior)[:-1]
    count, found = len(points), []
    for i in range(count):
        found.append(shapely.Polygon(np.delete(points, i, axis=0)))
    for i in range(count):
        p, a, b, c = (points[(i + k) % count] for k in range(4))
        across = np.cross([*(a - p), 0], [*(c - b), 0])[2]
        if across:
            moved = points.copy()
            moved[(i + 1) % count] = a + (a - p) * np.cross([*(b - a), 0], [*(c - b), 0])[2] / across
            found.append(shapely.Polygon(np.delete(moved, (i + 2) % count, axis=0)))
    sizes = [shape.area for shape in found if shape.is_valid and shape.buffer(1e-9).covers(ring)]
    return min(sizes, default=float("inf"))


@settings(max_examples=40)
@given(st.lists(st.floats(0.3, 2), min_size=4, max_size=9))
def test_one_step_adds_no_more_than_the_best_that_trying_finds(radii: list[float]) -> None:
    angle = np.arange(len(radii)) * 2 * np.pi / len(radii)
    ring = np.column_stack([radii * np.cos(angle), radii * np.sin(angle)])
    found = with_fewer_corners([ring], lambda counts: counts[0] < len(ring))
    best = _least_by_trying(shapely.Polygon(ring))
    if found is None:
        assert best > 1e6
    else:
        assert shapely.Polygon(found[0]).area <= best * (1 + 1e-6) or best > 1e6


@given(st.integers(0, 10_000), st.integers(12, 60), st.integers(4, 10))
def test_rings_stay_sound_and_contain_what_they_contained(seed: int, corners: int, target: int) -> None:
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
    radius = rng.uniform(0.3, 1, corners)
    ring = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    shape = shapely.Polygon(ring)
    if not shape.is_valid or not shape.exterior.is_ccw:
        return
    found = with_fewer_corners([ring], lambda counts: counts[0] <= target)
    if found is not None:
        made = shapely.Polygon(found[0])
        assert made.buffer(1e-7).covers(shape)
        assert len(found[0]) <= target


def test_two_rings_share_the_corners_that_fit() -> None:
    circle = np.array([(np.cos(a), np.sin(a)) for a in np.arange(40) * np.pi / 20])
    found = with_fewer_corners([circle * 100, circle], lambda counts: sum(counts) <= 30)
    assert found is not None
    # The small circle is the cheaper one to spoil.
    assert len(found[1]) < len(found[0])
    assert shapely.Polygon(found[0]).buffer(1e-6).covers(shapely.Polygon(circle * 100))
    assert shapely.Polygon(found[1]).buffer(1e-6).covers(shapely.Polygon(circle))


def test_nothing_is_done_where_all_fits() -> None:
    ring = np.array([(0, 0), (10, 0), (5, 8)], dtype=float)
    (found,) = with_fewer_corners([ring], lambda counts: True) or []
    assert found == pytest.approx(ring)
