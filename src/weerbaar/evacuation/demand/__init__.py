# SPDX-License-Identifier: EUPL-1.2
"""Demand: people by place and how they respond, as vehicles that set out by each moment.

In: a demand file (people per zone, institutions, what is known otherwise than usual) and the network whose zones it
names; or the demand of an instance. Out: a ``Turnout``, central or drawn: departures of cars per node, and per zone who
needs means to leave and who stays.
"""

from weerbaar.evacuation.demand.demand import Demand
from weerbaar.evacuation.demand.departures import DemandError, Departures
from weerbaar.evacuation.demand.factors import Factors, shipped_factors
from weerbaar.evacuation.demand.of_instance import departures_of
from weerbaar.evacuation.demand.perils import Peril, read_perils
from weerbaar.evacuation.demand.reading import read_demand
from weerbaar.evacuation.demand.turnout import Turnout, Unaided, central, draw

__all__ = [
    "Demand",
    "DemandError",
    "Departures",
    "Factors",
    "Peril",
    "Turnout",
    "Unaided",
    "central",
    "departures_of",
    "draw",
    "read_demand",
    "read_perils",
    "shipped_factors",
]
