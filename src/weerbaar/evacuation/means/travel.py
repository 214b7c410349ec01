# SPDX-License-Identifier: EUPL-1.2
"""How long vehicles take from place to place: over free roads, over those of an evacuation, or in a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.means.model import Means, MeansError
from weerbaar.evacuation.means.traffic import Traffic
from weerbaar.evacuation.network import RoadNetwork, distances_m
from weerbaar.evacuation.routing import quickest_ways

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Hourly:
    """Times over the roads of an evacuation between every two of K places, for who sets out at each of B moments.

    Who sets out later never arrives earlier: waiting where one stands is always possible.

    Attributes:
        period_s: between two moments, s; straight between them, and level after the last.
        queued_s: with the queues, shape (B, K, K); infinite where no road leads any more.
        past_s: past the queues, shape (B, K, K).
    """

    period_s: float
    queued_s: Floats
    past_s: Floats


@dataclass(frozen=True, eq=False)
class TravelTimes:
    """Between every two of K places.

    Attributes:
        places: codes, unique, length K.
        road_s: over free roads from the row to the column, shape (K, K); infinite where no road leads.
        straight_m: in a straight line, shape (K, K); NaN where it is not known.
        hourly: over the roads of an evacuation; None where roads are taken to be free.
    """

    places: tuple[str, ...]
    road_s: Floats
    straight_m: Floats
    hourly: Hourly | None = None

    def __post_init__(self) -> None:
        k = len(self.places)
        by_pair = [self.road_s, self.straight_m]
        if self.hourly is not None:
            by_pair += [self.hourly.queued_s, self.hourly.past_s]
        if any(times.shape[-2:] != (k, k) for times in by_pair) or any(np.any(times < 0) for times in by_pair):
            raise MeansError(Text(nl="reistijden per paar plaatsen kloppen niet.", en="travel times are not by pairs."))

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of a place by its code."""
        return {place: at for at, place in enumerate(self.places)}

    def of(self, means: Means) -> Floats:
        """Return the times of these means when nobody is in the way, s, shape (K, K); infinite where they cannot go."""
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

    def varies(self, means: Means) -> bool:
        """Whether it matters to these means when they set out."""
        return self.hourly is not None and means.mode == "road"

    def leg_s(self, means: Means, begin: Integers, end: Integers, at_s: Floats) -> Floats:
        """Return the times of these means from some places to others; the three arrays are broadcast to one shape.

        Args:
            means: which.
            begin, end: numbers of places.
            at_s: when they set out, s after the start; only heeded where it matters.
        """
        if self.hourly is None or means.mode != "road":
            return np.asarray(np.broadcast_arrays(self.of(means)[begin, end], at_s)[0])
        times = self.hourly.past_s if means.past_queues else self.hourly.queued_s
        return _between(times, self.hourly.period_s, at_s, begin, end)


