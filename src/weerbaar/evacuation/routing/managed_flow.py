# SPDX-License-Identifier: EUPL-1.2
"""The steady flow behind a managed plan: how fast each zone can empty without a queue, and over which roads.

A flow that is repeated for as long as people leave, and that nowhere exceeds what a road carries, has no queues: nobody
keeps up somebody who goes another way, and a simulation follows it to the minute (temporally repeated flows, Ford and
Fulkerson 1958). Rates are fair: first the rate is raised that all zones can have together, then that of the zones which
are not held by the bottleneck found, and so on (max-min). Zones further away get a higher rate, so that their last
vehicle can set out earlier and all arrive together. Roads: the least driving for those rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import NoWayOutError
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import RouteError, SafetyTree, safety_tree, tree_shares

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PEAK_S = 3600.0
"""Nobody's rate need be higher than that of the busiest hour in which people are ready to go."""

_MOST_LEVELS = 12
_PASSES = 2
_LEAST_SHARE_OF_TIME = 0.2
_PEAK_STEP = 1.25
# Room for the rounding of the solver, as a share of the rates, and what counts as nothing beside them.
_SLACK = 1e-6
_NOTHING = 1e-9
_LEAST_TIME_S = 1e-3


@dataclass(frozen=True, eq=False)
class Leaving:
    """Who is still to set out, Z origins.

    Attributes:
        nodes: number of the node of each origin, length Z.
        vehicles: still there, length Z.
        most_veh_s: the highest rate of each origin that is of use, length Z; with 0 it is left out.
        wait_s: until the first can be at an exit, length Z.
    """

    nodes: npt.NDArray[np.int64]
    vehicles: Floats
    most_veh_s: Floats
    wait_s: Floats


@dataclass(frozen=True, eq=False)
class SteadyFlow:
    """A flow without queues that lasts as long as people leave; Z origins, M links, X exits, N nodes.

    Attributes:
        rate_veh_s: of each origin, length Z.
        link_veh_s: of each link, length M.
        exit_veh_s: of each exit, length X.
        links: shares of the people at each node that take each link, length M; where nobody comes, the way that is
            best beside the flow. There is no loop.
        exits: the same for exits, length X.
        time_s: to an exit over those roads, on average, from each node, length N; infinite where there is no way.
    """

    rate_veh_s: Floats
    link_veh_s: Floats
    exit_veh_s: Floats
    links: Floats
    exits: Floats
    time_s: Floats


