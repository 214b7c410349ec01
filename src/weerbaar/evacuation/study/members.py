# SPDX-License-Identifier: EUPL-1.2
"""The members of an ensemble: who leaves, how much the roads carry, in what weather, and what goes wrong on the way.

A member depends on the seed and its own number only, so that an ensemble can be drawn in parts, and two strategies with
one seed meet the same people and the same weather.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from weerbaar.base import Distribution
from weerbaar.evacuation.demand import Demand, Departures, central, draw, shipped_factors
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import Incident, Measure, Outcome, Weather
from weerbaar.evacuation.study.uncertainty import Uncertainty, pick, pick_at

Floats = npt.NDArray[np.float64]

_MILLION_KM_M = 1e9


@dataclass(frozen=True, eq=False)
class Leaving:
    """Who leaves.

    Attributes:
        departures: the vehicles.
        people: in the area, those who stay or need means to leave among them.
    """

    departures: Departures
    people: float

    @property
    def going(self) -> float:
        """Share of the people that is in the vehicles."""
        return min(self.departures.people / self.people, 1.0) if self.people > 0 else 0.0


@dataclass(frozen=True)
class Roads:
    """How the roads are.

    Attributes:
        capacity: factor on the capacity of all roads by how people drive.
        weather: what the weather does to them.
        incidents: what goes wrong.
    """

    capacity: float
    weather: Weather
    incidents: tuple[Incident, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Weather and incidents."""
        return (self.weather, *self.incidents)


@dataclass(frozen=True, eq=False)
class Exposure:
    """Where and when vehicles drive in a central run: incidents befall roads in proportion to that.

    Attributes:
        links: numbers of the links on which anybody drives.
        lanes: of those links, whole.
        times_s: ends of the bins, the first their begin.
        cumulative: vehicle metres so far, bin after bin, link after link.
        total_veh: vehicles of the central run.
    """

    links: npt.NDArray[np.int64]
    lanes: npt.NDArray[np.int64]
    times_s: Floats
    cumulative: Floats
    total_veh: float

    @classmethod
    def of(cls, outcome: Outcome) -> Exposure:
        """Return where and when vehicles drove."""
        network = outcome.network
        driven = np.diff(outcome.entered_veh, axis=0) * network.length_m
        links = np.flatnonzero(driven.sum(0) > 0)
        return cls(
            links=links,
            lanes=np.maximum(np.rint(network.lanes[links]), 1).astype(np.int64),
            times_s=outcome.times_s,
            cumulative=np.cumsum(driven[:, links]),
            total_veh=outcome.total_veh,
        )


def central_leaving(demand: Demand | Departures, network: RoadNetwork) -> Leaving:
    """Return who leaves when every uncertain number is at its median."""
    if isinstance(demand, Departures):
        return Leaving(demand, demand.people)
    turnout = central(demand, network)
    return Leaving(turnout.departures, float(turnout.people.sum()))


def draw_leaving(demand: Demand | Departures, network: RoadNetwork, seed: int, first: int, n: int) -> Iterator[Leaving]:
    """Draw who leaves, one member after the other.

    Of departures that are stated as they are, the number of vehicles is drawn as people heed a call (threat likely,
    usual trust) and share cars, by the shipped factors, with the stated number for their medians.

    Args:
        demand: people by place, or departures stated as they are.
        network: the roads they leave over.
        seed: of the ensemble.
        first: number of the first member.
        n: members to draw.
    """
    if isinstance(demand, Demand):
        for turnout in draw(demand, network, seed, n, first=first):
            yield Leaving(turnout.departures, float(turnout.people.sum()))
        return
    factors = shipped_factors()
    heed, per_car = factors.compliance.range["likely"]["usual"], factors.people_per_vehicle.range
    for member in range(first, first + n):
        generator = _generator(seed, member, 0)
        heeds, fuller = _relative(heed, generator), _relative(per_car, generator)
        departures = replace(
            demand,
            released_veh=demand.released_veh * (heeds / fuller),
            people_per_vehicle=demand.people_per_vehicle * fuller,
        )
        yield Leaving(departures, departures.people)


def draw_roads(
    network: RoadNetwork, uncertainty: Uncertainty, exposure: Exposure, total_veh: float, seed: int, member: int
) -> Roads:
    """Draw how the roads are for one member.

    Incidents come at random (Poisson) with the distance driven: as many per kilometre on every road at every hour.

    Args:
        network: the roads.
        uncertainty: what is not known.
        exposure: of the central run.
        total_veh: vehicles of this member.
        seed: of the ensemble.
        member: its number.
    """
    generator = _generator(seed, member, 1)
    capacity = pick(uncertainty.discipline.range, generator)
    # One weather: what takes capacity away slows people down as much.
    bad = generator.random()
    weather = Weather(
        capacity=pick_at(uncertainty.weather_capacity.range, bad), speed=pick_at(uncertainty.weather_speed.range, bad)
    )
    per_veh_m = pick(uncertainty.incidents_per_million_veh_km.range, generator) / _MILLION_KM_M
    driven = exposure.cumulative[-1] if len(exposure.cumulative) else 0.0
    more = total_veh / exposure.total_veh if exposure.total_veh > 0 else 0.0
    count = int(generator.poisson(per_veh_m * driven * more))
    incidents = tuple(_incident(network, uncertainty, exposure, generator) for _ in range(count))
    return Roads(capacity, weather, incidents)


def _incident(
    network: RoadNetwork, uncertainty: Uncertainty, exposure: Exposure, generator: np.random.Generator
) -> Incident:
    where = generator.random() * exposure.cumulative[-1]
    cell = min(int(np.searchsorted(exposure.cumulative, where, side="right")), len(exposure.cumulative) - 1)
    time_bin, place = divmod(cell, len(exposure.links))
    begin, end = exposure.times_s[time_bin], exposure.times_s[time_bin + 1]
    from_s = float(begin + generator.random() * (end - begin))
    one, two = uncertainty.lanes_blocked.chances
    blocked = int(generator.random() * (one + two) >= one)
    table = (uncertainty.remaining.one_lane, uncertainty.remaining.two_lanes)[blocked]
    return Incident(
        link=network.link_ids[exposure.links[place]],
        from_s=from_s,
        to_s=from_s + 60 * pick(uncertainty.duration_min.ranges[blocked], generator),
        remaining=table[min(int(exposure.lanes[place]), len(table)) - 1],
    )


def _relative(quantity: Distribution, generator: np.random.Generator) -> float:
    return pick(quantity, generator) / float(quantity.ppf(0.5))


def _generator(seed: int, member: int, what: int) -> np.random.Generator:
    # Not the stream of the demand, which is (seed, member).
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, member, 1 + what))))
