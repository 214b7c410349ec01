# SPDX-License-Identifier: EUPL-1.2
"""Hours between regions, and how much of a shift is left for those who arrive late."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0088


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance over the sphere between two places in degrees (haversine formula)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def travel_hours(
    places: Sequence[tuple[float, float] | None],
    listed: Mapping[tuple[int, int], float],
    speed_kmh: float | None,
    detour: float,
) -> Floats:
    """Return hours between places, shape (n, n), 0 on the diagonal; NaN where nothing is known.

    Args:
        places: latitude and longitude in degrees, or None.
        listed: hours per pair of indices, both ways; goes before what follows from coordinates.
        speed_kmh: None where coordinates are not to be used.
    """
    n = len(places)
    hours = np.full((n, n), np.nan)
    np.fill_diagonal(hours, 0.0)
    if speed_kmh is not None:
        for i in range(n):
            for j in range(i):
                one, other = places[i], places[j]
                if one is not None and other is not None:
                    hours[i, j] = hours[j, i] = great_circle_km(*one, *other) * detour / speed_kmh
    for (i, j), value in listed.items():
        hours[i, j] = hours[j, i] = value
    return hours


def share_of_shift(ready_h: float, start_h: float, hours: float) -> float:
    """Return the part of a shift that is worked by somebody who is there from ``ready_h`` on; 1 when in time."""
    late = ready_h - start_h
    # A second's worth of rounding is not late.
    if late <= 1e-6:
        return 1.0
    return max(0.0, 1.0 - late / hours)
