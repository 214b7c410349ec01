# SPDX-License-Identifier: EUPL-1.2
"""The managed plan: which roads people are sent over and when each zone sets out, so that no queue holds anybody up.

In busy hours the signs and posts divide people over the roads by the steady flow; every zone leaves at a rate of its
own, the others wait at home. Where zones are ready hours apart there is more than one such stage. As soon as those
still to leave fit on the quickest roads, everybody is free to take them.
The plan is held against :func:`weerbaar.evacuation.flow.bound`: no plan of any kind is quicker than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.fixed import WHOLE_DAY_S, free_flow
from weerbaar.evacuation.routing.managed_rates import Rates, carried_veh_s, everybody
from weerbaar.evacuation.routing.managed_roads import SteadyFlow, clock, least_driving
from weerbaar.evacuation.routing.managed_stages import staged
from weerbaar.evacuation.routing.paths import RouteError, safety_tree
from weerbaar.evacuation.simulation import RouteShares

Floats = npt.NDArray[np.float64]

MOST_LINKS = 60_000
"""60,000 were measured at half a minute and 310 MB; a plan for more roads takes minutes without a word."""

RESERVE = 0.02
"""Share of every capacity that a plan leaves free. A bottleneck that is full to the brim forms a queue at the first
ripple, and a queue lets 5 to 15 % less through; with a few per cent free it never starts."""

SHARES_S = 300.0
"""Time in which a crossing is told of another division, s."""

LATE, LEAST_EASY_S = 2.0, 600.0
"""A new stage begins at half its rates for so many times as long as the longest ways take more than the others, s."""

QUIET = 0.95
"""Share of what a road carries up to which people may be left to choose the quickest road themselves."""


@dataclass(frozen=True, eq=False)
class ManagedPlan:
    """Roads and departures that go together; Z origins, M links, X exits, N nodes, 1 or 2 parts (busy, then quiet).

    Attributes:
        network: the roads.
        ready: who is ready to go when; what the plan was made for.
        departures: who sets out when by the plan, never before being ready.
        shares: which roads people take; with one stage the first period lasts ``busy_s``, with more they are short.
        busy_s: until when people are sent; 0 where everybody is free to choose from the start, infinite where
            people are sent until the end.
        stages: number of times that people are divided over the roads in the busy hours.
        rate_veh_s: at which each origin leaves at most in the busy hours, length Z.
        link_veh_s: most that each link carries in each part, where nobody is held up, shape (parts, M).
        exit_veh_s: the same for exits, shape (parts, X).
        time_s: on the road from each origin in the last stage, on average, length Z.
    """

    network: RoadNetwork
    ready: Departures
    departures: Departures
    shares: RouteShares
    busy_s: float
    stages: int
    rate_veh_s: Floats
    link_veh_s: Floats
    exit_veh_s: Floats
    time_s: Floats


def managed(
    network: RoadNetwork, departures: Departures, *, phase: bool = True, reserve: float = RESERVE
) -> ManagedPlan:
    """Plan roads and departures for the quickest evacuation that people can be told beforehand.

    Args:
        network: the roads.
        departures: who is ready to go when.
        phase: False leaves the departures as they are and only divides people over roads and exits (strategy "traffic
            management": outflow points balanced).
        reserve: share of every capacity that the plan keeps free, from 0 to below 1; the plan takes as much longer.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        RouteError: a reserve out of range, or no plan was found.
    """
    if not 0 <= reserve < 1:
        raise RouteError(
            Text(
                nl=f"reserve is {reserve}; geef een aandeel van 0 tot 1.",
                en=f"reserve is {reserve}; give a share from 0 to 1.",
            )
        )
    if network.n_links > MOST_LINKS:
        raise RouteError(
            Text(
                nl=f"het net heeft {network.n_links} wegen; een plan kan er {MOST_LINKS} aan. Voeg wegen samen, laat "
                "kleine wegen weg of neem een kleiner gebied.",
                en=f"the network has {network.n_links} roads; a plan can have {MOST_LINKS}. Join roads, leave small "
                "roads out or take a smaller area.",
            )
        )
    leaving = everybody(network, departures)
    rates = Rates(network, reserve)
    # Who is sent round is on the road longer than by the quickest road: only the second time that is known.
    for _ in range(2):
        first_veh_s = rates.fair(leaving)
        flow = least_driving(network, leaving.nodes, first_veh_s, reserve)
        leaving = replace(leaving, wait_s=_at_origins(flow.time_s, departures))
    flows, begins_s, leave, quiet, clock_s = [flow], [0.0], departures, None, flow.time_s
    if phase:
        easy_s = _easy_s(flow, departures)
        # The clock of the exits is that of all the flows, which are only known when there is one.
        for _ in range(2):
            clock_s = clock(network, flows)
            phasing = staged(departures, _at_origins(clock_s, departures), rates, first_veh_s, easy_s)
            begins_s = [begin_s for begin_s, _ in phasing.stages]
            later = [least_driving(network, leaving.nodes, veh_s, reserve) for _, veh_s in phasing.stages[1:]]
            flows = [flow, *later]
            if not later:
                break
        leave = phasing.departures()
        quiet = _Quiet(network, leave, 1.0 - reserve)
    busy_s = np.inf if quiet is None else quiet.from_s
    loads = []
    if busy_s > 0:
        loads.append((np.max([flow.link_veh_s for flow in flows], 0), np.max([flow.exit_veh_s for flow in flows], 0)))
    if quiet is not None:
        loads.append((quiet.link_veh_s, quiet.exit_veh_s))
    link_veh_s, exit_veh_s = (np.array(column) for column in zip(*loads, strict=True))
    return ManagedPlan(
        network=network,
        ready=departures,
        departures=leave,
        shares=_shares(network, begins_s, flows, quiet, clock_s),
        busy_s=busy_s,
        stages=len(flows),
        rate_veh_s=np.max([flow.rate_veh_s for flow in flows], 0),
        link_veh_s=link_veh_s,
        exit_veh_s=exit_veh_s,
        time_s=flows[-1].time_s[departures.nodes],
    )


def _at_origins(of_nodes: Floats, departures: Departures) -> Floats:
    return np.where(departures.vehicles > 0, of_nodes[departures.nodes], 0.0)


def _easy_s(flow: SteadyFlow, departures: Departures) -> float:
    """How long a new stage begins at half its rates: until those who drive longer than others are through."""
    late_s = _at_origins(flow.longest_s, departures) - _at_origins(flow.time_s, departures)
    return max(LATE * float((late_s * departures.vehicles).sum()) / max(departures.total_veh, 1.0), LEAST_EASY_S)


def _shares(
    network: RoadNetwork, begins_s: Sequence[float], flows: Sequence[SteadyFlow], quiet: _Quiet | None, clock_s: Floats
) -> RouteShares:
    """Return the shares of the stages one after the other, and those of the quiet hours once they begin."""
    links = [flow.links for flow in flows] + ([quiet.shares[0]] if quiet else [])
    exits = [flow.exits for flow in flows] + ([quiet.shares[1]] if quiet else [])
    if quiet is None or quiet.from_s == 0:
        return RouteShares(WHOLE_DAY_S, np.array(links[-1:]), np.array(exits[-1:]))
    if len(flows) == 1:
        return RouteShares(quiet.from_s, np.array(links), np.array(exits))
    # Every crossing changes when the traffic of the new stage comes there: its time to safety earlier than the exits.
    periods = int(np.ceil(quiet.from_s / SHARES_S)) + 1
    middle = (np.arange(periods) + 0.5) * SHARES_S
    stage = np.zeros((periods, network.n_nodes), np.int64)
    for number in range(1, len(flows)):
        stage[middle[:, None] + clock_s >= begins_s[number]] = number
    stage[middle >= quiet.from_s] = len(flows)
    return RouteShares(
        SHARES_S,
        np.array(links)[stage[:, network.begin], np.arange(network.n_links)],
        np.array(exits)[stage[:, network.exits], np.arange(len(network.exits))],
    )


class _Quiet:
    """The hours in which all who still leave fit on the quickest roads.

    Attributes:
        from_s: when they begin.
        shares: of links and exits, by the quickest roads.
        link_veh_s: most that each link carries from then on, where nobody is held up; ``exit_veh_s`` likewise.
    """

    def __init__(self, network: RoadNetwork, departures: Departures, usable: float) -> None:
        chosen = free_flow(network)
        self.shares = (chosen.links[0], chosen.exits[0])
        rates = np.diff(departures.released_veh, axis=0) / np.diff(departures.times_s)[:, None]
        # The highest rate of each origin from each moment on. It never rises: halving finds the first quiet moment.
        later = np.concatenate([np.maximum.accumulate(rates[::-1], axis=0)[::-1], np.zeros((1, rates.shape[1]))])
        links = QUIET * usable * carried_veh_s(network)
        exits = QUIET * usable * network.exit_capacity_veh_s
        order = _far_to_near(network)

        def load(at: int) -> tuple[Floats, Floats]:
            setting_out = np.asarray(np.bincount(departures.nodes, later[at], network.n_nodes), float)
            return _loads(network, order, setting_out, *self.shares)

        low, high = 0, len(later) - 1
        while low < high:
            middle = (low + high) // 2
            on_links, at_exits = load(middle)
            if np.all(on_links <= links) and np.all(at_exits <= exits):
                high = middle
            else:
                low = middle + 1
        self.from_s = float(departures.times_s[low])
        self.link_veh_s, self.exit_veh_s = load(low)


def _far_to_near(network: RoadNetwork) -> npt.NDArray[np.int64]:
    """Nodes with a way out over the quickest roads, each before the next on its way."""
    tree = safety_tree(
        network,
        np.where(network.capacity_veh_s > 0, network.free_time_s, np.inf),
        np.where(network.exit_capacity_veh_s > 0, 0.0, np.inf),
    )
    nodes = np.flatnonzero(tree.rank >= 0)
    return np.asarray(nodes[np.argsort(-tree.rank[nodes])])


def _loads(
    network: RoadNetwork, order: npt.NDArray[np.int64], setting_out: Floats, links: Floats, exits: Floats
) -> tuple[Floats, Floats]:
    """Return the flows over links and exits of those who set out at each node, by shares without a loop."""
    through = setting_out.copy()
    flow = np.zeros(network.n_links)
    first, out = network.out_links
    for node in order:
        if through[node] > 0:
            for link in out[first[node] : first[node + 1]]:
                if links[link] > 0:
                    flow[link] = through[node] * links[link]
                    through[network.end[link]] += flow[link]
    return flow, through[network.exits] * exits
