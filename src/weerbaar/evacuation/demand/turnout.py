# SPDX-License-Identifier: EUPL-1.2
"""Who leaves by car and when, who needs means to leave, and who stays: one set of people, counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Distribution, Text
from weerbaar.evacuation.demand.demand import Demand
from weerbaar.evacuation.demand.departures import DemandError, Departures
from weerbaar.evacuation.demand.factors import Kind
from weerbaar.evacuation.demand.loading import Timing, load
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Pick = Callable[[Distribution], float]

SEATS = 5.0
"""In one car; who finds none needs other transport."""
_OUTERMOST = 0.001


@dataclass(frozen=True, eq=False)
class Unaided:
    """People who leave but cannot by themselves, per zone of the demand, length Z each.

    Attributes:
        walking: on their feet, without transport: any bus will do.
        seated: need help, and can sit.
        lying: have to be carried lying down.
        from_s: when they are told to leave, s after the start.
    """

    walking: Floats
    seated: Floats
    lying: Floats
    from_s: Floats

    @property
    def people(self) -> Floats:
        """All of them per zone."""
        return np.asarray(self.walking + self.seated + self.lying)


@dataclass(frozen=True, eq=False)
class Turnout:
    """What becomes of the people in each zone; ``people`` = ``by_car`` + ``unaided.people`` + ``staying``.

    Attributes:
        zone_ids: codes of the zones, length Z.
        departures: the cars, per node of the network.
        people: in each zone when the call comes, length Z.
        by_car: leave in a car, length Z.
        unaided: leave with the means of the authorities.
        staying: do not leave, length Z.
        cars: that leave, length Z.
    """

    zone_ids: tuple[str, ...]
    departures: Departures
    people: Floats
    by_car: Floats
    unaided: Unaided
    staying: Floats
    cars: Floats


def central(demand: Demand, network: RoadNetwork, *, step_s: float = 900.0) -> Turnout:
    """Return what becomes of the people when every uncertain number is at its median.

    Args:
        demand: who is where.
        network: the roads they leave over.
        step_s: between the moments of the departures, s.

    Raises:
        DemandError: the demand is of another network, or a step does not fit.
    """
    return _turnout(demand, network, lambda quantity: float(quantity.ppf(0.5)), step_s)


def draw(
    demand: Demand, network: RoadNetwork, seed: int, n: int, *, first: int = 0, step_s: float = 900.0
) -> Iterator[Turnout]:
    """Draw what becomes of the people, one member of an ensemble after the other.

    A member depends on ``seed`` and its own number only, so that an ensemble can be drawn in parts. How people respond
    is drawn once for all zones (it is the same threat), numbers of people for each zone apart. Of every distribution
    the outermost thousandth on each side is drawn as its edge.

    Args:
        demand: who is where.
        network: the roads they leave over.
        seed: of the ensemble.
        n: members to draw.
        first: number of the first of them.
        step_s: between the moments of the departures, s.

    Raises:
        DemandError: the demand is of another network, or a step does not fit.
    """
    for member in range(first, first + n):
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, member))))

        def pick(quantity: Distribution, generator: np.random.Generator = generator) -> float:
            return float(quantity.ppf(min(max(generator.random(), _OUTERMOST), 1 - _OUTERMOST)))

        yield _turnout(demand, network, pick, step_s)


def _turnout(demand: Demand, network: RoadNetwork, pick: Pick, step_s: float) -> Turnout:
    if not step_s > 0:
        raise DemandError(Text(nl="een stap duurt langer dan 0 s.", en="a step takes more than 0 s."))
    _require_same_zones(demand, network)
    factors = demand.factors
    # The order of these picks is the order of the draws.
    compliance, tourist_compliance, shadow = (
        pick(known.range) for known in (demand.compliance, factors.tourist_compliance, factors.shadow)
    )
    gathering, no_car, riding = (
        pick(known.range) for known in (factors.gathering, factors.without_transport, factors.riding_along)
    )
    per_car, helped, lying_at_home = (
        pick(known.range) for known in (factors.people_per_vehicle, factors.needs_help, factors.lying_at_home)
    )
    curve = demand.response.curve.settle(pick)
    delay_h, stretch = pick(factors.response_delay_h.range), pick(factors.night_stretch.range)
    lying_in = {kind: pick(share) for kind, share in sorted(factors.lying.range.items())}

    ordered = demand.ordered
    leaving = np.where(ordered, compliance, shadow)
    at_home = np.nan_to_num(demand.commuters_out.settle(pick))
    moved = np.nan_to_num(demand.commuters_in.settle(pick)) - at_home
    residents = np.maximum(demand.residents.settle(pick) + moved * demand.at_work(demand.hour) * (1 - gathering), 0.0)
    tourists = np.nan_to_num(demand.tourists.settle(pick))
    inmates, inmates_lying = _inmates(demand, pick, lying_in)
    no_car_here = demand.without_transport.settle(pick)
    no_car_here = np.where(np.isnan(no_car_here), no_car, no_car_here)
    cars_owned = demand.households * demand.cars_per_household.settle(pick)

    own_feet = residents * (1 - helped) * leaving
    guests = tourists * np.where(ordered, tourist_compliance, shadow)
    carless = (own_feet + guests) * no_car_here
    in_own_car = own_feet * (1 - no_car_here) + carless * riding
    # Not more cars than those who leave own, and not more people in a car than it has seats for.
    cars_there = np.where(np.isnan(cars_owned), np.inf, cars_owned * leaving)
    cars = np.minimum(in_own_car / per_car, cars_there) + guests * (1 - no_car_here) / per_car
    seated_in_car = np.minimum(in_own_car, cars_there * max(SEATS, per_car))
    by_car = seated_in_car + guests * (1 - no_car_here)
    # Means are sent only where people are told to leave; elsewhere who has no car stays.
    need_help = np.where(ordered, residents * helped * leaving, 0.0)
    unaided = Unaided(
        walking=np.where(ordered, carless * (1 - riding) + (in_own_car - seated_in_car), 0.0),
        seated=need_help * (1 - lying_at_home) + np.where(ordered, inmates - inmates_lying, 0.0),
        lying=need_help * lying_at_home + np.where(ordered, inmates_lying, 0.0),
        from_s=demand.order_h * 3600,
    )
    people = residents + tourists + inmates
    staying = np.maximum(people - by_car - unaided.people, 0.0)
    timing = Timing(curve, delay_h, stretch if demand.by_night(demand.hour) else 1.0)
    return Turnout(
        zone_ids=tuple(zone.zone for zone in demand.zones),
        departures=load(network, demand.numbers, demand.order_h, cars, by_car, timing, step_s),
        people=people,
        by_car=by_car,
        unaided=unaided,
        staying=staying,
        cars=cars,
    )


def _require_same_zones(demand: Demand, network: RoadNetwork) -> None:
    for zone, at in zip(demand.zones, demand.numbers, strict=True):
        if at >= len(network.zones) or network.zones[at].id != zone.zone:
            raise DemandError(
                Text(
                    nl=f"zone {zone.zone} hoort bij een ander net dan {network.name}.",
                    en=f"zone {zone.zone} is of another network than {network.name}.",
                )
            )


def _inmates(demand: Demand, pick: Pick, lying_in: Mapping[Kind, float]) -> tuple[Floats, Floats]:
    """People in institutions per zone, and how many of them have to lie."""
    people = demand.inmates.settle(pick)
    lying = np.zeros(len(people))
    for at, one in enumerate(demand.institutions):
        lying[at] = people[at] * (lying_in[one.kind] if one.lying is None else pick(one.lying))
    total, of_them_lying = np.zeros(len(demand.zones)), np.zeros(len(demand.zones))
    np.add.at(total, demand.institution_zones, people)
    np.add.at(of_them_lying, demand.institution_zones, lying)
    return total, of_them_lying
