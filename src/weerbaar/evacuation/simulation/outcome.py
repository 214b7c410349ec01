# SPDX-License-Identifier: EUPL-1.2
"""What a simulation gives: who is safe by when, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Clearance:
    """Hours until a share of all vehicles is safe; None where that was not reached.

    ``last_h``: until less than one vehicle is left.
    """

    t50_h: float | None
    t90_h: float | None
    t99_h: float | None
    last_h: float | None


@dataclass(frozen=True, eq=False)
class Outcome:
    """One run; B bins, N nodes, M links, X exits. Vehicles, at the moments ``times_s``.

    Attributes:
        network: the roads.
        times_s: moments, from 0, length B + 1.
        arrived_veh: safe by each moment per exit, shape (B + 1, X).
        waiting_veh: set out but not yet on the road, per node, shape (B + 1, N).
        on_link_veh: on each link, shape (B + 1, M).
        queued_veh: on each link beyond what moves freely: waiting at its end, shape (B + 1, M).
        entered_veh: entered each link since the start, shape (B + 1, M).
        total_veh: all that ever set out.
    """

    network: RoadNetwork
    times_s: Floats
    arrived_veh: Floats
    waiting_veh: Floats
    on_link_veh: Floats
    queued_veh: Floats
    entered_veh: Floats
    total_veh: float

    @property
    def out_veh(self) -> Floats:
        """Safe by each moment, all exits together, length B + 1."""
        return np.asarray(self.arrived_veh.sum(1))

    def clearance(self) -> Clearance:
        """Hours until 50, 90 and 99 % and the last vehicle are safe, interpolated within a bin."""
        return clearance(self.times_s, self.out_veh, self.total_veh)


def clearance(times_s: Floats, out_veh: Floats, total_veh: float) -> Clearance:
    """Hours until shares of ``total_veh`` are out.

    Args:
        times_s: moments, ascending, s.
        out_veh: vehicles out by each moment, never falling.
        total_veh: all vehicles.
    """

    def hours(vehicles: float) -> float | None:
        if total_veh <= 0 or out_veh[-1] < vehicles:
            return None
        at = int(np.searchsorted(out_veh, vehicles))
        if at == 0:
            return float(times_s[0]) / 3600
        share = (vehicles - out_veh[at - 1]) / (out_veh[at] - out_veh[at - 1])
        return float(times_s[at - 1] + share * (times_s[at] - times_s[at - 1])) / 3600

    return Clearance(
        hours(0.5 * total_veh), hours(0.9 * total_veh), hours(0.99 * total_veh), hours(max(total_veh - 1, 0.0))
    )
