# SPDX-License-Identifier: EUPL-1.2
"""What happens to roads and exits by the hour, and what traffic management does to them.

Measures of the same road at the same time multiply. Roads and exits bear the names of the network.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.network import CONTRAFLOW_GAIN, RoadNetwork
from weerbaar.evacuation.simulation.conditions import Conditions, Floats


class MeasureError(WeerbaarError):
    """Measures that cannot be: every fault, one per line."""


@dataclass(frozen=True, kw_only=True)
class Measure(ABC):
    """Something that holds for some time.

    Attributes:
        from_s: begin, s from the start.
        to_s: end, s; infinite for always.
    """

    from_s: float = 0.0
    to_s: float = np.inf

    def moments(self) -> tuple[float, ...]:
        """Return when something changes, s."""
        return (self.from_s, self.to_s)

    @abstractmethod
    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Change the conditions of a moment within the measure."""


@dataclass(frozen=True, kw_only=True)
class Incident(Measure):
    """Something blocks lanes: who is on the road or comes onto it queues before it.

    Attributes:
        link: name of the road.
        remaining: share of the capacity that is left, 0 to 1.
    """

    link: str
    remaining: float

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Less can leave the road."""
        now.end[network.link_number[self.link]] *= self.remaining


@dataclass(frozen=True, kw_only=True)
class Weather(Measure):
    """Rain, snow, wind, darkness.

    Attributes:
        capacity: factor on the capacity, above 0 and at most 1.
        speed: factor on the free speed, above 0 and at most 1.
        links: names of the roads; None for all.
    """

    capacity: float = 1.0
    speed: float = 1.0
    links: tuple[str, ...] | None = None

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Slow the roads down."""
        where = slice(None) if self.links is None else np.array([network.link_number[name] for name in self.links], int)
        now.capacity[where] *= self.capacity
        now.speed[where] *= self.speed


@dataclass(frozen=True, kw_only=True)
class Closure(Measure):
    """Nobody comes onto a road; who is on it drives on.

    Attributes:
        link: name of the road.
    """

    link: str

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Close the road."""
        now.entry_veh_s[network.link_number[self.link]] = 0.0


@dataclass(frozen=True, kw_only=True)
class Contraflow(Measure):
    """The lanes of the other direction are used too, after they have been cleared.

    From ``from_s`` nobody comes onto the other direction; ``setup_s`` later its lanes are added.

    Attributes:
        link: name of the road that gets lanes.
        opposite: name of the road that gives them.
        setup_s: time to clear the lanes, s.
        gain: share of the capacity of the lanes that they have the wrong way round. 1 is the most there can be;
            FEMA's figures (2,000 veh/h more on two lanes of 1,500, in Wolshon 2001) come to 0.67.
    """

    link: str
    opposite: str
    setup_s: float
    gain: float = CONTRAFLOW_GAIN

    def moments(self) -> tuple[float, ...]:
        """Return when something changes, s."""
        return (self.from_s, self.from_s + self.setup_s, self.to_s)

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Close one road and widen the other."""
        link, opposite = network.link_number[self.link], network.link_number[self.opposite]
        now.entry_veh_s[opposite] = 0.0
        if time_s >= self.from_s + self.setup_s and network.capacity_veh_s[link] > 0:
            now.capacity[link] *= 1 + self.gain * network.capacity_veh_s[opposite] / network.capacity_veh_s[link]
            now.storage[link] *= 1 + network.jam_veh_m[opposite] / network.jam_veh_m[link]


