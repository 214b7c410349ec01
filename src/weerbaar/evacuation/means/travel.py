# SPDX-License-Identifier: EUPL-1.2
"""How long vehicles take from place to place: over the roads as they are, or in a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.means.model import Means, MeansError
from weerbaar.evacuation.network import RoadNetwork, distances_m

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TravelTimes:
    """Between every two of K places.

    Attributes:
        places: codes, unique, length K.
        road_s: over the roads from the row to the column, shape (K, K); infinite where no road leads.
        straight_m: in a straight line, shape (K, K); NaN where it is not known.
    """

    places: tuple[str, ...]
    road_s: Floats
    straight_m: Floats

    def __post_init__(self) -> None:
        k = len(self.places)
        if self.road_s.shape != (k, k) or self.straight_m.shape != (k, k) or np.any(self.road_s < 0):
            raise MeansError(Text(nl="reistijden per paar plaatsen kloppen niet.", en="travel times are not by pairs."))

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of a place by its code."""
        return {place: at for at, place in enumerate(self.places)}

    def of(self, means: Means) -> Floats:
        """Return the times of these means, s, shape (K, K); infinite where they cannot go."""
        if means.mode == "road":
            return self.road_s
        if np.isnan(self.straight_m).any():
            raise MeansError(
                Text(
                    nl=f"{means.id}: de afstanden zijn niet bekend; het net heeft geen coördinatenstelsel.",
                    en=f"{means.id}: distances are not known; the network has no reference system.",
                )
            )
        return np.asarray(self.straight_m * means.detour / (means.speed_m_s or 1.0))


def travel_times(
    network: RoadNetwork, places: Mapping[str, Sequence[int]], link_time_s: Floats | None = None
) -> TravelTimes:
    """Return the times between places over a network.

    Args:
        network: the roads.
        places: numbers of the nodes of each place; the nearest counts for the roads, the first for a straight line.
        link_time_s: over each link, for instance in a simulation at its busiest, length M; None takes free roads. Empty
            vehicles drive against the stream, so that both directions count as they are. A node that no road leads
            to is reached over the roads out of it.

    Raises:
        MeansError: a place without a node, or times of another network.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    time_s = network.free_time_s if link_time_s is None else np.asarray(link_time_s, float)
    if len(time_s) != network.n_links:
        raise MeansError(Text(nl="de reistijden zijn van een ander net.", en="the times are of another network."))
    empty = next((place for place, nodes in places.items() if not len(nodes)), None)
    if empty is not None:
        raise MeansError(Text(nl=f"{empty} ligt aan geen knooppunt.", en=f"{empty} lies at no node."))
    usable = np.isfinite(time_s) & (network.capacity_veh_s > 0)
    begin, end, time_s = network.begin[usable], network.end[usable], time_s[usable]
    # Networks for leaving often have roads out of a zone only: who has to go in takes the same roads the other way.
    inward = np.ones(network.n_nodes, bool)
    inward[end] = False
    only_out = inward[begin]
    begin, end, time_s = (
        np.concatenate([begin, end[only_out]]),
        np.concatenate([end, begin[only_out]]),
        np.concatenate([time_s, time_s[only_out]]),
    )
    # Of parallel links the quickest; a sparse matrix would add them up.
    order = np.lexsort((time_s, end, begin))
    begin, end, time_s = begin[order], end[order], time_s[order]
    first = np.ones(len(begin), bool)
    first[1:] = (np.diff(begin) != 0) | (np.diff(end) != 0)
    # A road without length is a road; zero would be none.
    graph = csr_array(
        (np.maximum(time_s[first], 1e-9), (begin[first], end[first])), shape=(network.n_nodes, network.n_nodes)
    )
    road_s = np.full((len(places), len(places)), np.inf)
    for row, nodes in enumerate(places.values()):
        from_here = dijkstra(graph, indices=list(nodes)).min(axis=0)
        road_s[row] = [from_here[list(others)].min() for others in places.values()]
    np.fill_diagonal(road_s, 0.0)
    return TravelTimes(tuple(places), road_s, _straight_m(network, [nodes[0] for nodes in places.values()]))


def _straight_m(network: RoadNetwork, nodes: list[int]) -> Floats:
    k = len(nodes)
    if not network.crs:
        return np.full((k, k), np.nan)
    points = np.column_stack([network.x[nodes], network.y[nodes]])
    return distances_m(np.repeat(points, k, axis=0), np.tile(points, (k, 1)), network.crs).reshape(k, k)
