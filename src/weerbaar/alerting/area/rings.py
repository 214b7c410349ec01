# SPDX-License-Identifier: EUPL-1.2
"""Rings as they come in, before anything can be measured: points that repeat, turn back or stand the wrong way round.

A ring is an array of points (latitude, longitude) in degrees. All functions take time in proportion to its length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.area.area import Point

Points = npt.NDArray[np.float64]

# Whoever writes longitude first puts the Netherlands (50.7-53.7 N, 3.2-7.3 E) in the sea east of Somalia.
_SWAPPED = ((3.2, 7.3), (50.7, 53.7))

# A path that turns back within one degree of where it came from.
_SPIKE_COSINE = math.cos(math.radians(1.0))

# One that turns back on its own line, within 1 m in 10 km: it can go without loss.
_LINE_COSINE = math.cos(1e-4)


def as_points(ring: Sequence[Point]) -> Points:
    """Return a ring as an array of shape (points, 2)."""
    return np.asarray(ring, dtype=np.float64).reshape(-1, 2)


def on_earth(points: Points) -> npt.NDArray[np.bool_]:
    """Return for each point whether it is a place on Earth; NaN and infinity are not."""
    return (np.abs(points[:, 0]) <= 90) & (np.abs(points[:, 1]) <= 180)


def swapped(points: Points) -> npt.NDArray[np.bool_]:
    """Return for each point whether it lies in the Netherlands once latitude and longitude change places."""
    (south, north), (west, east) = _SWAPPED
    latitude, longitude = points[:, 0], points[:, 1]
    return (south <= latitude) & (latitude <= north) & (west <= longitude) & (longitude <= east)


def three_different(points: Points) -> bool:
    """Return whether there are three points that all differ."""
    others = points[(points != points[:1]).any(axis=1)]
    return bool((others != others[:1]).any())


def repeats(points: Points) -> npt.NDArray[np.bool_]:
    """Return for each point whether it equals the one before it."""
    same = np.zeros(len(points), dtype=np.bool_)
    same[1:] = np.all(points[1:] == points[:-1], axis=1)
    return same


def spikes(points: Points) -> npt.NDArray[np.intp]:
    """Return which points of a closed ring without repeats the path turns back at, within one degree."""
    corners = points[:-1] if len(points) > 1 and np.array_equal(points[0], points[-1]) else points
    if len(corners) < 3:
        return np.zeros(0, dtype=np.intp)
    flat = _flat(corners)
    back, on = np.roll(flat, 1, axis=0) - flat, np.roll(flat, -1, axis=0) - flat
    lengths = np.hypot(back[:, 0], back[:, 1]) * np.hypot(on[:, 0], on[:, 1])
    return np.flatnonzero((back * on).sum(axis=1) > _SPIKE_COSINE * np.where(lengths > 0, lengths, np.inf))


def without_spikes(points: Points) -> Points:
    """Return a closed ring without the points at which it turns back on its own line, which enclose nothing.

    A ring that is nothing else becomes empty.
    """
    flat = _flat(points).tolist()
    kept = _turned_forward(list(range(len(points) - 1)), flat)
    # What remains may turn back where the ring closes: begin elsewhere and look once more.
    half = len(kept) // 2
    kept = _turned_forward(kept[half:] + kept[:half], flat)
    if len(kept) < 3:
        return points[:0]
    start = kept.index(min(kept))
    order = kept[start:] + kept[:start]
    return points[[*order, order[0]]]


def _turned_forward(order: list[int], flat: list[list[float]]) -> list[int]:
    kept: list[int] = []
    for index in order:
        kept.append(index)
        while len(kept) >= 2 and flat[kept[-1]] == flat[kept[-2]]:
            kept.pop()
        while len(kept) >= 3 and _turns_back(flat[kept[-3]], flat[kept[-2]], flat[kept[-1]]):
            del kept[-2]
            if flat[kept[-1]] == flat[kept[-2]]:
                kept.pop()
    return kept


def _turns_back(before: list[float], corner: list[float], after: list[float]) -> bool:
    ax, ay, bx, by = before[0] - corner[0], before[1] - corner[1], after[0] - corner[0], after[1] - corner[1]
    return ax * bx + ay * by > _LINE_COSINE * math.hypot(ax, ay) * math.hypot(bx, by)


def _flat(points: Points) -> Points:
    """Return points with degrees of longitude as short as they are at this latitude, so that angles are right."""
    return points * (1.0, math.cos(math.radians(float(points[:, 0].mean()))))
