# SPDX-License-Identifier: EUPL-1.2
"""The JSON form of an evacuation instance: roads, exits, vehicles per node and one departure curve."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network.model import RoadNetwork, Zone

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Instance:
    """A network with the vehicles that leave it; Z zones, B bins.

    Attributes:
        network: roads; its zones are the nodes where vehicles set out.
        vehicles: of each zone, length Z.
        times_s: ends of the bins of the departure curve, the first 0, length B + 1.
        share_released: of the vehicles by each moment, length B + 1, from 0 to 1.
    """

    network: RoadNetwork
    vehicles: Floats
    times_s: Floats
    share_released: Floats


def read_instance(path: Path) -> Instance:
    """Read an instance."""
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    ids = [str(node[0]) for node in raw["nodes"]]
    number = {name: at for at, name in enumerate(ids)}
    links = raw["links"]
    begin = np.array([number[link[0]] for link in links], np.int64)
    end = np.array([number[link[1]] for link in links], np.int64)
    capacity = np.array([link[4] for link in links], float) / 3600
    lanes = np.array([link[5] for link in links], float)
    exits = np.array([number[name] for name in raw["exits"]], np.int64)
    vehicles: dict[str, float] = {}
    for name, amount in raw["demand"]:
        vehicles[name] = vehicles.get(name, 0.0) + float(amount)
    return Instance(
        network=RoadNetwork(
            name=raw["name"],
            node_ids=tuple(ids),
            x=np.array([node[1] for node in raw["nodes"]], float),
            y=np.array([node[2] for node in raw["nodes"]], float),
            link_ids=tuple(f"{at + 1}" for at in range(len(links))),
            begin=begin,
            end=end,
            length_m=np.array([link[2] for link in links], float),
            free_speed_m_s=np.array([link[3] for link in links], float),
            capacity_veh_s=capacity,
            lanes=lanes,
            jam_veh_m=lanes * float(raw["jam"]),
            exits=exits,
            exit_capacity_veh_s=np.bincount(end, weights=capacity, minlength=len(ids))[exits],
            zones=tuple(Zone(name, name, (number[name],), (1.0,)) for name in vehicles),
            source=raw.get("note", ""),
        ),
        vehicles=np.array(list(vehicles.values())),
        times_s=np.arange(len(raw["profile"]) + 1) * float(raw["bin_s"]),
        share_released=np.array([0.0, *raw["profile"]]),
    )
