# SPDX-License-Identifier: EUPL-1.2
"""When a managed plan divides people anew: as soon as what the roads could have carried beside it adds up.

Where zones are ready hours apart one set of rates leaves roads empty that later zones are to use. Every hour the rates
are held against what those who are ready could use together and against what each zone has a right to.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing.managed_departures import Phasing
from weerbaar.evacuation.routing.managed_rates import Rates

Floats = npt.NDArray[np.float64]

MISSED = 0.01
"""People are divided anew when so large a share of all could have been gone and is not."""

WORTH = 0.02
"""More than one stage is only worth its orders when it saves this share of the time until people are safe."""


def staged(ready: Departures, way_s: Floats, rates: Rates, whole_veh_s: Floats, easy_s: float) -> Phasing:
    """Return a plan whose last hour is filled: in one stage, or in more where that lets people go clearly sooner.

    Args:
        ready: who is ready to go when.
        way_s: from each origin to safety, length Z.
        rates: what the roads allow.
        whole_veh_s: fair rates for all who ever set out, length Z.
        easy_s: how long a new stage begins at half its rates, s.
    """
    one, more = (Phasing(ready, whole_veh_s, way_s, easy_s) for _ in range(2))
    while not one.done or not one.stages:
        one.fill(whole_veh_s)
    now, missed_veh, enough_veh = whole_veh_s, 0.0, MISSED * ready.total_veh
    while not more.done or not more.stages:
        soon = more.left(within_the_hour=True)
        sent = np.minimum(soon.most_veh_s, now)
        # What all that are ready could use in full needs no looking for.
        if sent.sum() < soon.most_veh_s.sum() * (1 - 1e-3):
            fair = rates.fair(more.left(within_the_hour=False))
            right = np.minimum(fair, soon.most_veh_s)
            together = rates.together(soon)
            missed_veh += max(together - sent.sum(), np.maximum(right - now, 0.0).sum()) * more.hour_s
            if missed_veh > enough_veh:
                # Where who is not ready yet leaves room, each gets at least what is fair, and the rest is shared out.
                now = rates.raised(soon, right) if (together - right.sum()) * more.hour_s > enough_veh / 2 else fair
                missed_veh = 0.0
        more.fill(now)
    return more if more.delay_veh_s < (1 - WORTH) * one.delay_veh_s else one
