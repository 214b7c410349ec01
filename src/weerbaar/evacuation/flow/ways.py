# SPDX-License-Identifier: EUPL-1.2
"""The ways out: how far every node is from an exit, which nodes and roads count, and who cannot get away at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError, number
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_NAMED = 5

MOST_LINKS = 200_000
"""More open roads than this take longer than anybody waits for: 100,000 were measured at less than a minute and 350 MB,
and twice as many take more than twice as long."""


class TooManyRoadsError(WeerbaarError):
    """A network that is too large for exact flows; a simulation can still be made of it."""

    def __init__(self, n_links: int) -> None:
        super().__init__(
            Text(
                nl=f"het net heeft {number(n_links, 'nl')} open wegen; een grens of beste stroom gaat tot "
                f"{number(MOST_LINKS, 'nl')}. Voeg wegen samen, laat kleine wegen weg of neem een kleiner gebied; een "
                "simulatie zonder grens kan wel.",
                en=f"the network has {number(n_links, 'en')} open roads; a bound or best flow can have "
                f"{number(MOST_LINKS, 'en')}. Join roads, leave small roads out or take a smaller area; a simulation "
                "without a bound can be made.",
            )
        )


class NoWayOutError(WeerbaarError):
    """Vehicles at nodes from which no exit can be reached.

    Attributes:
        nodes: names of the nodes.
        vehicles: that cannot get away, all together.
    """

    def __init__(self, nodes: tuple[str, ...], vehicles: float) -> None:
        self.nodes = nodes
        self.vehicles = vehicles
        named = ", ".join(nodes[:_NAMED])
        more = len(nodes) - _NAMED
        super().__init__(
            Text(
                nl=f"geen uitgang bereikbaar voor {vehicles:.0f} voertuigen, vanaf knooppunt {named}"
                f"{f' en nog {more}' if more > 0 else ''}. Controleer de richting en de capaciteit van de wegen, "
                "of geef een uitgang op.",
                en=f"no exit can be reached by {vehicles:.0f} vehicles, from node {named}"
                f"{f' and {more} more' if more > 0 else ''}. Check the direction and capacity of the roads, "
                "or add an exit.",
            )
        )


def time_to_exit(network: RoadNetwork) -> Floats:
    """Return the free time from each node to the nearest exit, s; infinite where there is no way. Closed roads and
    exits (capacity 0) are left out."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    exits = network.exits[network.exit_capacity_veh_s > 0]
    if not len(exits):
        return np.full(network.n_nodes, np.inf)
    used = np.flatnonzero(network.capacity_veh_s > 0)
    begin, end, time = network.begin[used], network.end[used], network.free_time_s[used]
    # The quickest of parallel roads; a sparse array would add them up. Zeros that are stated count as roads.
    order = np.lexsort((time, begin, end))
    begin, end, time = begin[order], end[order], time[order]
    first = np.ones(len(order), bool)
    first[1:] = (begin[1:] != begin[:-1]) | (end[1:] != end[:-1])
    pointers = np.zeros(network.n_nodes + 1, np.int64)
    np.add.at(pointers, end[first] + 1, 1)
    backward = csr_array((time[first], begin[first], np.cumsum(pointers)), shape=(network.n_nodes,) * 2)
    return np.asarray(dijkstra(backward, indices=exits, min_only=True), float)


@dataclass(frozen=True, eq=False)
class Ways:
    """The nodes from which an exit is reached, numbered anew, and the open links between them; n nodes, m links.

    Attributes:
        to_exit_s: free time from every node of the network to the nearest exit, infinite where there is none.
        nodes: numbers in the network, length n.
        number: of every node of the network among these, -1 where it is not one of them.
        links: numbers in the network, length m.
        begin: of those links, in the new numbers; ``end`` likewise.
        out_first: with ``out_links`` the links that begin at each node, as in ``RoadNetwork``; ``in_`` that end there.
    """

    to_exit_s: Floats
    nodes: Integers
    number: Integers
    links: Integers
    begin: Integers
    end: Integers
    out_first: Integers
    out_links: Integers
    in_first: Integers
    in_links: Integers


def ways_out(network: RoadNetwork, departures: Departures) -> Ways:
    """Return the ways out of a network.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        TooManyRoadsError: more than ``MOST_LINKS`` open links from which an exit is reached.
    """
    to_exit = time_to_exit(network)
    reached = np.isfinite(to_exit)
    stuck = (departures.vehicles > 0) & ~reached[departures.nodes]
    if stuck.any():
        names = tuple(network.node_ids[node] for node in departures.nodes[stuck])
        raise NoWayOutError(names, float(departures.vehicles[stuck].sum()))
    nodes = np.flatnonzero(reached)
    renumbered = np.full(network.n_nodes, -1, np.int64)
    renumbered[nodes] = np.arange(len(nodes))
    links = np.flatnonzero((network.capacity_veh_s > 0) & reached[network.begin] & reached[network.end])
    if len(links) > MOST_LINKS:
        raise TooManyRoadsError(len(links))
    begin, end = renumbered[network.begin[links]], renumbered[network.end[links]]
    out_first, out_links = _grouped(begin, len(nodes))
    in_first, in_links = _grouped(end, len(nodes))
    return Ways(to_exit, nodes, renumbered, links, begin, end, out_first, out_links, in_first, in_links)


def _grouped(node_of_link: Integers, n_nodes: int) -> tuple[Integers, Integers]:
    first = np.zeros(n_nodes + 1, np.int64)
    np.add.at(first, node_of_link + 1, 1)
    return np.cumsum(first), np.argsort(node_of_link, kind="stable").astype(np.int64)
