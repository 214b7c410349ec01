# SPDX-License-Identifier: EUPL-1.2
"""When a managed plan divides people anew: as soon as what the roads could have carried beside it adds up.

Where zones are ready hours apart one set of rates leaves roads empty that later zones are to use. Every hour the rates
are held against what those who are ready could use together and against what each zone has a right to.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed_departures import Phasing
from weerbaar.evacuation.routing.managed_flow import SteadyFlow, everybody, most_together, steady_flow

MISSED = 0.01
"""People are divided anew when so large a share of all could have been gone and is not."""

WORTH = 0.02
"""More than one stage is only worth its orders when it saves this share of the time until people are safe."""


def whole_flow(network: RoadNetwork, departures: Departures, *, reserve: float) -> SteadyFlow:
    """Return the one steady flow that serves all who ever set out; errors as ``steady_flow``."""
    leaving = everybody(network, departures)
    first = steady_flow(network, leaving, reserve=reserve)
    way_s = np.where(departures.vehicles > 0, first.time_s[departures.nodes], 0.0)
    return steady_flow(network, replace(leaving, wait_s=way_s), reserve=reserve)


def staged(network: RoadNetwork, departures: Departures, *, reserve: float) -> Phasing:
    """Return a plan whose last hour is filled: in one stage, or in more where that lets people go clearly sooner.

    Args:
        network: the roads.
        departures: who is ready to go when.
        reserve: share of every capacity that is kept free.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        RouteError: no flow was found.
    """
    whole = whole_flow(network, departures, reserve=reserve)
    one = Phasing(departures, whole)
    more = Phasing(departures, whole)
    while not one.done or not one.stages:
        one.fill(whole)
    flow = fair = whole
    missed_veh, enough_veh = 0.0, MISSED * departures.total_veh
    while not more.done or not more.stages:
        soon = more.left(within_the_hour=True)
        ready = soon.most_veh_s
        sent = np.minimum(ready, flow.rate_veh_s).sum()
        # What all that are ready could use in full needs no looking for.
        if sent < ready.sum() * (1 - 1e-3):
            together = most_together(network, soon, reserve=reserve)
            short = np.maximum(np.minimum(fair.rate_veh_s, ready) - flow.rate_veh_s, 0.0).sum()
            missed_veh += max(together - sent, short) * more.hour_s
            if missed_veh > enough_veh:
                missed_veh = 0.0
                flow = fair = steady_flow(network, more.left(within_the_hour=False), reserve=reserve)
                right = np.minimum(fair.rate_veh_s, ready)
                if (together - right.sum()) * more.hour_s > enough_veh / 2:
                    # Who is not ready yet leaves room: each gets at least what is fair, and the rest is shared out.
                    flow = steady_flow(network, soon, least_veh_s=right, reserve=reserve)
        more.fill(flow)
    return more if more.delay_veh_s < (1 - WORTH) * one.delay_veh_s else one
