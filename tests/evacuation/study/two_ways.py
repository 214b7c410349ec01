# SPDX-License-Identifier: EUPL-1.2
"""A town with two ways out, a short and a long one, each of 1,500 vehicles per hour."""

from __future__ import annotations

import numpy as np

from tests.evacuation.network.made_up_roads import roads
from weerbaar.evacuation.demand import Departures

NETWORK = roads(
    [("a", "x"), ("x", "a"), ("a", "b"), ("b", "y")],
    ["x", "y"],
    ["a"],
    length_m=[1000.0, 1000.0, 1500.0, 1000.0],
)


def leaving(vehicles: float, within_s: float = 300.0) -> Departures:
    """Everybody sets out from the town, evenly within some minutes."""
    return Departures(
        nodes=np.array([NETWORK.node_number["a"]]),
        times_s=np.array([0.0, within_s]),
        released_veh=np.array([[0.0], [float(vehicles)]]),
        people_per_vehicle=np.array([2.5]),
    )
