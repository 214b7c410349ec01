# SPDX-License-Identifier: EUPL-1.2
"""Stretches of road between two junctions, drivable one way or both, and the network they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network.model import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stretches:
    """K stretches; what may differ by direction has shape (K, 2): along the line, and against it.

    Attributes:
        ids: names, unique, length K.
        names: what each road is called, or "".
        lines: arrays of shape (k, 2) in metres, from the begin of a stretch to its end.
        begin: number of the node where each line begins.
        end: number of the node where it ends.
        length_m: length K.
        open: whether cars may drive there, shape (K, 2).
        free_speed_m_s: shape (K, 2).
        lanes: shape (K, 2).
        capacity_lane_veh_s: shape (K, 2).
    """

    ids: Sequence[str]
    names: Sequence[str]
    lines: Sequence[Floats]
    begin: Integers
    end: Integers
    length_m: Floats
    open: Bools
    free_speed_m_s: Floats
    lanes: Floats
    capacity_lane_veh_s: Floats


def network_of(
    stretches: Stretches,
    *,
    name: str,
    node_ids: Sequence[str],
    x: Floats,
    y: Floats,
    crs: str,
    jam_veh_m_lane: float,
    source: str,
) -> RoadNetwork:
    """Return the network: a link for each direction that is open, named after its stretch with ``+`` or ``-`` behind.

    Nodes that no link touches are left out. Exits and zones are still to be put on it.
    """
    links = np.argwhere(stretches.open)
    of, against = links[:, 0], links[:, 1].astype(bool)
    begin = np.where(against, stretches.end[of], stretches.begin[of])
    end = np.where(against, stretches.begin[of], stretches.end[of])
    used, numbers = np.unique(np.concatenate([begin, end]), return_inverse=True)
    lanes = stretches.lanes[stretches.open]
    rows = list(zip(of.tolist(), against.tolist(), strict=True))
    return RoadNetwork(
        name=name,
        node_ids=tuple(node_ids[node] for node in used.tolist()),
        x=x[used],
        y=y[used],
        link_ids=tuple(f"{stretches.ids[k]}{'-' if back else '+'}" for k, back in rows),
        begin=numbers[: len(rows)].astype(np.int64),
        end=numbers[len(rows) :].astype(np.int64),
        length_m=stretches.length_m[of],
        free_speed_m_s=stretches.free_speed_m_s[stretches.open],
        capacity_veh_s=lanes * stretches.capacity_lane_veh_s[stretches.open],
        lanes=lanes,
        jam_veh_m=lanes * jam_veh_m_lane,
        exits=np.empty(0, np.int64),
        exit_capacity_veh_s=np.empty(0),
        road_names=tuple(stretches.names[k] for k, _ in rows),
        geometry=tuple(stretches.lines[k][::-1] if back else stretches.lines[k] for k, back in rows),
        crs=crs,
        source=source,
    )
