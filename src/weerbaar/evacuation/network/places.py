# SPDX-License-Identifier: EUPL-1.2
"""Exits and zones by their coordinates: road files have roads only, so where people are and are safe is said beside.

A table of places is CSV with the columns ``id``, ``name``, ``lat`` and ``lon`` (degrees, WGS84).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from weerbaar.base import InputError, Problem, Text, number, read_csv_table
from weerbaar.evacuation.network.model import RoadNetwork, Zone
from weerbaar.evacuation.network.projection import DEGREES, moved

_COLUMNS = ("id", "name", "lat", "lon")
_MOST_BYTES = 50_000_000
_MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Place:
    """A place on Earth; degrees, WGS84.

    Attributes:
        id: code, unique among its like.
        name: for people.
        lon: degrees east.
        lat: degrees north.
    """

    id: str
    name: str
    lon: float
    lat: float


def read_places(path: Path) -> tuple[Place, ...]:
    """Read a table of places: CSV with ``id``, ``name``, ``lat`` and ``lon``; where ``;`` or a tab stands between the
    cells, degrees may have a decimal comma.

    Raises:
        InputError: with every problem in the file, each at its line.
    """
    table = read_csv_table(path, dict.fromkeys(_COLUMNS, ()), _COLUMNS, most_bytes=_MOST_BYTES, most_rows=_MOST_ROWS)
    table.refuse_repeated("id", Text(nl="elke plaats heeft een eigen id.", en="each place has an id of its own."))
    lat, lon = (
        table.numbers(
            column,
            low=-most,
            high=most,
            message=Text(nl=f"hier horen graden: -{most} tot {most}.", en=f"degrees are expected: -{most} to {most}."),
        )
        for column, most in (("lat", 90), ("lon", 180))
    )
    table.check()
    rows = zip(table.cells["id"], table.cells["name"], lon.tolist(), lat.tolist(), strict=True)
    return tuple(Place(identity, name or identity, east, north) for identity, name, east, north in rows)


def put_on(
    network: RoadNetwork,
    *,
    exits: Sequence[Place] = (),
    zones: Sequence[Place] = (),
    within_m: float = 5_000.0,
    file: str = "",
) -> RoadNetwork:
    """Put exits and zones on a network: each at the nearest node, an exit where a road ends, a zone where one begins.

    A node without a name gets that of the place.

    Args:
        network: with a projection in metres as its ``crs``; what it has already, it keeps.
        exits: where people are safe; nothing is known to limit them. Two at one node are one.
        zones: where people leave from.
        within_m: a node farther away is not taken.
        file: what to call the list of places in messages.

    Raises:
        InputError: places without a road nearby, all of them.
    """
    problems: list[Problem] = []
    exit_nodes = _nearest(network, exits, np.unique(network.end), within_m, file, problems)
    zone_nodes = _nearest(network, zones, np.unique(network.begin), within_m, file, problems)
    known = {zone.id for zone in network.zones}
    problems += [
        Problem(file, Text(nl="er is al een zone met deze id.", en="a zone has this id already."), value=zone.id)
        for zone in zones
        if zone.id in known
    ]
    if problems:
        raise InputError(problems)
    names = list(network.node_names or ("",) * network.n_nodes)
    for place, node in zip((*exits, *zones), (*exit_nodes, *zone_nodes), strict=True):
        names[node] = names[node] or place.name
    old = set(network.exits.tolist())
    fresh = [node for node in dict.fromkeys(exit_nodes) if node not in old]
    return replace(
        network,
        exits=np.concatenate([network.exits, np.array(fresh, np.int64)]),
        exit_capacity_veh_s=np.concatenate([network.exit_capacity_veh_s, np.full(len(fresh), np.inf)]),
        zones=(
            *network.zones,
            *(Zone(zone.id, zone.name, (node,), (1.0,)) for zone, node in zip(zones, zone_nodes, strict=True)),
        ),
        node_names=tuple(names) if any(names) else (),
    )


def _nearest(
    network: RoadNetwork,
    places: Sequence[Place],
    nodes: np.ndarray[tuple[int], np.dtype[np.int64]],
    within_m: float,
    file: str,
    problems: list[Problem],
) -> list[int]:
    """The nearest of ``nodes`` to each place; 0 and a problem where there is none."""
    if not places:
        return []
    from scipy.spatial import KDTree

    lon, lat = np.array([place.lon for place in places]), np.array([place.lat for place in places])
    x, y = moved(lon, lat, source=DEGREES, target=network.crs)
    if len(nodes):
        distance, at = KDTree(np.column_stack([network.x[nodes], network.y[nodes]])).query(np.column_stack([x, y]))
    else:
        distance, at = np.full(len(places), np.inf), np.zeros(len(places), np.int64)
    for place, metres in zip(places, distance.tolist(), strict=True):
        if metres > within_m:
            near_nl = f"{number(metres / 1000, 'nl', 1)} km" if math.isfinite(metres) else "nergens"
            near_en = f"{number(metres / 1000, 'en', 1)} km" if math.isfinite(metres) else "nowhere"
            problems.append(
                Problem(
                    file,
                    Text(
                        nl=f"geen weg binnen {number(within_m / 1000, 'nl', 1)} km (de naaste: {near_nl}).",
                        en=f"no road within {number(within_m / 1000, 'en', 1)} km (the nearest: {near_en}).",
                    ),
                    value=f"{place.id} {place.name}" if place.name != place.id else place.id,
                )
            )
    return [
        int(nodes[k]) if metres <= within_m else 0 for k, metres in zip(at.tolist(), distance.tolist(), strict=True)
    ]
