# SPDX-License-Identifier: EUPL-1.2
"""Cars onto the roads: the cars of each zone by its response curve, put together per node of the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand.departures import DemandError, Departures
from weerbaar.evacuation.demand.response import Settled
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LEFT_AT_END = 0.9999
"""The curve is followed until this share has left; the rest leaves in the last step."""
_MOST_STEPS = 20_000


@dataclass(frozen=True, eq=False)
class Timing:
    """When those who leave set out after the call.

    Attributes:
        curve: share that has left by hours after the first could.
        delay_h: until the first can.
        stretch: factor on both, by night.
    """

    curve: Settled
    delay_h: float
    stretch: float

    def share_left(self, hours: Floats) -> Floats:
        """Return the share that has left by each hour after the call."""
        return self.curve.share_left(np.asarray(hours) / self.stretch - self.delay_h)

    @property
    def end_h(self) -> float:
        """When all but one in ten thousand have left, h after the call."""
        return self.stretch * (self.delay_h + self.curve.hours_until(LEFT_AT_END))


def load(
    network: RoadNetwork, zones: Integers, order_h: Floats, cars: Floats, people: Floats, timing: Timing, step_s: float
) -> Departures:
    """Return the departures per node.

    Args:
        network: the roads.
        zones: numbers of the zones in the network, length Z.
        order_h: when each is told to leave, length Z.
        cars: that leave from each, length Z.
        people: in those cars, length Z.
        timing: of the response.
        step_s: between moments, s.

    Raises:
        DemandError: so many steps that a step must be a mistake.
    """
    steps = int(np.ceil((order_h.max(initial=0.0) + timing.end_h) * 3600 / step_s))
    if not 0 < steps <= _MOST_STEPS:
        raise DemandError(
            Text(
                nl=f"vertrek in {steps} stappen van {step_s:g} s; kies langere stappen.",
                en=f"departures in {steps} steps of {step_s:g} s; choose longer steps.",
            )
        )
    times_s = np.arange(steps + 1, dtype=np.float64) * np.float64(step_s)
    orders, which = np.unique(order_h, return_inverse=True)
    shares = timing.share_left(times_s[:, None] / 3600 - orders[None, :])
    shares[0], shares[-1] = 0.0, 1.0

    places = [network.zones[zone] for zone in zones]
    node = np.array([at for place in places for at in place.nodes], np.int64)
    of_zone = np.repeat(np.arange(len(zones)), [len(place.nodes) for place in places])
    part = np.array([share for place in places for share in place.shares], float)
    order = np.argsort(node, kind="stable")
    node, of_zone, part = node[order], of_zone[order], part[order]
    nodes, first = np.unique(node, return_index=True)
    released = np.zeros((steps + 1, len(nodes)))
    riders = np.zeros(len(nodes))
    if len(nodes):
        released = np.add.reduceat(shares[:, which[of_zone]] * (cars[of_zone] * part), first, axis=1)
        riders = np.add.reduceat(people[of_zone] * part, first)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_car = np.where(released[-1] > 0, riders / released[-1], 1.0)
    return Departures(nodes=nodes, times_s=times_s, released_veh=released, people_per_vehicle=per_car)
