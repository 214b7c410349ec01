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
from weerbaar.evacuation.routing.fixed import WHOLE_DAY_S
from weerbaar.evacuation.routing.managed_changes import clock, metered
from weerbaar.evacuation.routing.managed_departures import staged
from weerbaar.evacuation.routing.managed_rates import Rates, carried_veh_s, everybody, quickest
from weerbaar.evacuation.routing.managed_roads import SteadyFlow, least_driving
from weerbaar.evacuation.routing.paths import RouteError, tree_shares
from weerbaar.evacuation.simulation import RouteShares

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

MOST_LINKS = 60_000
"""59,000 with 10,000 to 15,000 places where people leave took 25 CPU seconds and 540 to 730 MB; a plan for more roads
takes minutes without a word."""

RESERVE = 0.02
"""Share of every capacity that a plan leaves free. A bottleneck that is full to the brim forms a queue at the first
ripple, and a queue lets 5 to 15 % less through; with a few per cent free it never starts."""


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
    rates = Rates(network, reserve)
    leaving = everybody(network, departures, rates.peak_s(departures))
    # Who is sent round is on the road longer than by the quickest road: only the second time that is known.
    for _ in range(2):
        first_veh_s = rates.fair(leaving)
        flow = least_driving(network, leaving.nodes, first_veh_s, reserve)
        leaving = replace(leaving, wait_s=_at_origins(flow.time_s, departures))
    flows, shares = [flow], _constant(flow.links, flow.exits)
    leave, busy_s, loads = departures, np.inf, []
    if phase:
        # The clock of the exits is that of all the flows, which are only known when there is one.
        for _ in range(2):
            clock_s = clock(network, flows)
            phasing = staged(departures, _at_origins(clock_s, departures), rates, first_veh_s)
            flows = [flow, *(least_driving(network, leaving.nodes, veh_s, reserve) for _, veh_s in phasing.stages[1:])]
            if len(flows) == 1:
                break
        rates_veh_s, stage = phasing.rates(), phasing.stage_at(clock_s)
        if len(flows) > 1:
            # Some time after the last change nobody is left of what was before it.
            changing = slice(int((phasing.stages[-1][0] + 2 * clock_s.max()) / phasing.step_s))
            setting_out = [np.bincount(leaving.nodes, veh_s, network.n_nodes) for veh_s in rates_veh_s[changing]]
            room = metered(network, flows, clock_s, stage[changing], np.array(setting_out), phasing.step_s, reserve)
            rates_veh_s[changing] *= room[:, leaving.nodes]
        leave = phasing.departures(rates_veh_s)
        quiet = _Quiet(network, leave, 1.0 - reserve)
        busy_s, loads = quiet.from_s, [(quiet.link_veh_s, quiet.exit_veh_s)]
        shares = _shares(network, flows, stage, phasing.step_s, quiet)
    if busy_s > 0:
        busiest = [np.max([flow.link_veh_s for flow in flows], 0), np.max([flow.exit_veh_s for flow in flows], 0)]
        loads = [tuple(busiest), *loads]
    link_veh_s, exit_veh_s = (np.array(column) for column in zip(*loads, strict=True))
    return ManagedPlan(
        network=network,
        ready=departures,
        departures=leave,
        shares=shares,
        busy_s=busy_s,
        stages=len(flows),
        rate_veh_s=np.max([flow.rate_veh_s for flow in flows], 0),
        link_veh_s=link_veh_s,
        exit_veh_s=exit_veh_s,
        time_s=flows[-1].time_s[departures.nodes],
    )


def _at_origins(of_nodes: Floats, departures: Departures) -> Floats:
    return np.where(departures.vehicles > 0, of_nodes[departures.nodes], 0.0)


def _constant(links: Floats, exits: Floats) -> RouteShares:
    return RouteShares(WHOLE_DAY_S, links[None, :], exits[None, :])


def _shares(
    network: RoadNetwork, flows: Sequence[SteadyFlow], stage: Integers, step_s: float, quiet: _Quiet
) -> RouteShares:
    """Return the shares of the stages one after the other, and those of the quiet hours once they begin."""
    if quiet.from_s == 0:
        return _constant(*quiet.shares)
    links = np.array([*(flow.links for flow in flows), quiet.shares[0]])
    exits = np.array([*(flow.exits for flow in flows), quiet.shares[1]])
    if len(flows) == 1:
        return RouteShares(quiet.from_s, links, exits)
    periods = np.arange(int(np.ceil(quiet.from_s / step_s)) + 1)
    stage = np.where((periods[:, None] + 0.5) * step_s < quiet.from_s, stage[np.minimum(periods, len(stage) - 1)], -1)
    return RouteShares(
        step_s,
        links[stage[:, network.begin], np.arange(network.n_links)],
        exits[stage[:, network.exits], np.arange(len(network.exits))],
    )


class _Quiet:
    """The hours in which all who still leave fit on the quickest roads.

    Attributes:
        from_s: when they begin.
        shares: of links and exits, by the quickest roads.
        link_veh_s: most that each link carries from then on, where nobody is held up; ``exit_veh_s`` likewise.
    """

    def __init__(self, network: RoadNetwork, departures: Departures, usable: float) -> None:
        tree = quickest(network)
        self.shares = tree_shares(network, tree)
        onward = np.flatnonzero(tree.next_link >= 0)
        far_to_near = onward[np.argsort(-tree.rank[onward])].tolist()
        rates = np.diff(departures.released_veh, axis=0) / np.diff(departures.times_s)[:, None]
        # The highest rate of each origin from each moment on. It never rises: halving finds the first quiet moment.
        later = np.concatenate([np.maximum.accumulate(rates[::-1], axis=0)[::-1], np.zeros((1, rates.shape[1]))])
        links, exits = usable * carried_veh_s(network), usable * network.exit_capacity_veh_s

        def load(at: int) -> tuple[Floats, Floats]:
            through = np.asarray(np.bincount(departures.nodes, later[at], network.n_nodes), float)
            for node in far_to_near:
                through[network.end[tree.next_link[node]]] += through[node]
            on_links = np.zeros(network.n_links)
            on_links[tree.next_link[onward]] = through[onward]
            return on_links, through[network.exits] * self.shares[1]

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
