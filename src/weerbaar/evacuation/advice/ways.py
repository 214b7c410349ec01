# SPDX-License-Identifier: EUPL-1.2
"""The way that most people from a place take to safety, and how long it takes whoever sets out at a moment.

Both are read from a simulation. People are one stream, so the share of a way is the product of the shares at its
crossings; the time over it follows from who entered and who left each road by when, first in, first out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing import SafetyTree, safety_tree
from weerbaar.evacuation.simulation import Outcome

Floats = npt.NDArray[np.float64]

_ALREADY = 1 - 1e-9
"""Cumulative vehicles this close to a number have reached it."""


@dataclass(frozen=True)
class Way:
    """From one node to an exit.

    Attributes:
        node: where it begins.
        links: numbers of its roads, in order; empty where the node is an exit itself.
        exit_node: where it ends.
        share: of who is at ``node`` that takes exactly this way; None where nobody drove it and it is the quickest.
    """

    node: int
    links: tuple[int, ...]
    exit_node: int
    share: float | None


def main_ways(outcome: Outcome, nodes: Sequence[int]) -> tuple[Way | None, ...]:
    """Return the way of the largest share of people from each node; None where no open road leads to an exit.

    From a node that nobody leaves it is the quickest way over open roads.

    Args:
        outcome: the simulation.
        nodes: where ways begin.
    """
    network = outcome.network
    entered, arrived = outcome.entered_veh[-1], outcome.arrived_veh[-1]
    through = np.bincount(network.begin, weights=entered, minlength=network.n_nodes)
    np.add.at(through, network.exits, arrived)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A longest product of shares is a shortest sum of their logarithms.
        on_links = np.where(entered > 0, -np.log(entered / through[network.begin]), np.inf)
        at_exits = np.where(arrived > 0, -np.log(arrived / through[network.exits]), np.inf)
    driven = safety_tree(network, np.maximum(on_links, 0.0), np.maximum(at_exits, 0.0))
    quickest: SafetyTree | None = None
    found: list[Way | None] = []
    for node in nodes:
        if driven.rank[node] >= 0:
            found.append(_followed(outcome, driven, node, float(np.exp(-driven.cost[node]))))
            continue
        if quickest is None:
            open_links = np.where(network.capacity_veh_s > 0, network.free_time_s, np.inf)
            quickest = safety_tree(network, open_links, np.where(network.exit_capacity_veh_s > 0, 0.0, np.inf))
        found.append(_followed(outcome, quickest, node, None) if quickest.rank[node] >= 0 else None)
    return tuple(found)


def _followed(outcome: Outcome, tree: SafetyTree, node: int, share: float | None) -> Way:
    links: list[int] = []
    at = node
    while tree.next_link[at] >= 0:
        links.append(int(tree.next_link[at]))
        at = int(outcome.network.end[links[-1]])
    return Way(node, tuple(links), at, share)


def arrives_s(outcome: Outcome, departures: Departures, way: Way, leaves_s: Floats) -> Floats:
    """Return when somebody who wants to set out at each moment is safe over a way; infinite where not in this run.

    Args:
        outcome: the simulation.
        departures: who set out in it.
        way: of that simulation.
        leaves_s: moments, s after the start.
    """
    network, times = outcome.network, outcome.times_s
    at = np.asarray(leaves_s, float)
    origin = np.flatnonzero(departures.nodes == way.node)
    if len(origin):
        wanted = np.interp(times, departures.times_s, departures.released_veh[:, origin[0]])
        on_road = wanted - outcome.waiting_veh[:, way.node]
        at = np.maximum(at, _reached(times, on_road, np.interp(at, times, wanted)))
    for link in way.links:
        number = np.interp(at, times, outcome.entered_veh[:, link])
        at = np.maximum(at + network.free_time_s[link], _reached(times, outcome.left_veh[:, link], number))
    return at


def latest_s(
    outcome: Outcome, departures: Departures, way: Way, safe_by_s: float, *, step_s: float = 300.0
) -> float | None:
    """Return the last moment at which one can set out and be safe by another; None where that is before the start.

    Args:
        outcome, departures, way: see :func:`arrives_s`.
        safe_by_s: when to be safe, s after the start.
        step_s: between the moments that are tried.
    """
    if not safe_by_s > 0:
        return None
    moments = np.arange(0.0, safe_by_s + step_s, step_s)
    in_time = np.flatnonzero(arrives_s(outcome, departures, way, moments) <= safe_by_s)
    return float(moments[in_time[-1]]) if len(in_time) else None


def _reached(times_s: Floats, count: Floats, number: Floats) -> Floats:
    """When a count that never falls first reaches numbers; the start for 0, infinite where it never does."""
    count = np.maximum.accumulate(count)
    wanted = number * _ALREADY
    place = np.searchsorted(count, wanted)
    found = np.full(np.shape(number), np.inf)
    found[place == 0] = times_s[0]
    within = (place > 0) & (place < len(count))
    after = place[within]
    rise = count[after] - count[after - 1]
    found[within] = times_s[after - 1] + (wanted[within] - count[after - 1]) / rise * (
        times_s[after] - times_s[after - 1]
    )
    return found
