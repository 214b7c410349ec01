# SPDX-License-Identifier: EUPL-1.2
"""The area that an alert is for."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Text

# Latitude and longitude in degrees, WGS84, in the order of CAP.
Point = tuple[float, float]


LONGEST_RADIUS_KM = 1_000
"""Of a circle: more than from one end of the country to the other; a longer one is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Circle:
    """All within ``radius_km`` of a point."""

    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Area:
    """The union of polygons and circles.

    Attributes:
        description: where it is, as people there call it.
        polygons: rings of (latitude, longitude) in degrees, WGS84; at least four points, the last equals the first.
        circles: circles.
        codes: the municipalities (``GM0014``) and safety regions (``VR01``) that it stands for; ``NL`` is the country.
    """

    description: Text
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[Circle, ...] = ()
    codes: tuple[str, ...] = ()
