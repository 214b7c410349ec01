# SPDX-License-Identifier: EUPL-1.2
"""Victims and people without needs of one zone, as draws, and a small study that they belong to."""

from __future__ import annotations

from functools import cache

import numpy as np

from weerbaar.base import Uniform
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood import Victims, WithoutBasicNeeds
from weerbaar.evacuation.network import RoadNetwork, Zone
from weerbaar.evacuation.study import Settings, Study, make_study

DRAWS = 400


@cache
def study() -> Study:
    """50,000 people in 20,000 cars over one road."""
    network = RoadNetwork(
        name="dijkring",
        node_ids=("polder", "droog"),
        x=np.zeros(2),
        y=np.zeros(2),
        link_ids=("weg",),
        begin=np.array([0]),
        end=np.array([1]),
        length_m=np.array([10_000.0]),
        free_speed_m_s=np.array([20.0]),
        capacity_veh_s=np.array([1.0]),
        lanes=np.array([2.0]),
        jam_veh_m=np.array([0.25]),
        exits=np.array([1]),
        exit_capacity_veh_s=np.array([np.inf]),
        zones=(Zone("Z", "Polder", (0,), (1.0,)),),
    )
    departures = Departures(np.array([0]), np.array([0.0, 36_000.0]), np.array([[0.0], [20_000.0]]), np.array([2.5]))
    return make_study(network, departures, Settings(routing="nearest", with_bound=False))


def victims(low: float = 20.0, high: float = 80.0, *, zones: int = 1) -> Victims:
    """Deaths from ``low`` to twice that in the low result, and so on in the high one; shared by the zones."""
    spread = np.linspace(1.0, 2.0, DRAWS)
    deaths_low, deaths_high = (np.tile(value * spread / zones, (zones, 1)) for value in (low, high))
    present = np.full((zones, DRAWS), 5000.0 / zones)
    return Victims(
        zones=tuple(f"Z{at}" for at in range(zones)),
        affected=np.full(zones, 60_000.0 / zones),
        present_low=present,
        present_high=present,
        on_road_low=0 * present,
        on_road_high=0 * present,
        deaths_low=deaths_low,
        deaths_high=deaths_high,
        unknown_people=np.zeros(zones),
        notes=(),
    )


def needs(people: float = 5000.0, days: tuple[float, float] = (3.0, 5.0)) -> WithoutBasicNeeds:
    """People without needs for a number of days that rises with the draws."""
    lasting = np.linspace(*days, DRAWS)
    return WithoutBasicNeeds(np.full((1, DRAWS), people), people * lasting[None, :])


DAYS_AWAY = Uniform(distribution="uniform", low=4.0, high=6.5)
PRICE = Uniform(distribution="uniform", low=20.0, high=40.0)
DAMAGE = Uniform(distribution="uniform", low=1e9, high=3e9)
