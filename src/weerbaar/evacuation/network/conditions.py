# SPDX-License-Identifier: EUPL-1.2
"""What if: the same roads, some of them closed or reversed, for the whole time.

Links keep their numbers, so that what was found before can be compared and used again. What changes by the hour belongs
to the simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork

Integers = npt.NDArray[np.int64]

CONTRAFLOW_GAIN = 0.65
"""Capacity of a reversed lane against an ordinary one: the middle of the 0.60 to 0.70 that the literature gives for
full reversal (among it Wolshon 2001; known, not read again). Drivers are unfamiliar with it, and signs and ramps face
the other way."""


def closed(network: RoadNetwork, links: Sequence[int] | Integers) -> RoadNetwork:
    """Return the network with roads closed: capacity 0.

    Args:
        network: the roads.
        links: numbers of the links that close.

    Raises:
        NetworkError: there is no such link.
    """
    at = _known(network, links)
    capacity = network.capacity_veh_s.copy()
    capacity[at] = 0.0
    return network.with_capacity(capacity)


def contraflow(network: RoadNetwork, pairs: Sequence[tuple[int, int]], gain: float = CONTRAFLOW_GAIN) -> RoadNetwork:
    """Return the network with all lanes of some roads in one direction.

    The road out gets the lanes and the storage of the road back, which closes, and ``gain`` times the capacity that
    as many of its own lanes have.

    Args:
        network: the roads.
        pairs: numbers of the link out and of the link back between the same nodes.
        gain: capacity of a reversed lane against an ordinary one, above 0 and at most 1.

    Raises:
        NetworkError: no such link, links that are not each other's opposite, one named twice, or another gain.
    """
    if not 0 < gain <= 1:
        raise NetworkError(
            Text(nl="de winst ligt boven 0 en is ten hoogste 1.", en="the gain is above 0 and at most 1."),
        )
    both = _known(network, [link for pair in pairs for link in pair]).reshape(-1, 2)
    out, back = both[:, 0], both[:, 1]
    if len(np.unique(both)) < both.size:
        raise NetworkError(Text(nl="een weg staat er twee keer.", en="a road is named twice."))
    wrong = np.flatnonzero((network.begin[out] != network.end[back]) | (network.end[out] != network.begin[back]))
    if len(wrong):
        first, second = (network.road(int(side[wrong[0]])) for side in (out, back))
        raise NetworkError(
            Text(
                nl=f"{first} en {second} zijn niet elkaars tegenrichting.",
                en=f"{first} and {second} are not each other's opposite.",
            )
        )
    capacity, lanes, jam = network.capacity_veh_s.copy(), network.lanes.copy(), network.jam_veh_m.copy()
    capacity[out] *= 1 + gain * lanes[back] / lanes[out]
    jam[out] += jam[back]
    lanes[out] += lanes[back]
    capacity[back] = 0.0
    return replace(network, capacity_veh_s=capacity, lanes=lanes, jam_veh_m=jam)


def opposite(network: RoadNetwork) -> Integers:
    """Return the link back of each link, -1 where there is none; of several the one nearest in length. Length M.

    Each link is the way back of at most one other.
    """
    key = np.minimum(network.begin, network.end) * network.n_nodes + np.maximum(network.begin, network.end)
    onward = network.begin < network.end
    found = np.full(network.n_links, -1, np.int64)
    # Within the roads between two nodes, the shortest goes with the shortest back, and so on.
    order = np.lexsort((np.arange(network.n_links), network.length_m, key))
    out, back = order[onward[order]], order[(network.begin > network.end)[order]]
    rank_out, rank_back = _rank(key[out]), _rank(key[back])
    widest = max(len(out), len(back)) + 1
    ids_out, ids_back = key[out] * widest + rank_out, key[back] * widest + rank_back
    _, in_out, in_back = np.intersect1d(ids_out, ids_back, assume_unique=True, return_indices=True)
    found[out[in_out]] = back[in_back]
    found[back[in_back]] = out[in_out]
    return found


def _known(network: RoadNetwork, links: Sequence[int] | Integers) -> Integers:
    at = np.asarray(links, np.int64)
    wrong = at[(at < 0) | (at >= network.n_links)]
    if len(wrong):
        raise NetworkError(Text(nl=f"weg {wrong[0]} bestaat niet.", en=f"there is no road {wrong[0]}."))
    return at


def _rank(sorted_keys: Integers) -> Integers:
    """Place of each within the run of equal keys, from 0."""
    places = np.arange(len(sorted_keys))
    starts = np.ones(len(sorted_keys), bool)
    starts[1:] = np.diff(sorted_keys) != 0
    return np.asarray(places - np.maximum.accumulate(np.where(starts, places, 0)))
