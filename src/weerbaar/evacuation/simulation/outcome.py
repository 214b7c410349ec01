# SPDX-License-Identifier: EUPL-1.2
"""What a simulation gives: who is safe by when, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
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
        total_veh: all that ever set out, also after the last moment.
        step_s: step of the simulation, s.
        safe_veh: safe at the start and after each step, all exits together; empty where only the moments are known.
        stuck_veh: still on the roads or waiting when nothing moved any more; 0 where everybody arrived, or where the
            run was ended at its horizon.
        warnings: what a reader has to know of this run.
    """

    network: RoadNetwork
    times_s: Floats
    arrived_veh: Floats
    waiting_veh: Floats
    on_link_veh: Floats
    queued_veh: Floats
    entered_veh: Floats
    total_veh: float
    step_s: float = 0.0
    safe_veh: Floats = field(default_factory=lambda: np.empty(0))
    stuck_veh: float = 0.0
    warnings: tuple[Text, ...] = ()

    @property
    def left_veh(self) -> Floats:
        """Left each link since the start, shape (B + 1, M)."""
        return np.asarray(self.entered_veh - self.on_link_veh)

    @property
    def out_veh(self) -> Floats:
        """Safe by each moment, all exits together, length B + 1."""
        return np.asarray(self.arrived_veh.sum(1))

    def clearance(self) -> Clearance:
        """Hours until 50, 90 and 99 % and the last vehicle are safe, interpolated within a step (or else a bin)."""
        if len(self.safe_veh):
            return clearance(
                np.asarray(self.step_s * np.arange(len(self.safe_veh)), float), self.safe_veh, self.total_veh
            )
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
