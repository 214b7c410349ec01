# SPDX-License-Identifier: EUPL-1.2
"""Which zones go first when the roads cannot carry everybody in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.decision.forecast import ForecastError
from weerbaar.evacuation.demand import Departures, Peril
from weerbaar.evacuation.flow import safe_in_turn
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]

_DIGITS = 12
"""Lives per vehicle that agree so far are the same."""


@dataclass(frozen=True)
class Turn:
    """One place in the order of leaving.

    Attributes:
        origin: number of the origin in the departures.
        name: of the place.
        vehicles: that leave it.
        in_time: of those, safe in time when the places before it go first.
        lives: expected to be saved by that.
        shared: first and last place of those that save as many lives per vehicle: among them the order does not matter
            for the number of lives; (0, 0) where it is not known.
    """

    origin: int
    name: str
    vehicles: float
    in_time: float
    lives: float
    shared: tuple[int, int] = (0, 0)


def who_goes_first(
    network: RoadNetwork, departures: Departures, lives_per_vehicle: Floats, horizon_s: float
) -> tuple[Turn, ...]:
    """Order places so that the most lives are saved by one moment.

    What can be out by one moment from sets of places is a polymatroid (Megiddo 1974), so that serving the place with
    the most lives per vehicle first, and then what the roads still carry, is optimal (Edmonds 1970). Places with equal
    lives per vehicle keep their order, and share their place.

    Args:
        network: the roads.
        departures: who sets out where and when.
        lives_per_vehicle: people per vehicle x mortality if they stay x probability of the flood, per origin, length Z.
        horizon_s: the moment by which they have to be safe, above 0, s.

    Raises:
        ForecastError: another number of places, a negative number of lives, or no time.
        NoWayOutError: vehicles set out where no exit is reached.
    """
    if len(lives_per_vehicle) != len(departures.nodes) or np.any(lives_per_vehicle < 0):
        raise ForecastError(
            Text(
                nl=f"geef voor elk van de {len(departures.nodes)} herkomsten een aantal levens van 0 of meer.",
                en=f"give a number of lives of 0 or more for each of the {len(departures.nodes)} origins.",
            )
        )
    if not horizon_s > 0:
        raise ForecastError(Text(nl="er is geen tijd om te vertrekken.", en="there is no time to leave."))
    order = [int(at) for at in np.argsort(-lives_per_vehicle, kind="stable") if departures.vehicles[at] > 0]
    in_time = safe_in_turn(network, departures, order, horizon_s)
    worth = np.round(np.asarray(lives_per_vehicle, float)[order], _DIGITS)
    _, first, alike = np.unique(-worth, return_index=True, return_counts=True)
    shared = np.repeat(np.column_stack([first + 1, first + alike]), alike, axis=0).tolist()
    return tuple(
        Turn(
            origin=at,
            name=network.place(int(departures.nodes[at])),
            vehicles=float(departures.vehicles[at]),
            in_time=float(in_time[at]),
            lives=float(in_time[at] * lives_per_vehicle[at]),
            shared=(places[0], places[1]),
        )
        for at, places in zip(order, shared, strict=True)
    )


def lives_per_vehicle(network: RoadNetwork, departures: Departures, perils: Sequence[Peril]) -> Floats:
    """Return the lives saved by each vehicle that is safe in time, per origin, length Z.

    People per vehicle x the chance that who stays dies; a node of several zones takes the mean of their chances, and
    a zone that is left out takes 0.

    Args:
        network: whose zones the perils name.
        departures: who sets out where.
        perils: what threatens each zone.

    Raises:
        ForecastError: a zone without a chance; all of them.
    """
    unknown = [peril.zone for peril in perils if peril.risk is None]
    if unknown:
        names = ", ".join(unknown[:5])
        raise ForecastError(
            Text(
                nl=f"van zone {names} ontbreekt de kans (risk); zonder kans is er geen volgorde.",
                en=f"of zone {names} the chance (risk) is missing; without a chance there is no order.",
            )
        )
    by_zone = {zone.id: zone for zone in network.zones}
    total, parts = np.zeros(network.n_nodes), np.zeros(network.n_nodes)
    for peril in perils:
        nodes = list(by_zone[peril.zone].nodes)
        total[nodes] += peril.risk or 0.0
        parts[nodes] += 1
    risk = np.divide(total, parts, out=np.zeros_like(total), where=parts > 0)
    return np.asarray(risk[departures.nodes] * departures.people_per_vehicle)
