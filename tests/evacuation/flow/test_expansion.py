# SPDX-License-Identifier: EUPL-1.2
"""Layers of time: what is rounded which way, and how long they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.flow.timed_nets import at_once, cases, timed
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.expansion import Expansion, layer_length, least_duration
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork


def layers_of(network: RoadNetwork, departures: Departures, layer_s: float, *, feasible: bool) -> Expansion:
    return Expansion(network, departures, ways_out(network, departures), layer_s, feasible)


def test_only_detours_take_layers() -> None:
    network = timed([("a", "b", 25, 1), ("b", "t", 31, 1), ("a", "t", 71, 1), ("b", "a", 1, 1)], {"t": 1.0})
    departures = at_once(network, {"a": 1.0})
    assert layers_of(network, departures, 10.0, feasible=False).steps.tolist() == [0, 0, 1, 2]
    assert layers_of(network, departures, 10.0, feasible=True).steps.tolist() == [0, 0, 2, 3]


@given(cases(), st.floats(0.3, 2.5), st.integers(1, 9))
def test_who_drives_off_evenly_has_always_been_released(
    case: tuple[RoadNetwork, Departures], layer_s: float, first: int
) -> None:
    network, departures = case
    layers = layers_of(network, departures, layer_s, feasible=True)
    layers.grow(first)
    layers.grow(60)
    borders = np.arange(61) * layer_s
    for node in np.unique(departures.nodes):
        ahead = layers.ways.to_exit_s[node]
        driven = np.concatenate([[0.0], layers.supply[layers.ways.number[node]].cumsum()]) / layers.units_per_veh
        moments = np.linspace(0, 60 * layer_s, 150)
        released = departures.released(0.0) * 0
        for moment in moments:
            released = np.where(moment - ahead > 0, departures.released(moment - ahead), 0.0)
            assert np.interp(moment, borders, driven) <= released[departures.nodes == node].sum() + 1e-6
        assert driven[-1] == pytest.approx(released[departures.nodes == node].sum())


@given(cases())
def test_flow_is_conserved_in_every_layer(case: tuple[RoadNetwork, Departures]) -> None:
    """Came in this layer or waited before = goes on, waits or is out: in whole units, exactly."""
    network, departures = case
    layers = layers_of(network, departures, 0.7, feasible=True)
    layers.grow(64)
    released = layers.supply.copy()
    while not layers.everybody_out:
        layers.fill(layers.filled + 1)
    ways, n_layers = layers.ways, layers.n_layers
    balance = released[:, :n_layers] - layers.supply - layers.waited
    balance[:, 1:] += layers.waited[:, :-1]
    for link in range(len(ways.links)):
        for k in range(n_layers):
            balance[ways.begin[link], k] -= layers.entered[link, k]
            if layers.entered[link, k]:
                balance[ways.end[link], k + layers.steps[link]] += layers.entered[link, k]
    for x, node in enumerate(network.exits[layers.exits]):
        balance[ways.number[node]] -= layers.left[x]
    assert not balance.any()
    assert np.all(layers.entered >= 0)
    assert np.all(layers.waited >= 0)
    assert np.all(layers.entered <= layers.capacity[:, None])
    assert np.all(layers.left <= layers.exit_capacity[:, None])


@pytest.mark.parametrize(
    ("vehicles", "shortest", "longest"), [(100.0, 1.5, 3.2), (1e5, 600.0, 600.0), (1e7, 20_000, 6e4)]
)
def test_length_of_layers(vehicles: float, shortest: float, longest: float) -> None:
    """Ten minutes, unless that is too coarse or would take thousands."""
    network = timed([("a", "b", 5, 1), ("b", "t", 5, 0.5)], {"t": np.inf})
    departures = at_once(network, {"a": vehicles})
    assert (
        shortest <= layer_length(least_duration(network, departures, ways_out(network, departures)), 600.0) <= longest
    )
