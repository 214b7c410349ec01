# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.cells.scanlines import (
    covered,
    even_lines,
    spread_lines,
    stretches,
    union_length,
)

RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20), st.sampled_from([0.0, 0.25, 0.5, 1.0])), max_size=12
)


@given(RANGES)
def test_union_equals_counting_one_by_one(ranges: list[tuple[int, int, float]]) -> None:
    start = np.array([a for a, _, _ in ranges], dtype=float)
    end = start + np.array([b for _, b, _ in ranges], dtype=float)
    share = np.array([c for _, _, c in ranges])
    thresholds = [0.0, 0.25, 0.3, 1.0]
    twin = [len({k for a, b, c in ranges if c >= t for k in range(a, a + b)}) for t in thresholds]
    assert covered(start, end, share, np.array(thresholds)).tolist() == twin


def test_nothing_has_no_length() -> None:
    assert union_length(np.empty(0), np.empty(0)) == 0.0


def test_stretches_lie_in_their_shape_and_nowhere_else() -> None:
    rng = np.random.default_rng(5)
    parts = [shapely.Point(*rng.uniform(0, 100, 2)).buffer(rng.uniform(3, 30), quad_segs=3) for _ in range(12)]
    ring = shapely.Point(50, 50).buffer(40).difference(shapely.Point(50, 50).buffer(20))
    two = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(20, 5, 30, 15)])
    shapes = np.array([*parts, ring, two], dtype=object)
    lines = np.linspace(-5.3, 105, 23)
    found = stretches(shapes, lines)
    for k, shape in enumerate(shapes):
        for j, height in enumerate(lines):
            here = (found.shape == k) & (found.line == j)
            twin = shapely.intersection(shape, shapely.LineString([(-200, height), (300, height)])).length
            assert (found.end[here] - found.start[here]).sum() == pytest.approx(twin, abs=1e-9)


def test_lines_through_corners_count_once() -> None:
    diamond = shapely.Polygon([(0, -1), (1, 0), (0, 1), (-1, 0)])
    found = stretches(np.array([diamond, shapely.box(0, 0, 1, 1)], dtype=object), np.array([-1.0, 0.0, 1.0]))
    lengths = {
        (int(s), int(j)): e - a for s, j, a, e in zip(found.shape, found.line, found.start, found.end, strict=True)
    }
    assert lengths == {(0, 0): 0.0, (0, 1): 2.0, (1, 1): 1.0} or lengths == {(0, 1): 2.0, (1, 1): 1.0}


def test_area_of_a_union_by_lines() -> None:
    rng = np.random.default_rng(8)
    shapes = np.array([shapely.Point(*rng.uniform(0, 1000, 2)).buffer(rng.uniform(50, 200)) for _ in range(40)])
    exact = shapely.union_all(shapes)
    west, south, east, north = exact.bounds
    lines, height = even_lines(south, north, 2.0)
    assert height <= 2.0
    start, end = spread_lines(found := stretches(shapes, lines), west, east - west + 1)
    area = covered(start, end, np.ones(len(found.shape)), np.ones(1))[0] * height
    assert area == pytest.approx(exact.area, rel=1e-4)
