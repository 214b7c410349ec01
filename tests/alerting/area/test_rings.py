# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.area.drawings import SQUARE
from weerbaar.alerting.area.rings import as_points, on_earth, repeats, spikes, swapped, three_different, without_spikes

corners = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda p: (52 + p[0] / 100, 5 + p[1] / 100))


def _spikes_one_by_one(ring: list[tuple[float, float]]) -> list[int]:
    """The slow twin: the angle at each corner by its two bearings."""
    scale = math.cos(math.radians(sum(p[0] for p in ring) / len(ring)))
    found = []
    for i, (latitude, longitude) in enumerate(ring):
        before, after = ring[i - 1], ring[(i + 1) % len(ring)]
        one = math.atan2(before[0] - latitude, (before[1] - longitude) * scale)
        other = math.atan2(after[0] - latitude, (after[1] - longitude) * scale)
        if abs((one - other + math.pi) % (2 * math.pi) - math.pi) < math.radians(1):
            found.append(i)
    return found


@given(st.lists(corners, min_size=3, max_size=9, unique=True))
def test_spikes_are_the_corners_with_an_angle_below_one_degree(ring: list[tuple[float, float]]) -> None:
    closed = as_points([*ring, ring[0]])
    assert spikes(closed).tolist() == _spikes_one_by_one(ring)


@given(st.lists(corners, min_size=3, max_size=12))
def test_a_ring_without_spikes_has_none_left_or_is_gone(ring: list[tuple[float, float]]) -> None:
    closed = as_points([*ring, ring[0]])
    once = closed[~repeats(closed)]
    if len(once) >= 4 and np.array_equal(once[0], once[-1]):
        kept = without_spikes(once)
        assert len(kept) == 0 or (np.array_equal(kept[0], kept[-1]) and len(kept) >= 4)


def test_a_spike_goes_and_the_rest_stays() -> None:
    spiked = as_points([*SQUARE[:3], (52.1, 5.3), (52.1, 5.1), *SQUARE[3:]])
    assert spikes(spiked).tolist() == [3]
    assert without_spikes(spiked).tolist() == [[52.0, 5.0], [52.1, 5.0], [52.1, 5.1], [52.0, 5.1], [52.0, 5.0]]


def test_points_are_judged_one_by_one() -> None:
    points = as_points([(52, 5), (5, 52), (91, 0), (float("nan"), 1), (91, 0)])
    assert on_earth(points).tolist() == [True, True, False, False, False]
    assert swapped(points).tolist() == [False, True, False, False, False]
    assert repeats(as_points([(1, 1), (1, 1), (2, 1)])).tolist() == [False, True, False]


@given(st.lists(corners, max_size=6))
def test_three_different_points_counted_one_by_one(ring: list[tuple[float, float]]) -> None:
    assert three_different(as_points(ring)) == (len(set(ring)) >= 3)