def carried_veh_s(network: RoadNetwork) -> Floats:
    """Return what each link carries for long, veh/s: its capacity, or less where it is full before that flow is on it.

    In the fundamental diagram free flow and queue meet at ``jam / (1 / v + 1 / w)``.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        turned_s = network.free_time_s + network.length_m / network.wave_speed_m_s
        most = np.where(turned_s > 0, network.storage_veh / turned_s, np.inf)
    return np.asarray(np.where(network.capacity_veh_s > 0, np.minimum(network.capacity_veh_s, most), 0.0))


def steady_flow(
    network: RoadNetwork, leaving: Leaving, *, least_veh_s: Floats | None = None, reserve: float = 0.0
) -> SteadyFlow:
    """Return the fairest rates that cause no queue and the roads with the least driving for them.

    Args:
        network: the roads.
        leaving: who is to set out.
        reserve: share of every capacity that is kept free.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        RouteError: no flow was found.
    """
    programme = _Programme(network, leaving, 1.0 - reserve)
    nothing = np.zeros(len(leaving.nodes))
    if least_veh_s is not None:
        return programme.least_driving(programme.fair_rates(nothing, least_veh_s))
    rates = programme.fair_rates(nothing, nothing)
    for _ in range(_PASSES):
        rates = programme.fair_rates(programme.share_waited(rates), nothing)
    return programme.least_driving(rates)


def most_together(network: RoadNetwork, leaving: Leaving, *, reserve: float = 0.0) -> float:
    """Return how many of all origins together can set out without a queue, veh/s; see :func:`steady_flow`."""
    nothing = np.zeros(len(leaving.nodes))
    programme = _Programme(network, leaving, 1.0 - reserve)
    return float(programme.filled(nothing, leaving.most_veh_s, nothing, programme.going).sum())


class _Programme:
    """The linear programmes of one network: the columns are the flows over links and exits, the rows are nodes."""

    def __init__(self, network: RoadNetwork, leaving: Leaving, usable: float) -> None:
        from scipy import sparse

        self.network = network
        self.nodes = leaving.nodes
        self.leaving = leaving
        self.going = (leaving.vehicles > 0) & (leaving.most_veh_s > 0)
        self.high = np.concatenate([carried_veh_s(network), network.exit_capacity_veh_s]) * usable
        n_links, n_exits = network.n_links, len(network.exits)
        links, exits = np.arange(n_links), n_links + np.arange(n_exits)
        rows = np.concatenate([network.begin, network.end, network.exits])
        columns = np.concatenate([links, links, exits])
        signs = np.concatenate([np.ones(n_links), -np.ones(n_links), np.ones(n_exits)])
        self.matrix = sparse.csr_array((signs, (rows, columns)), shape=(network.n_nodes, n_links + n_exits))

    def share_waited(self, rates: Floats) -> Floats:
        """Return which share of the whole time has gone by before the first vehicle of each origin is at an exit.

        Args:
            rates: of the origins, veh/s.
        """
        share = np.zeros(len(rates))
        going, wait_s = self.going, self.leaving.wait_s
        share[going] = wait_s[going] / (self.leaving.vehicles[going] / rates[going] + wait_s[going])
        return share

    def fair_rates(self, share_waited: Floats, least: Floats) -> Floats:
        """Return the rates of the origins, veh/s."""
        going = self.going
        if not going.any():
            return np.zeros(len(going))
        # Whoever comes later has to be through in what is left of the time, at a higher rate.
        vehicles = np.where(going, self.leaving.vehicles, 0.0)
        weight = vehicles / np.maximum(1.0 - share_waited, _LEAST_SHARE_OF_TIME)
        weight /= weight.sum()
        limit = np.full(len(weight), np.inf)
        limit[going] = np.maximum(self.leaving.most_veh_s - least, 0.0)[going] / weight[going]
        # Peaks in a few classes, so that zones with curves of their own do not each take a programme of their own.
        top = limit[going].max()
        limit[going] = top * _PEAK_STEP ** np.ceil(
            np.log(np.maximum(limit[going] / top, 1e-4)) / np.log(_PEAK_STEP) - 1e-9
        )
        level = np.zeros(len(weight))
        raised = going.copy()
        for _ in range(_MOST_LEVELS):
            most = float(limit[raised].min())
            found, price = self._raise(weight, least + level * weight, raised, most)
            held = raised & ((price * weight > 1e-7) if found < most * (1 - _SLACK) else (limit <= most * (1 + _SLACK)))
            held = held if held.any() else raised
            level[held] = found
            raised &= ~held
            if not raised.any():
                return np.asarray(least + level * weight)
        return self.filled(
            least + level * weight, least + np.where(raised, limit, 0.0) * weight, least + found * weight, raised
        )

    def _raise(self, weight: Floats, rates: Floats, raised: Flags, most: float) -> tuple[float, Floats]:
        """Return the highest level that the ``raised`` origins can have beside the others, and its price at each."""
        from scipy import sparse

        column = self._at_nodes(np.where(raised, weight, 0.0))
        matrix = sparse.hstack([self.matrix, sparse.csr_array(-column[:, None])]).tocsr()
        cost = np.zeros(matrix.shape[1])
        cost[-1] = -1.0
        settled = self._at_nodes(rates) * (1 - _SLACK)
        found = self._solved(cost, matrix, settled, np.zeros(len(cost)), np.append(self.high, most))
        return float(found.x[-1]), np.abs(found.eqlin.marginals)[self.nodes]

    def filled(self, settled: Floats, most: Floats, least: Floats, raised: Flags) -> Floats:
        """Return the rates when those not settled yet get as much as possible together, each at least ``least``."""
        from scipy import sparse

        at = np.flatnonzero(raised)
        columns = sparse.csr_array(
            (-np.ones(len(at)), (self.nodes[at], np.arange(len(at)))), shape=(self.network.n_nodes, len(at))
        )
        cost = np.concatenate([np.zeros(len(self.high)), -np.ones(len(at))])
        low = np.concatenate([np.zeros(len(self.high)), least[at] * (1 - _SLACK)])
        high = np.concatenate([self.high, np.maximum(most[at], least[at])])
        fixed = self._at_nodes(np.where(raised, 0.0, settled)) * (1 - _SLACK)
        found = self._solved(cost, sparse.hstack([self.matrix, columns]).tocsr(), fixed, low, high)
        rates = settled.copy()
        rates[at] = found.x[len(self.high) :]
        return rates

    def least_driving(self, rates: Floats) -> SteadyFlow:
        """Return the roads for rates, veh/s, with the least time on the road for all together."""
        network = self.network
        n_links = network.n_links
        time = np.maximum(network.free_time_s, _LEAST_TIME_S)
        cost = np.where(self.high > 0, np.concatenate([time, np.zeros(len(network.exits))]), 0.0)
        supply = self._at_nodes(rates) * (1 - 3 * _SLACK)
        found = self._solved(cost, self.matrix, supply, np.zeros(len(cost)), self.high)
        price = np.maximum(-found.upper.marginals, 0.0)
        flow = np.where(found.x > _NOTHING * max(float(rates.sum()), _NOTHING), found.x, 0.0)
        tree = safety_tree(
            network,
            _open(network.capacity_veh_s, time + price[:n_links]),
            _open(network.exit_capacity_veh_s, price[n_links:]),
        )
        # With the price of the full roads no road with flow leads away from safety; rounding could say otherwise.
        nearer = (tree.rank[network.end] >= 0) & (tree.rank[network.end] < tree.rank[network.begin])
        links, exits = np.where(nearer, flow[:n_links], 0.0), flow[n_links:]
        shares = _shares(network, tree, links, exits)
        return SteadyFlow(rates, links, exits, *shares, _times(network, tree, shares[0]))

    def _at_nodes(self, of_origins: Floats) -> Floats:
        return np.asarray(np.bincount(self.nodes, weights=of_origins, minlength=self.network.n_nodes), float)

    def _solved(self, cost: Floats, matrix: Any, right: Floats, low: Floats, high: Floats) -> Any:
        from scipy.optimize import linprog

        found = linprog(cost, A_eq=matrix, b_eq=right, bounds=np.c_[low, high], method="highs-ds")
        if found.x is None:
            raise RouteError(
                Text(
                    nl=f"voor dit net is geen beheerd plan gevonden ({found.message}).",
                    en=f"no managed plan was found for this network ({found.message}).",
                )
            )
        return found


def everybody(network: RoadNetwork, departures: Departures) -> Leaving:
    """Return all who ever set out, over the quickest roads.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
    """
    tree = safety_tree(network, _open(network.capacity_veh_s, network.free_time_s), _open_exits(network))
    going = departures.vehicles > 0
    lost = going & ~np.isfinite(tree.cost[departures.nodes])
    if lost.any():
        names = tuple(network.node_ids[node] for node in departures.nodes[lost])
        raise NoWayOutError(names, float(departures.vehicles[lost].sum()))
    wait = np.where(going, tree.cost[departures.nodes], 0.0)
    return Leaving(departures.nodes, departures.vehicles, peak_rate(departures), wait)


def peak_rate(departures: Departures) -> Floats:
    """Return the rate at which people of each origin are ready in their busiest hour, veh/s, length Z."""
    times = departures.times_s
    begins = np.unique(np.concatenate([[-PEAK_S], times - PEAK_S, times]))
    busiest = np.zeros(len(departures.nodes))
    for begin in begins:
        # Who is ready at the very start was ready in no time; that is an hour as well.
        ready = departures.released(begin) if begin >= 0 else 0.0
        busiest = np.maximum(busiest, departures.released(begin + PEAK_S) - ready)
    return np.asarray(busiest / PEAK_S)


def _open(capacity: Floats, cost: Floats) -> Floats:
    return np.asarray(np.where(capacity > 0, cost, np.inf))


def _open_exits(network: RoadNetwork) -> Floats:
    return _open(network.exit_capacity_veh_s, np.zeros(len(network.exits)))


def _shares(network: RoadNetwork, tree: SafetyTree, links: Floats, exits: Floats) -> tuple[Floats, Floats]:
    """Return shares of links and exits by their flows; by the tree where nobody comes."""
    through = np.bincount(network.begin, weights=links, minlength=network.n_nodes)
    np.add.at(through, network.exits, exits)
    beside_links, beside_exits = tree_shares(network, tree)
    used = through > 0
    per = np.where(used, through, 1.0)
    return (
        np.where(used[network.begin], links / per[network.begin], beside_links),
        np.where(used[network.exits], exits / per[network.exits], beside_exits),
    )


def _times(network: RoadNetwork, tree: SafetyTree, shares: Floats) -> Floats:
    """Return the time to an exit by shares of links, on average, s; infinite where there is no way."""
    time = np.where(tree.rank >= 0, 0.0, np.inf)
    first, links = network.out_links
    nodes = np.flatnonzero(tree.rank >= 0)
    for node in nodes[np.argsort(tree.rank[nodes])]:
        out = links[first[node] : first[node + 1]]
        out = out[shares[out] > 0]
        time[node] = (shares[out] * (network.free_time_s[out] + time[network.end[out]])).sum()
    return time
