# SPDX-License-Identifier: EUPL-1.2
"""Fewer nodes and roads that carry the same: roads in a row become one, roads that lead nowhere go.

What can reach the exits per hour and the free time from every zone stay what they were; so do capacities, storage and
total length of what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network.checks import same_as
from weerbaar.evacuation.network.model import RoadNetwork
from weerbaar.evacuation.network.reach import reached_from, reaches_exit

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_SAME = ("free_speed_m_s", "capacity_veh_s", "lanes", "jam_veh_m", "wave_speed_m_s")


@dataclass(frozen=True, eq=False)
class Simplified:
    """A smaller network; M links before.

    Attributes:
        network: what is left.
        link_of: number of the link that each link before became part of, -1 where it went; length M.
    """

    network: RoadNetwork
    link_of: Integers


def simplify(
    network: RoadNetwork, *, twins: Literal["keep", "drop", "add"] = "keep", unequal: bool = False
) -> Simplified:
    """Return the network with fewer nodes and links.

    Nodes of zones and exits stay. At another node where a road only goes on, its two roads become one: lengths and
    free times add up, and storage stays. Roads are left out that no zone reaches, that reach no exit, or that end in a
    dead end; in a network without zones or without exits that condition is not asked.

    Args:
        network: the roads.
        twins: what to do with links of the same begin, end, length, name, speed, capacity and lanes: ``keep`` them,
            ``drop`` all but one (a road that is in the file twice), or ``add`` them up (roads side by side).
        unequal: also join roads of another speed, capacity or number of lanes; the least capacity counts, so the queue
            before a narrowing stands elsewhere than on the road itself.
    """
    link_of = np.arange(network.n_links)
    if twins != "keep":
        network, link_of = _without_twins(network, link_of, add=twins == "add")
    before = -1
    # A joined road may show a dead end that was a loop of roads before.
    while before != network.n_links:
        before = network.n_links
        network, link_of = _without_dead_ends(network, link_of)
        network, link_of = _joined(network, link_of, unequal)
    return Simplified(network, link_of)


def _step(link_of: Integers, onward: Integers) -> Integers:
    """What the links of before became, after one step more."""
    found = np.full(len(link_of), -1, np.int64)
    left = link_of >= 0
    found[left] = onward[link_of[left]]
    return found


def _renumbered(keep: Mask) -> Integers:
    return np.where(keep, np.cumsum(keep) - 1, -1)


def _held(network: RoadNetwork) -> Mask:
    """Nodes of zones and exits."""
    held = np.zeros(network.n_nodes, bool)
    held[network.exits] = True
    held[[node for zone in network.zones for node in zone.nodes]] = True
    return held


def _without_twins(network: RoadNetwork, link_of: Integers, *, add: bool) -> tuple[RoadNetwork, Integers]:
    first = same_as(network)
    twin = np.flatnonzero(first >= 0)
    for name in _SAME:
        values = getattr(network, name)
        twin = twin[values[twin] == values[first[twin]]]
    keep = np.ones(network.n_links, bool)
    keep[twin] = False
    onward = _renumbered(keep)
    onward[twin] = onward[first[twin]]
    if add:
        summed = {name: getattr(network, name).copy() for name in ("capacity_veh_s", "lanes", "jam_veh_m")}
        for name, values in summed.items():
            np.add.at(values, first[twin], getattr(network, name)[twin])
        network = replace(network, **summed)
    everywhere = np.ones(network.n_nodes, bool)
    return network.restricted(everywhere, keep, network.zones), _step(link_of, onward)


def _without_dead_ends(network: RoadNetwork, link_of: Integers) -> tuple[RoadNetwork, Integers]:
    """Leave out what lies on no way from a zone to an exit."""
    held = _held(network)
    keep = np.ones(network.n_nodes, bool)
    if len(network.exits):
        keep &= reaches_exit(network) | held
    if network.zones:
        starts = np.array([node for zone in network.zones for node in zone.nodes], np.int64)
        roads = network.capacity_veh_s > 0
        keep &= reached_from(starts, network.begin[roads], network.end[roads], network.n_nodes) | held
    _peel(network, keep, held)
    # A loop leads nowhere either.
    links = keep[network.begin] & keep[network.end] & (network.begin != network.end)
    return network.restricted(keep, links, network.zones), _step(link_of, _renumbered(links))


def _peel(network: RoadNetwork, keep: Mask, held: Mask) -> None:
    """Take away nodes with one neighbour or none, and then those that came to have one."""
    from scipy.sparse import csr_array

    inside = keep[network.begin] & keep[network.end] & (network.begin != network.end)
    begin, end = network.begin[inside], network.end[inside]
    shape = (network.n_nodes, network.n_nodes)
    both = csr_array(
        (np.ones(2 * len(begin), bool), (np.concatenate([begin, end]), np.concatenate([end, begin]))), shape=shape
    )
    both.sum_duplicates()
    first, neighbours = both.indptr.tolist(), both.indices.tolist()
    degree = np.diff(both.indptr)
    waiting = np.flatnonzero((degree <= 1) & keep & ~held).tolist()
    left = degree.tolist()
    while waiting:
        node = waiting.pop()
        keep[node] = False
        for other in neighbours[first[node] : first[node + 1]]:
            left[other] -= 1
            if left[other] == 1 and keep[other] and not held[other]:
                waiting.append(other)


def _joined(network: RoadNetwork, link_of: Integers, unequal: bool) -> tuple[RoadNetwork, Integers]:
    """Make one road of roads in a row."""
    if not network.n_links:
        return network, link_of
    onward = _goes_on(network, unequal)
    chain, order, starts, stops = _chains(onward)
    # A chain that comes back to where it began would be a loop; it is left as it is.
    back = network.begin[order[starts]] == network.end[order[stops - 1]]
    if back.any():
        onward[np.isin(chain, chain[order[starts[back]]])] = -1
        chain, order, starts, stops = _chains(onward)
    # In the order of their first links, so that what is not joined keeps its order.
    by_head = np.argsort(order[starts], kind="stable")
    starts, stops = starts[by_head], stops[by_head]
    heads, tails = order[starts], order[stops - 1]
    number_of_chain = np.empty(network.n_links, np.int64)
    number_of_chain[chain[heads]] = np.arange(len(heads))
    new_of = number_of_chain[chain]
    joined = _roads_of_chains(network, new_of, order, starts, stops, heads, tails)
    lone = np.ones(network.n_nodes, bool)
    lone[joined.begin] = lone[joined.end] = False
    keep = ~lone | _held(network)
    part = joined.restricted(keep, np.ones(joined.n_links, bool), joined.zones)
    return part, _step(link_of, new_of)


def _goes_on(network: RoadNetwork, unequal: bool) -> Integers:
    """The link that each link goes on into at its end, -1 where it ends at a junction, zone or exit; length M.

    A road goes on at a node with one road in and one out, or with two of each that are the two directions of one road.
    """
    n, begin, end = network.n_nodes, network.begin, network.end
    ins, outs = np.bincount(end, minlength=n), np.bincount(begin, minlength=n)
    first_out, out = network.out_links
    first_in, inward = network.in_links
    onward = np.full(network.n_links, -1, np.int64)
    free = ~_held(network)

    one_way = np.flatnonzero(free & (ins == 1) & (outs == 1))
    coming, going = inward[first_in[one_way]], out[first_out[one_way]]
    fine = (begin[coming] != end[going]) & _alike(network, coming, going, unequal)
    onward[coming[fine]] = going[fine]

    two_way = np.flatnonzero(free & (ins == 2) & (outs == 2))
    in_a, in_b = inward[first_in[two_way]], inward[first_in[two_way] + 1]
    out_a, out_b = out[first_out[two_way]], out[first_out[two_way] + 1]
    # Name the ways out by the neighbour where the first way in comes from.
    swap = end[out_a] != begin[in_a]
    to_a, to_b = np.where(swap, out_b, out_a), np.where(swap, out_a, out_b)
    fine = (end[to_a] == begin[in_a]) & (end[to_b] == begin[in_b]) & (begin[in_a] != begin[in_b])
    fine &= _alike(network, in_a, to_b, unequal) & _alike(network, in_b, to_a, unequal)
    onward[in_a[fine]] = to_b[fine]
    onward[in_b[fine]] = to_a[fine]
    return onward


def _alike(network: RoadNetwork, first: Integers, second: Integers, unequal: bool) -> Mask:
    # Roads without length have no speed to add up.
    same = (network.length_m[first] > 0) & (network.length_m[second] > 0)
    for name in () if unequal else _SAME:
        values = getattr(network, name)
        same &= values[first] == values[second]
    return same


def _chains(onward: Integers) -> tuple[Integers, Integers, Integers, Integers]:
    """The first link of the chain of each link, all links by chain and along it, and where chains start and stop there.

    Links in a ring stay alone.
    """
    n = len(onward)
    before = np.full(n, -1, np.int64)
    before[onward[onward >= 0]] = np.flatnonzero(onward >= 0)
    # Twice as far with each step: after k steps the head of all chains of up to 2^k links is known.
    jump = np.where(before >= 0, before, np.arange(n))
    steps = (before >= 0).astype(np.int64)
    for _ in range(n.bit_length()):
        steps = steps + steps[jump]
        jump = jump[jump]
    ring = before[jump] >= 0
    head = np.where(ring, np.arange(n), jump)
    order = np.lexsort((np.where(ring, 0, steps), head))
    starts = np.flatnonzero(np.r_[True, np.diff(head[order]) != 0])
    return head, order, starts, np.r_[starts[1:], n]


def _roads_of_chains(
    network: RoadNetwork,
    new_of: Integers,
    order: Integers,
    starts: Integers,
    stops: Integers,
    heads: Integers,
    tails: Integers,
) -> RoadNetwork:
    """The network in which each chain is one link."""
    count = len(heads)
    alone = stops - starts == 1

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(new_of, values, count), float)

    def least(values: Floats) -> Floats:
        found = np.full(count, np.inf)
        np.minimum.at(found, new_of, values)
        return found

    def of(values: Floats, chained: Floats) -> Floats:
        # What is not joined keeps its value to the last bit.
        return np.where(alone, values[heads], chained)

    length = total(network.length_m)
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = length / total(network.free_time_s)
        jam = total(network.storage_veh) / length
        wave = length / total(network.length_m / network.wave_speed_m_s)
    lines = [order[start:stop].tolist() for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
    return replace(
        network,
        link_ids=tuple(network.link_ids[at] for at in heads.tolist()),
        begin=network.begin[heads],
        end=network.end[tails],
        length_m=of(network.length_m, length),
        free_speed_m_s=of(network.free_speed_m_s, speed),
        capacity_veh_s=least(network.capacity_veh_s),
        lanes=least(network.lanes),
        jam_veh_m=of(network.jam_veh_m, jam),
        wave_speed_m_s=of(network.wave_speed_m_s, wave),
        road_names=_named(network.road_names, lines),
        geometry=_drawn(network.geometry, lines),
    )


def _named(names: tuple[str, ...], lines: list[list[int]]) -> tuple[str, ...]:
    """All names along each line, each once."""
    if not names:
        return ()
    return tuple("/".join(dict.fromkeys(names[at] for at in line if names[at])) for line in lines)


def _drawn(geometry: Sequence[Floats], lines: list[list[int]]) -> tuple[Floats, ...]:
    if not geometry:
        return ()
    # The point where two roads meet is the last of one and the first of the next.
    return tuple(
        geometry[line[0]]
        if len(line) == 1
        else np.concatenate([geometry[line[0]], *(geometry[at][1:] for at in line[1:])])
        for line in lines
    )
