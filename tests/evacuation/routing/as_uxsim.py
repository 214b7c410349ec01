# SPDX-License-Identifier: EUPL-1.2
"""An evacuation as UXsim 1.15 has it: departures in whole platoons, and drivers who heed its rule.

With both, what is left between its outcome and ours is how vehicles move, and what drivers take for the travel time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import safety_tree, tree_shares
from weerbaar.evacuation.simulation import RoadState

Floats = npt.NDArray[np.float64]

LOOK_ANEW_S = 600.0
"""In this time half of the drivers look anew."""

EXTRA = 0.01
"""Part of a platoon that is asked for too much, so that UXsim does not drop the last of a stretch of time."""


def whole_departures(departures: Departures, size: int) -> Iterator[tuple[int, float, float, int]]:
    """Yield (origin, from s, to s, vehicles) in whole platoons, what is left over going to the next stretch of time."""
    for origin in range(len(departures.nodes)):
        placed = 0
        for before, after, released in zip(
            departures.times_s[:-1], departures.times_s[1:], departures.released_veh[1:, origin], strict=True
        ):
            count = round((released - placed) / size) * size
            if count > 0:
                yield origin, float(before), float(after), count
                placed += count


def in_platoons(departures: Departures, size: int) -> Departures:
    """Return the departures that UXsim makes of these: a platoon sets out when its last vehicle is ready to.

    With a reaction time of 1 s a step of UXsim takes as many seconds as a platoon has vehicles.
    """
    steps = int(departures.times_s[-1] / size) + 2
    platoons = np.zeros((steps + 1, len(departures.nodes)))
    for origin, begin, end, count in whole_departures(departures, size):
        first, last = int(begin / size), int(end / size)
        per_step = (count / size + EXTRA) * size / (end - begin)
        ready = np.floor(per_step * np.arange(1, last - first + 1) + 1e-9)
        platoons[first + 1 : last + 1, origin] += np.diff(ready, prepend=0.0)
    return Departures(
        nodes=departures.nodes,
        times_s=np.arange(steps + 1, dtype=np.float64) * size,
        released_veh=np.cumsum(platoons, axis=0) * size,
        people_per_vehicle=departures.people_per_vehicle,
    )


class UxsimDrivers:
    """A guide that follows UXsim's dynamic user optimum: each period a part of the drivers takes the quickest way.

    The others go the way they had in mind, also where it leads back by now, so that some drive in circles.
    """

    def __init__(self, network: RoadNetwork, period_s: float = LOOK_ANEW_S) -> None:
        self._network = network
        self.period_s = period_s
        self._renewed = 1 - 0.5 ** (period_s / LOOK_ANEW_S)
        self._preferred: Floats | None = None

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return shares of the roads and of the exits."""
        quickest, exits = tree_shares(self._network, safety_tree(self._network, state.travel_time_s))
        before = quickest if self._preferred is None else self._preferred
        self._preferred = before + self._renewed * (quickest - before)
        return self._preferred, exits
