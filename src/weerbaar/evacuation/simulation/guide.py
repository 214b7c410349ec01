# SPDX-License-Identifier: EUPL-1.2
"""Whoever chooses roads while the simulation runs: sees the roads as they are, says the shares of the next period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STANDSTILL = 0.01
"""A queue that does not move costs as if it moved at this share of the capacity: much, but not for ever."""


@dataclass(frozen=True, eq=False)
class RoadState:
    """The roads at the begin of a period; N nodes, M links.

    Attributes:
        time_s: moment, s.
        travel_time_s: over each link for who enters now: free time and what the queue costs, length M; infinite
            where the road is closed.
        on_link_veh: vehicles on each link, length M.
        waiting_veh: set out, not yet on the road, per node, length N.
        capacity_veh_s: of each link now, length M.
        exit_capacity_veh_s: of each exit now.
    """

    time_s: float
    travel_time_s: Floats
    on_link_veh: Floats
    waiting_veh: Floats
    capacity_veh_s: Floats
    exit_capacity_veh_s: Floats


class Guide(Protocol):
    """Chooses anew every period."""

    @property
    def period_s(self) -> float:
        """Time between two choices, s."""
        ...

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return shares of the roads (length M) and of the exits (length X) from ``state.time_s`` on."""
        ...
