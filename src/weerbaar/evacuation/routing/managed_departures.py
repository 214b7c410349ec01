# SPDX-License-Identifier: EUPL-1.2
"""Phased departure: who is ready waits at home for the turn of the zone, so that no queue grows on the roads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures

Floats = npt.NDArray[np.float64]

STEP_S = 300.0
"""Time between moments of the plan, unless it takes days."""

_MOST_STEPS = 1000


def phased(departures: Departures, rate_veh_s: Floats) -> Departures:
    """Return the departures with nobody setting out faster than the rate of the origin, and nobody before being ready.

    Args:
        departures: who is ready to go when, Z origins.
        rate_veh_s: of each origin, above 0 where vehicles are, length Z.
    """
    left_s = np.zeros(len(rate_veh_s))
    going = departures.vehicles > 0
    left_s[going] = departures.vehicles[going] / rate_veh_s[going]
    # Even if all of them waited until the last is ready, the rate empties every zone within this time.
    end_s = departures.times_s[-1] + left_s.max(initial=0.0)
    step_s = max(STEP_S, end_s / _MOST_STEPS)
    moments = np.union1d(departures.times_s, np.arange(1, np.ceil(end_s / step_s) + 1) * step_s)
    gone = np.zeros((len(moments), len(rate_veh_s)))
    for at, moment in enumerate(moments[1:], start=1):
        turn = gone[at - 1] + rate_veh_s * (moment - moments[at - 1])
        gone[at] = np.minimum(turn, departures.released(moment))
        if moment >= departures.times_s[-1] and np.all(gone[at] >= departures.vehicles * (1 - 1e-12)):
            moments, gone = moments[: at + 1], gone[: at + 1]
            break
    gone[-1] = departures.vehicles
    return Departures(departures.nodes, moments, gone, departures.people_per_vehicle)
