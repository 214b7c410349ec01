# SPDX-License-Identifier: EUPL-1.2
"""Which zones go first when the roads cannot carry everybody in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
OutBy = Callable[[Sequence[int]], float]
"""Vehicles that can be safe in time if only these zones leave."""


@dataclass(frozen=True)
class ZoneTurn:
    """One zone in the order of leaving.

    Attributes:
        zone: its number.
        vehicles: that leave it.
        in_time: of those, safe in time when the zones before it go first.
        lives: expected to be saved by that.
    """

    zone: int
    vehicles: float
    in_time: float
    lives: float


def zones_first(vehicles: Floats, lives_per_vehicle: Floats, out_by: OutBy) -> tuple[ZoneTurn, ...]:
    """Order zones so that the most lives are saved by one moment.

    What can be out by one moment from sets of zones is a polymatroid (Megiddo 1974), so that serving the zone with the
    most lives per vehicle first, and then what the roads still carry, is optimal (Edmonds 1970). Zones with the same
    value keep the order given.

    Args:
        vehicles: that leave each zone, length Z.
        lives_per_vehicle: people per vehicle x mortality if they stay x probability of the flood, length Z.
        out_by: vehicles safe in time if only the zones given leave; never falls when a zone is added.
    """
    order = [int(zone) for zone in np.argsort(-lives_per_vehicle, kind="stable") if vehicles[zone] > 0]
    turns: list[ZoneTurn] = []
    before = 0.0
    for place, zone in enumerate(order):
        after = max(out_by(order[: place + 1]), before)
        in_time = min(after - before, float(vehicles[zone]))
        turns.append(ZoneTurn(zone, float(vehicles[zone]), in_time, in_time * float(lives_per_vehicle[zone])))
        before = after
    return tuple(turns)
