# SPDX-License-Identifier: EUPL-1.2
"""What a guide sees and what becomes of its shares, against the same written out over whole arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.simulation.roads import random_roads
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import STANDSTILL, ShareError
from weerbaar.evacuation.simulation.conditions import Conditions
from weerbaar.evacuation.simulation.guiding_kernel import share_out
from weerbaar.evacuation.simulation.link_kernel import NODE, ROAD
from weerbaar.evacuation.simulation.traffic import Traffic, times_on_link

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
STEP_S = 10.0


def together(network: RoadNetwork, links: Floats, exits: Floats) -> Floats:
    total = np.bincount(network.begin, weights=links, minlength=network.n_nodes).astype(float)
    np.add.at(total, network.exits, exits)
    return total


def shared_out(
    network: RoadNetwork, links: Floats, exits: Floats, open_links: Mask, open_exits: Mask
) -> tuple[Floats, Floats]:
    """Twin: who finds a road or exit closed takes the others with a share, and waits where there is none."""
    total = together(network, links, exits)
    passable = together(network, links * open_links, exits * open_exits)
    links = np.where(open_links | (passable[network.begin] <= 0), links, 0.0)
    exits = np.where(open_exits | (passable[network.exits] <= 0), exits, 0.0)
    total = np.where(passable > 0, passable, np.where(total > 0, total, 1.0))
    return links / total[network.begin], exits / total[network.exits]


@given(st.integers(0, 2**32 - 1))
def test_shares_as_written_out(seed: int) -> None:
    network, _, guide = random_roads(seed)
    rng = np.random.default_rng(seed)
    order = rng.permutation(network.n_links)
    open_links, open_exits = rng.random(network.n_links) < 0.6, rng.random(len(network.exits)) < 0.6
    roads, nodes = np.zeros(network.n_links, ROAD), np.zeros(network.n_nodes, NODE)
    roads["into"] = open_links[order]
    nodes["exit_limit"][network.exits] = open_exits
    room = np.empty((network.n_nodes, 2))
    where = (order, network.begin[order], network.exits, roads, nodes, room)
    assert share_out(guide.links[0], guide.exits[0], *where) == -1
    links, exits = shared_out(network, guide.links[0], guide.exits[0], open_links, open_exits)
    assert roads["share"] == pytest.approx(links[order], abs=1e-12)
    assert nodes["exit_share"][network.exits] == pytest.approx(exits, abs=1e-12)
    # Roads that somebody takes make up more than everybody, or no number of people.
    taken = np.flatnonzero(guide.links[0] > 0)
    for wrong in (-0.1, 0.001 + guide.links[0][taken[0]], np.nan):
        links = guide.links[0].copy()
        links[taken[0]] = wrong
        assert share_out(links, guide.exits[0], *where) == network.begin[taken[0]]


def test_shares_that_cannot_be_are_told() -> None:
    network, _, guide = random_roads(1)
    traffic = Traffic(network, STEP_S, usual=Conditions.usual(network))
    for links in (guide.links[0][1:], -guide.links[0], 2 * guide.links[0]):
        with pytest.raises(ShareError):
            traffic.direct(links, guide.exits[0])


@given(st.integers(0, 2**32 - 1))
def test_a_look_as_written_out(seed: int) -> None:
    network, departures, guide = random_roads(seed)
    usual = Conditions.usual(network)
    usual.end[0], usual.entry_veh_s[1] = 0.3, 0.0
    traffic = Traffic(network, STEP_S, usual=usual)
    traffic.waits(departures.nodes, departures.released(2400.0))
    traffic.direct(guide.links[0], guide.exits[0])
    most = network.capacity_veh_s * usual.end
    free, _, _ = times_on_link(network, network.capacity_veh_s, usual.speed, usual.storage, STEP_S)
    before, queued_before = np.zeros(network.n_links), np.zeros(network.n_links)
    for steps in (1, 20, 40):
        traffic.advance(steps, np.zeros(network.n_nodes))
        seen, queued = traffic.state(), traffic.queued_veh
        left = traffic.entered_veh - traffic.on_link_veh
        flow = np.clip((left - before) / (steps * STEP_S), STANDSTILL * most, most)
        rate = np.where((queued > 1e-6) & (queued_before > 1e-6), flow, most)
        time = np.where(usual.entry_veh_s > 0, free + np.where(queued > 1e-6, queued / rate, 0.0), np.inf)
        assert seen.travel_time_s == pytest.approx(time, rel=1e-6)
        assert seen.on_link_veh == pytest.approx(traffic.on_link_veh)
        assert seen.capacity_veh_s == pytest.approx(np.minimum(most, usual.into_veh_s(network)))
        assert seen.time_s == traffic.time_s
        before, queued_before = left, queued
