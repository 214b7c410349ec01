# SPDX-License-Identifier: EUPL-1.2
"""The area of an alert, as rings of (latitude, longitude): borders of zones, else the water, else around the roads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.flood import FloodScenario
from weerbaar.evacuation.network import DEGREES, DUTCH_GRID, RoadNetwork, moved

if TYPE_CHECKING:
    import shapely

Ring = tuple[tuple[float, float], ...]

AROUND_M = 3000.0
"""Taken around the nodes of a zone whose border is not known: an assumption."""

_SIMPLER_M = (200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0)
_BENT_M = 10.0
_MOST_POINTS = 100
_DIGITS = 5


class AlertAreaError(WeerbaarError):
    """An area that cannot be drawn."""


@dataclass(frozen=True)
class AlertArea:
    """Where an alert is sent.

    Attributes:
        rings: outer borders, each closed: the first point is the last; (latitude, longitude) in degrees, WGS84.
        basis: what the area was made from, for whoever approves it.
        estimated: true where the borders of the zones are not known.
    """

    rings: tuple[Ring, ...]
    basis: Text
    estimated: bool


def alert_area(
    network: RoadNetwork,
    zones: Sequence[str],
    *,
    borders: Mapping[str, shapely.Geometry] | None = None,
    scenario: FloodScenario | None = None,
) -> AlertArea:
    """Return the area of some zones, never smaller than they are.

    Args:
        network: with the zones.
        zones: their codes.
        borders: of zones on the Dutch grid, m; used where all these zones have one.
        scenario: used where borders are missing: the water with a margin.

    Raises:
        AlertAreaError: neither borders nor water, and the network has no coordinates on Earth.
    """
    import shapely

    given = borders or {}
    if all(zone in given for zone in zones):
        shape = shapely.union_all([given[zone] for zone in zones])
        basis = Text(nl="grenzen van de zones", en="borders of the zones")
        return AlertArea(_rings(shape), basis, estimated=False)
    if scenario is not None:
        x_m, y_m = scenario.centres_rd()
        half = max(scenario.cell_area_m2, 1.0) ** 0.5 * 0.75
        shape = shapely.union_all(shapely.box(x_m - half, y_m - half, x_m + half, y_m + half))
        basis = Text(nl=f"het water van {scenario.name}", en=f"the water of {scenario.name}")
        return AlertArea(_rings(shape), basis, estimated=True)
    if not network.crs:
        raise AlertAreaError(
            Text(
                nl=f"{network.name} heeft geen coördinaten op de kaart; geef grenzen van de zones of een overstroming.",
                en=f"{network.name} has no coordinates on the map; give borders of the zones or a flood.",
            )
        )
    nodes = np.array([node for zone in network.zones if zone.id in set(zones) for node in zone.nodes], np.int64)
    x_m, y_m = moved(network.x[nodes], network.y[nodes], source=network.crs, target=DUTCH_GRID)
    shape = shapely.union_all(shapely.buffer(shapely.points(x_m, y_m), AROUND_M))
    return AlertArea(
        _rings(shape),
        Text(
            nl=f"{AROUND_M / 1000:g} km rond de plaats waar de wegen van de zones beginnen; dit is een schatting",
            en=f"{AROUND_M / 1000:g} km around the place where the roads of the zones begin; this is an estimate",
        ),
        estimated=True,
    )


def _rings(shape: shapely.Geometry) -> tuple[Ring, ...]:
    """Outer borders in degrees."""
    import shapely

    rings: list[Ring] = []
    for part in sorted(shapely.get_parts(_outward(shape)).tolist(), key=lambda one: -one.area):
        x, y = np.asarray(part.exterior.coords).T
        lon, lat = moved(np.array(x), np.array(y), source=DUTCH_GRID, target=DEGREES)
        points = list(zip(np.round(lat, _DIGITS).tolist(), np.round(lon, _DIGITS).tolist(), strict=True))
        rings.append(tuple((float(a), float(b)) for a, b in points))
    return tuple(rings)


def _outward(shape: shapely.Geometry) -> shapely.Geometry:
    """A shape of few points that covers another: made larger, then simplified, as coarse as it has to be."""
    import shapely

    # A straight line on the grid is not quite straight in degrees.
    inside = shapely.buffer(shape, _BENT_M)
    for simpler_m in _SIMPLER_M:
        found = shapely.simplify(shapely.buffer(shape, simpler_m), 0.9 * simpler_m)
        few = all(len(part.exterior.coords) <= _MOST_POINTS for part in shapely.get_parts(found).tolist())
        if few and shapely.covers(found, inside):
            return found
    return shapely.envelope(shapely.buffer(shape, _SIMPLER_M[0]))