@dataclass(frozen=True, kw_only=True)
class ExitClosure(Measure):
    """Nobody leaves at an exit. An exit that opens later is closed until then.

    Attributes:
        exit: name of the node of the exit.
    """

    exit: str

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Close the exit."""
        now.exit_veh_s[network.exits == network.node_number[self.exit]] = 0.0


@dataclass(frozen=True, kw_only=True)
class Metering(Measure):
    """At most so many come onto a road, or set out at a node.

    Attributes:
        most_veh_s: vehicles per second, above 0.
        link: name of the road, or
        node: name of the node where people set out; one of the two.
    """

    most_veh_s: float
    link: str | None = None
    node: str | None = None

    def work_on(self, network: RoadNetwork, now: Conditions, time_s: float) -> None:
        """Limit who comes."""
        if self.link is not None:
            at = network.link_number[self.link]
            now.entry_veh_s[at] = min(now.entry_veh_s[at], self.most_veh_s)
        if self.node is not None:
            at = network.node_number[self.node]
            now.set_out_veh_s[at] = min(now.set_out_veh_s[at], self.most_veh_s)


def conditions_at(network: RoadNetwork, measures: Iterable[Measure], time_s: float) -> Conditions:
    """Return what roads and exits can do at a moment.

    Args:
        network: the roads.
        measures: checked with :func:`check_measures`.
        time_s: moment, s from the start.
    """
    now = Conditions.usual(network)
    for measure in measures:
        if measure.from_s <= time_s < measure.to_s:
            measure.work_on(network, now, time_s)
    return now


def changes_s(measures: Iterable[Measure]) -> Floats:
    """Return the moments at which conditions change, ascending, each once, s."""
    moments = {moment for measure in measures for moment in measure.moments()}
    return np.array(sorted(moment for moment in moments if 0 < moment < np.inf))


def slowest_speed(network: RoadNetwork, measures: Sequence[Measure]) -> Floats:
    """Return the smallest factor on the free speed that each road will meet, length M."""
    slowest = conditions_at(network, measures, 0.0).speed
    if any(isinstance(measure, Weather) for measure in measures):
        for moment in changes_s(measures):
            slowest = np.minimum(slowest, conditions_at(network, measures, moment).speed)
    return slowest


def check_measures(network: RoadNetwork, measures: Sequence[Measure]) -> None:
    """Hold measures against the network.

    Raises:
        MeasureError: a time that cannot be, a factor out of range, a road or exit that the network does not have;
            every fault of every measure at once.
    """
    faults = [
        Text(nl=f"maatregel {at}: {fault.nl}", en=f"measure {at}: {fault.en}")
        for at, measure in enumerate(measures, 1)
        for fault in _faults(network, measure)
    ]
    faults += _lanes_given_twice(measures)
    if faults:
        raise MeasureError(
            Text(nl="\n".join(fault.nl for fault in faults), en="\n".join(fault.in_("en") for fault in faults))
        )


def _lanes_given_twice(measures: Sequence[Measure]) -> list[Text]:
    """Say which contraflows are about the same road at the same time: its lanes go one way."""
    found = []
    reversals = [(at, one) for at, one in enumerate(measures, 1) if isinstance(one, Contraflow)]
    for (first, one), (second, other) in combinations(reversals, 2):
        at_once = one.from_s < other.to_s and other.from_s < one.to_s
        shared = sorted({one.link, one.opposite} & {other.link, other.opposite})
        if at_once and shared:
            found.append(
                Text(
                    nl=f"maatregel {second}: de stroken van weg '{shared[0]}' heeft maatregel {first} dan al.",
                    en=f"measure {second}: the lanes of road '{shared[0]}' are in measure {first} by then.",
                )
            )
    return found


_SHARES = {
    "remaining": (Text(nl="het deel van de capaciteit dat over is", en="the remaining share of the capacity"), True),
    "capacity": (Text(nl="de factor op de capaciteit", en="the factor on the capacity"), False),
    "speed": (Text(nl="de factor op de snelheid", en="the factor on the speed"), False),
    "gain": (Text(nl="de winst van tegenverkeer", en="the gain of contraflow"), True),
}
"""Numbers from 0 (or above it) to 1, and what people call them."""

_AMOUNTS = {
    "setup_s": Text(nl="de tijd om stroken leeg te maken (s)", en="the time to clear the lanes (s)"),
    "most_veh_s": Text(nl="het aantal voertuigen per seconde", en="the number of vehicles per second"),
}


def _faults(network: RoadNetwork, measure: Measure) -> Iterable[Text]:
    if not (measure.from_s >= 0 and measure.to_s > measure.from_s):
        yield Text(
            nl=f"{measure.from_s:g} tot {measure.to_s:g} s kan niet; het begin is 0 of later, het einde ligt erna.",
            en=f"from {measure.from_s:g} to {measure.to_s:g} s cannot be; it begins at 0 or later and ends after that.",
        )
    exits = {network.node_ids[node] for node in network.exits}
    for name in (field.name for field in fields(measure)):
        value = getattr(measure, name)
        if name in _SHARES:
            called, closed = _SHARES[name]
            if not 0 <= value <= 1 or (value == 0 and not closed):
                yield Text(
                    nl=f"{called.nl} is {value:g}; dat hoort {'van' if closed else 'boven'} 0 tot en met 1 te zijn.",
                    en=f"{called.en} is {value:g}; it should be {'from' if closed else 'above'} 0 to 1.",
                )
        elif name in ("link", "opposite", "links"):
            for link in value if isinstance(value, tuple) else () if value is None else (value,):
                if link not in network.link_number:
                    yield Text(nl=f"het net heeft geen weg '{link}'.", en=f"the network has no road '{link}'.")
        elif name == "exit" and value not in exits:
            yield Text(nl=f"het net heeft geen uitgang '{value}'.", en=f"the network has no exit '{value}'.")
        elif name == "node" and value is not None and value not in network.node_number:
            yield Text(nl=f"het net heeft geen knooppunt '{value}'.", en=f"the network has no node '{value}'.")
        elif name in _AMOUNTS and not 0 <= value < np.inf:
            called = _AMOUNTS[name]
            yield Text(
                nl=f"{called.nl} is {value:g}; dat hoort 0 of meer te zijn.",
                en=f"{called.en} is {value:g}; it should be 0 or more.",
            )
    if isinstance(measure, Contraflow) and {measure.link, measure.opposite} <= network.link_number.keys():
        link, opposite = network.link_number[measure.link], network.link_number[measure.opposite]
        if network.begin[link] != network.end[opposite] or network.end[link] != network.begin[opposite]:
            yield Text(
                nl=f"weg '{measure.opposite}' is niet de tegenrichting van weg '{measure.link}'.",
                en=f"road '{measure.opposite}' is not the opposite of road '{measure.link}'.",
            )
    if isinstance(measure, Metering) and (measure.link is None) == (measure.node is None):
        yield Text(nl="doseren gaat bij een weg of bij een knooppunt.", en="metering is at a road or at a node.")
