# SPDX-License-Identifier: EUPL-1.2
"""The departures that an instance states itself."""

from __future__ import annotations

import numpy as np

from weerbaar.evacuation.demand.departures import Departures
from weerbaar.evacuation.network import Instance

PEOPLE_PER_VEHICLE = 2.5
"""Where an instance does not say; evacuation studies find 2.2 to 3.2."""


def departures_of(instance: Instance, people_per_vehicle: float = PEOPLE_PER_VEHICLE) -> Departures:
    """Return who sets out when, by the curve of the instance."""
    nodes = np.array([zone.nodes[0] for zone in instance.network.zones], np.int64)
    return Departures(
        nodes=nodes,
        times_s=instance.times_s,
        released_veh=instance.share_released[:, None] * instance.vehicles[None, :],
        people_per_vehicle=np.full(len(nodes), people_per_vehicle),
    )
