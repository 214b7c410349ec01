# SPDX-License-Identifier: EUPL-1.2
"""Who sets out when: vehicles that come onto the roads at each node by each moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class DemandError(WeerbaarError):
    """Departures that cannot be."""


@dataclass(frozen=True, eq=False)
class Departures:
    """Cumulative departures per node, straight between the moments given; Z origins, B bins.

    Attributes:
        nodes: number of the node in the network of each origin, length Z, each once.
        times_s: moments from the start, ascending, the first 0, length B + 1.
        released_veh: vehicles that have set out by each moment, shape (B + 1, Z), never falling.
        people_per_vehicle: of each origin, length Z.
    """

    nodes: Integers
    times_s: Floats
    released_veh: Floats
    people_per_vehicle: Floats

    def __post_init__(self) -> None:
        if self.released_veh.shape != (len(self.times_s), len(self.nodes)):
            raise DemandError(Text(nl="vertrek per moment en herkomst ontbreekt.", en="departures have no such shape."))
        times_s, released_veh = self.times_s, self.released_veh
        ascending = np.isfinite(times_s).all() and np.all(np.diff(times_s) > 0)
        if len(times_s) < 2 or times_s[0] != 0 or not ascending:
            raise DemandError(
                Text(nl="tijden beginnen bij 0 en lopen op.", en="times start at 0 and ascend; none is negative.")
            )
        if not (np.isfinite(released_veh).all() and np.all(released_veh >= 0)):
            raise DemandError(
                Text(nl="wie vertrekt is een getal van 0 of meer.", en="departures are numbers of 0 or more.")
            )
        if np.any(np.diff(released_veh, axis=0) < 0):
            raise DemandError(Text(nl="wie vertrokken is, komt niet terug.", en="departures never fall."))
        if len(np.unique(self.nodes)) < len(self.nodes):
            raise DemandError(Text(nl="een herkomst staat er twee keer.", en="an origin is there twice."))
        people = self.people_per_vehicle
        if people.shape != self.nodes.shape or not (np.isfinite(people).all() and np.all(people >= 0)):
            raise DemandError(
                Text(
                    nl="mensen per voertuig is een getal van 0 of meer voor elke herkomst.",
                    en="people per vehicle is a number of 0 or more for every origin.",
                )
            )

    @property
    def vehicles(self) -> Floats:
        """All vehicles of each origin, length Z."""
        return np.asarray(self.released_veh[-1])

    @cached_property
    def total_veh(self) -> float:
        """All vehicles together."""
        return float(self.vehicles.sum())

    @cached_property
    def people(self) -> float:
        """All people together."""
        return float((self.vehicles * self.people_per_vehicle).sum())

    def released(self, time_s: float | Floats) -> Floats:
        """Vehicles of each origin that have set out before ``time_s``.

        Args:
            time_s: one moment for all origins, or one for each (length Z), s.
        """
        at = np.broadcast_to(np.asarray(time_s, float), self.nodes.shape)
        at = np.clip(at, self.times_s[0], self.times_s[-1])
        after = np.clip(np.searchsorted(self.times_s, at, side="right"), 1, len(self.times_s) - 1)
        before = after - 1
        share = (at - self.times_s[before]) / (self.times_s[after] - self.times_s[before])
        origin = np.arange(len(self.nodes))
        low, high = self.released_veh[before, origin], self.released_veh[after, origin]
        return np.asarray(low + (high - low) * share)
