# SPDX-License-Identifier: EUPL-1.2
"""What follows from each beginning, against exact enumeration and many drawn event graphs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.cascade.networks import chain, random_network, small_network, synthetic_network, tangle
from weerbaar.cascade import Network, Rates, enumerate_graphs
from weerbaar.cascade.beginnings import Consequences, consequences, flows_by_root
from weerbaar.cascade.collisions import simulate_collisions
from weerbaar.cascade.impact import simulate_impacts
from weerbaar.cascade.noise import expected_direct_impact
from weerbaar.cascade.rates import solve_rates


def solved(network: Network, *, graphs: int, seed: int = 1) -> tuple[Rates, Consequences]:
    collisions = simulate_collisions(network, graphs=graphs, seed=seed, by_root=True)
    rates = solve_rates(network, collisions)
    return rates, consequences(network, collisions, rates, expected_direct_impact(network, "none"))


def test_occurrences_and_impacts_of_the_tangle_are_those_of_enumeration() -> None:
    (_, found), exact = solved(tangle(), graphs=20_000), enumerate_graphs(tangle())
    np.testing.assert_allclose(found.occurrence, exact.occurrence, atol=0.004)
    away = np.abs(found.expected_impact - exact.mean_impact)
    assert np.all(away <= 5 * found.expected_impact_se)
    assert np.max(found.expected_impact_se / exact.mean_impact) < 5e-3


def test_where_nothing_is_prevented_they_are_exact() -> None:
    (_, found), exact = solved(chain(), graphs=32), enumerate_graphs(chain())
    np.testing.assert_allclose(found.occurrence, exact.occurrence, rtol=1e-11)
    np.testing.assert_allclose(found.expected_impact, exact.mean_impact, rtol=1e-11)
    np.testing.assert_array_equal(found.expected_impact_se, 0.0)


def test_standard_errors_are_about_the_spread_between_seeds() -> None:
    found = [solved(tangle(), graphs=320, seed=seed)[1] for seed in range(100)]
    spread = np.std([one.expected_impact for one in found], axis=0)
    stated = np.mean([one.expected_impact_se for one in found], axis=0)
    # Shares of one event graph are correlated, mostly the other way, which the standard error leaves out.
    ordinary = stated[:8] / spread[:8]
    assert np.all((ordinary > 0.85) & (ordinary < 2.5))


def test_impact_through_first_effects_and_the_direct_impact_make_the_whole() -> None:
    network = tangle()
    _, found = solved(network, graphs=20_000)
    direct = expected_direct_impact(network, "none")[:, -1]
    through = np.bincount(network.link_cause, weights=found.link_impact.sum(axis=1), minlength=network.states)
    np.testing.assert_allclose(direct + through, found.expected_impact[:, -1], rtol=1e-9)
    drawn = simulate_impacts(network, events=100_000, seed=1, noise="none")
    for root in (0, 1, 2):
        rows, links = drawn.effects.of(root), slice(network.offsets[root], network.offsets[root + 1])
        states, shares = network.effect_states[links].ravel(), found.link_impact[links].ravel()
        balance = np.bincount(states, weights=shares, minlength=network.states) / found.expected_impact[root, -1]
        np.testing.assert_allclose(balance[drawn.effects.states[rows]], drawn.effects.impact_share[rows], atol=0.02)


@pytest.mark.parametrize("seed", range(24))
def test_with_few_event_graphs_the_standard_error_still_covers_the_expectation(seed: int) -> None:
    network = random_network(seed)
    _, found = solved(network, graphs=64, seed=seed)
    exact = enumerate_graphs(network).mean_impact
    away = np.abs(found.expected_impact - exact)
    assert np.all(away <= 5 * found.expected_impact_se + 1e-9 * exact)


def test_a_rare_and_heavy_consequence_is_in_the_expectation_but_not_in_the_drawn_mean() -> None:
    network = small_network(
        [[0.01], [0.0], [0.0]], {(0, 0): {1: [0.5], 2: [1e-7]}, (1, 0): {2: [1e-7]}}, impact=[[1.0], [2.0], [1e9]]
    )
    _, found = solved(network, graphs=320)
    exact = enumerate_graphs(network).mean_impact[0, -1]
    assert exact == pytest.approx(1 + 1 + 150, rel=1e-6)
    assert found.expected_impact[0, -1] == pytest.approx(exact, rel=1e-3)
    assert simulate_impacts(network, events=1_000, seed=1, noise="none").mean[0, -1] < 3.0


def test_on_a_national_catalogue_what_event_graphs_show_is_what_is_expected() -> None:
    network = synthetic_network(60, actors=6, effects=8.0)
    _, found = solved(network, graphs=2_000)
    drawn = simulate_impacts(network, events=20_000, seed=3, noise="none").effects
    for root in (1, 50, 100, 150, 170):
        rows = drawn.of(root)
        expected = found.occurrence[root, drawn.states[rows]]
        often = expected > 1e-3
        margin = 4.5 * np.sqrt(expected / 20_000)
        assert np.all((np.abs(drawn.probability[rows] - expected) <= margin)[often])


def test_flows_by_root_add_up_to_the_rates_and_agree_with_enumeration() -> None:
    rates, found = solved(tangle(), graphs=20_000)
    flows = flows_by_root(found.occurrence, rates)
    np.testing.assert_allclose(flows.sum(axis=0), rates.rate, rtol=1e-12)
    np.testing.assert_allclose(flows, enumerate_graphs(tangle()).root_flow, rtol=0.03, atol=1e-4)


def test_numbers_per_beginning_must_have_been_kept() -> None:
    collisions = simulate_collisions(tangle(), graphs=32, seed=2)
    rates = solve_rates(tangle(), collisions)
    with pytest.raises(ValueError, match="not counted per beginning"):
        consequences(tangle(), collisions, rates, expected_direct_impact(tangle(), "none"))