def travel_times(
    network: RoadNetwork, places: Mapping[str, Sequence[int]], traffic: Traffic | None = None
) -> TravelTimes:
    """Return the times between places over a network.

    Empty vehicles drive against the stream, so that both directions count as they are: with the stream they stand in
    its queues, against it mostly in none, and over lanes that contraflow took not at all. Where the network has no
    road into a place, the roads out of it are taken the other way, which then are free.

    Args:
        network: the roads.
        places: numbers of the nodes of each place; the nearest counts for the roads, the first for a straight line.
        traffic: of an evacuation over the network; None takes free roads.

    Raises:
        MeansError: a place without a node, or traffic of another network.
    """
    if traffic is not None and traffic.queued_s.shape[1] != network.n_links:
        raise MeansError(Text(nl="het verkeer is van een ander net.", en="the traffic is of another network."))
    empty = next((place for place, nodes in places.items() if not len(nodes)), None)
    if empty is not None:
        raise MeansError(Text(nl=f"{empty} ligt aan geen knooppunt.", en=f"{empty} lies at no node."))
    nodes = [np.array(list(at), np.int64) for at in places.values()]
    usable = np.isfinite(network.free_time_s) & (network.capacity_veh_s > 0)
    # Networks for leaving often have roads out of a zone only: who has to go in takes the same roads the other way.
    inward = np.ones(network.n_nodes, bool)
    inward[network.end[usable]] = False
    only_out = np.flatnonzero(usable & inward[network.begin])
    links = np.concatenate([np.flatnonzero(usable), only_out])
    turned = np.arange(len(links)) >= usable.sum()
    begin = np.where(turned, network.end[links], network.begin[links])
    end = np.where(turned, network.begin[links], network.end[links])
    free_s = network.free_time_s[links]

    def over(period_s: float, link_s: Floats, wait_s: Floats) -> Floats:
        times_s = np.where(turned, free_s, link_s[:, links])
        return _hourly(network.n_nodes, begin, end, times_s, period_s, wait_s, nodes)

    nowhere = np.zeros((1, network.n_nodes))
    road_s = over(1.0, network.free_time_s[None, :], nowhere)[0]
    hourly = None
    if traffic is not None:
        queued_s = over(traffic.period_s, traffic.queued_s, traffic.wait_s)
        as_usual = bool(np.all(traffic.free_s[:, usable] == network.free_time_s[usable]))
        past_s = (
            np.broadcast_to(road_s, queued_s.shape)
            if as_usual
            else over(traffic.period_s, traffic.free_s, np.zeros_like(traffic.wait_s))
        )
        hourly = Hourly(traffic.period_s, queued_s, past_s)
    return TravelTimes(tuple(places), road_s, _straight_m(network, [int(at[0]) for at in nodes]), hourly)


def _hourly(
    n_nodes: int,
    begin: Integers,
    end: Integers,
    over_s: Floats,
    period_s: float,
    wait_s: Floats,
    places: Sequence[Integers],
) -> Floats:
    """Times between places for who sets out at each of B moments, s, shape (B, K, K).

    Args:
        n_nodes: number of nodes, N.
        begin, end: nodes of each link, length M.
        over_s: over each link for who enters then, shape (B, M).
        period_s: between two moments, s.
        wait_s: at each node before one is on the road, shape (B, N).
        places: numbers of the nodes of each, length K.
    """
    moments, k = len(over_s), len(places)
    now_s = period_s * np.arange(moments)[:, None]
    found = np.empty((moments, k, k))
    for to, goals in enumerate(places):
        safe_s, _, _ = quickest_ways(n_nodes, begin, end, over_s, period_s, goals, np.ones((moments, len(goals)), bool))
        for at, nodes in enumerate(places):
            wait = wait_s[:, nodes]
            on_road = _between(safe_s, period_s, now_s + wait, np.broadcast_to(nodes, wait.shape))
            found[:, at, to] = np.where(np.isfinite(wait), wait + on_road, np.inf).min(axis=1)
        found[:, to, to] = 0.0
    # Who sets out later never arrives earlier, also where a road is opened on the way: one waits for that.
    arrives_s = np.minimum.accumulate((now_s[:, :, None] + found)[::-1], axis=0)[::-1]
    return np.asarray(arrives_s - now_s[:, :, None])


def _between(times: Floats, period_s: float, at_s: Floats, *which: Integers) -> Floats:
    """Times at moments, straight between those known; infinite where one of the two is.

    Args:
        times: by moment and by ``which``.
        period_s: between two moments.
        at_s: moments.
        which: numbers on the other axes.
    """
    place = np.minimum(np.asarray(at_s) / period_s, len(times) - 1)
    early = place.astype(np.int64)
    share = place - early
    before, after = times[(early, *which)], times[(np.minimum(early + 1, len(times) - 1), *which)]
    known = np.isfinite(before) & np.isfinite(after)
    straight = np.where(known, before, 0.0) + share * (np.where(known, after, 0.0) - np.where(known, before, 0.0))
    return np.where(known, straight, np.where(share > 0, np.inf, before))


def _straight_m(network: RoadNetwork, nodes: list[int]) -> Floats:
    k = len(nodes)
    if not network.crs:
        return np.full((k, k), np.nan)
    points = np.column_stack([network.x[nodes], network.y[nodes]])
    return distances_m(np.repeat(points, k, axis=0), np.tile(points, (k, 1)), network.crs).reshape(k, k)
