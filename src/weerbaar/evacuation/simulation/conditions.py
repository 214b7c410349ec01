# SPDX-License-Identifier: EUPL-1.2
"""What roads and exits can do at one moment, and for how long that holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Conditions:
    """Roads and exits at a moment; N nodes, M links, X exits.

    Attributes:
        capacity: factor on the capacity of the whole road, length M.
        speed: factor on the free speed, length M.
        storage: factor on what can stand on the road (lanes added), length M.
        entry_veh_s: at most this may enter each road beside its capacity; 0 where it is closed, length M.
        end: factor on what can leave each road at its end (an incident there), length M.
        set_out_veh_s: at most this may set out at each node, length N.
        exit_veh_s: capacity of each exit, length X.
    """

    capacity: Floats
    speed: Floats
    storage: Floats
    entry_veh_s: Floats
    end: Floats
    set_out_veh_s: Floats
    exit_veh_s: Floats

    @classmethod
    def usual(cls, network: RoadNetwork) -> Conditions:
        """Return the roads as the network has them."""
        one = np.ones(network.n_links)
        return cls(
            capacity=one,
            speed=one.copy(),
            storage=one.copy(),
            entry_veh_s=np.full(network.n_links, np.inf),
            end=one.copy(),
            set_out_veh_s=np.full(network.n_nodes, np.inf),
            exit_veh_s=np.array(network.exit_capacity_veh_s, float),
        )

    def into_veh_s(self, network: RoadNetwork) -> Floats:
        """What can enter each road now, length M."""
        return np.minimum(network.capacity_veh_s * self.capacity, self.entry_veh_s)

    def out_of_veh_s(self, network: RoadNetwork) -> Floats:
        """What can leave each road now, length M."""
        return np.asarray(network.capacity_veh_s * self.capacity * self.end)
