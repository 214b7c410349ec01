# SPDX-License-Identifier: EUPL-1.2
"""Rates against exact enumeration, their standard errors against their own spread, and the linear bound."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cascade.networks import chain, random_network, small_network, synthetic_network, tangle
from weerbaar.cascade import Network, NoBalanceError, Rates, enumerate_graphs, rates
from weerbaar.cascade.collisions import Collisions, simulate_collisions
from weerbaar.cascade.rates import Balance, Beginnings, link_certainty, solve_rates, upper_bound
from weerbaar.cascade.result import BATCHES


def solved(network: Network, *, graphs: int = 4_000, seed: int = 1) -> Rates:
    return solve_rates(network, simulate_collisions(network, graphs=graphs, seed=seed))


def assert_within(found: np.ndarray, exact: np.ndarray, se: np.ndarray, times: float = 4.0) -> None:
    assert np.all(np.abs(found - exact) <= times * se + 1e-9 * np.abs(exact))


def test_where_nothing_is_prevented_rates_are_exact_and_equal_the_bound() -> None:
    found, exact = solved(chain(), graphs=32), enumerate_graphs(chain())
    np.testing.assert_allclose(found.rate, exact.rate, rtol=1e-13)
    np.testing.assert_allclose(found.bound, exact.rate, rtol=1e-13)
    assert np.all(found.exact)
    assert np.all(found.rate_se == 0.0)


def test_in_the_tangle_rates_are_within_four_standard_errors_and_below_the_bound() -> None:
    found, exact = solved(tangle(), graphs=20_000), enumerate_graphs(tangle())
    assert_within(found.rate, exact.rate, found.rate_se)
    assert np.all(exact.rate <= found.bound * (1 + 1e-12))
    assert np.all(found.rate <= found.bound * (1 + 1e-12))
    assert np.max(found.rate_se[:8] / exact.rate[:8]) < 3e-3
    np.testing.assert_array_equal(found.exact, [False] * 8 + [True] * 2)
    followed = (exact.rate - tangle().starts_per_year)[tangle().link_cause]
    share = np.divide(exact.present, followed, out=np.zeros_like(followed), where=followed > 0)
    np.testing.assert_allclose(found.already_present, share, atol=0.012)


@settings(max_examples=25)
@given(st.integers(0, 10_000))
@example(359)
def test_random_networks_are_within_six_standard_errors(seed: int) -> None:
    """A standard error of 0 is never wrong. In network 359 chance cancels out of a rate that is not marked as exact."""
    network = random_network(seed)
    found, exact = solved(network, graphs=3_200), enumerate_graphs(network)
    assert_within(found.rate, exact.rate, found.rate_se, 6.0)
    assert np.all(exact.rate <= found.bound * (1 + 1e-9))
    sure = found.rate_se <= 1e-12 * found.rate
    np.testing.assert_allclose(found.rate[sure], exact.rate[sure], rtol=1e-9)


def test_standard_errors_are_the_spread_between_seeds() -> None:
    network, exact = tangle(), enumerate_graphs(tangle()).rate[:8]
    found = [solved(network, graphs=256, seed=seed) for seed in range(150)]
    z = np.array([(one.rate[:8] - exact) / one.rate_se[:8] for one in found])
    assert np.all(np.abs(z.std(axis=0) - 1.0) < 0.25)
    assert np.all(np.abs(z.mean(axis=0)) < 0.35)


def test_a_rate_of_once_in_a_hundred_million_years_has_a_small_standard_error() -> None:
    network = small_network(
        [[1e-9], [0.0], [0.0], [0.0], [0.0]],
        {
            (0, 0): {1: [1e-3], 2: [0.2], 3: [0.5]},
            (1, 0): {3: [0.01], 4: [0.3]},
            (2, 0): {1: [1e-4], 3: [0.3]},
            (3, 0): {1: [0.2], 2: [0.1], 4: [1e-9]},
        },
    )
    found, exact = solved(network, graphs=20_000), enumerate_graphs(network)
    assert 1e-8 < exact.rate[4] < 2e-8
    assert_within(found.rate, exact.rate, found.rate_se)
    assert np.all(found.rate_se[1:] < 3e-3 * exact.rate[1:])


def test_what_was_possible_but_never_drawn_is_allowed_for() -> None:
    # That 2 is there before the turn of 1 takes both links of the beginning and one of probability 1e-9.
    network = small_network(
        [[0.01], [0.0], [0.0], [0.0]], {(0, 0): {1: [0.5], 3: [1e-9]}, (1, 0): {2: [0.5]}, (3, 0): {2: [1e-9]}}
    )
    found = solved(network, graphs=320)
    assert not found.exact[2]
    assert found.already_present[2] == 0.0
    # Some 320 occurrences of 1 were drawn, one of which could have been the exception.
    assert found.rate_se[2] == pytest.approx(found.rate[2] / 321, rel=1e-6)


def test_a_cause_that_was_never_drawn_leaves_its_effects_unknown() -> None:
    network = small_network(
        [[0.01], [0.0], [0.0]], {(0, 0): {1: [1e-12], 2: [0.9]}, (1, 0): {2: [0.5]}}, impact=[[0.0]] * 3
    )
    found = solved(network, graphs=32)
    # 2 is there before the turn of 1 in nine cases of ten; not seen, so between none and all.
    np.testing.assert_allclose(np.abs(found.unseen[:, 2]), 365 * 0.01 * 1e-12 * 0.5, rtol=1e-9)


def test_flows_into_a_state_and_its_own_start_are_its_rate() -> None:
    network = tangle()
    found = solved(network)
    arriving = np.bincount(network.effect_states.ravel(), weights=found.link_flow.ravel(), minlength=network.states)
    np.testing.assert_allclose(found.start_rate + arriving, found.rate, rtol=1e-12)


def test_sums_of_rates_keep_track_of_correlation() -> None:
    network = tangle()
    found = [solved(network, graphs=64, seed=seed) for seed in range(200)]
    sums = np.array([one.of_risks()[0] for one in found])[:, :4]
    stated = np.sqrt(np.mean([one.of_risks()[1][:4] ** 2 for one in found], axis=0))
    np.testing.assert_allclose(sums.std(axis=0), stated, rtol=0.2)
    total, se = found[0].total(np.repeat(np.eye(5), 2, axis=0))
    np.testing.assert_allclose(total, found[0].of_risks()[0], rtol=1e-13)
    np.testing.assert_allclose(se, found[0].of_risks()[1], rtol=1e-9, atol=1e-15)


def test_a_large_network_is_solved_by_substitution_to_the_same_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    network = synthetic_network(60, actors=6, effects=8.0)
    collisions = simulate_collisions(network, graphs=64, seed=1)
    factorised = solve_rates(network, collisions)
    by_state = link_certainty(network, np.ones(len(network.effects)))
    monkeypatch.setattr(rates, "_LARGEST_BY_STATE", 10)
    substituted = solve_rates(network, collisions)
    np.testing.assert_allclose(substituted.rate, factorised.rate, rtol=1e-11)
    np.testing.assert_allclose(substituted.rate_se, factorised.rate_se, rtol=1e-6)
    np.testing.assert_allclose(substituted.bound, factorised.bound, rtol=1e-11)
    # By risk more is in doubt, and nothing is decided otherwise.
    by_risk = link_certainty(network, np.ones(len(network.effects)))
    assert np.all((by_risk == by_state) | (by_risk == 1))


def hot() -> Network:
    return small_network([[0.01], [0.0], [0.0]], {(0, 0): {1: [0.9]}, (1, 0): {0: [0.9], 2: [0.9]}, (2, 0): {1: [0.9]}})


def test_in_a_hot_network_there_is_no_bound_but_there_are_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    for largest in (1000, 0):
        monkeypatch.setattr(rates, "_LARGEST_BY_STATE", largest)
        assert np.all(np.isinf(upper_bound(hot())))
        found, exact = solved(hot()), enumerate_graphs(hot())
        np.testing.assert_allclose(found.rate, exact.rate, rtol=1e-9)


def test_event_graphs_that_say_too_little_about_a_hot_network_are_refused() -> None:
    network = hot()
    # Two ways round, so that nothing is certain, and no event graph drawn.
    doubtful = small_network(
        [[0.01], [0.01], [0.01]],
        {(0, 0): {1: [0.9], 2: [0.9]}, (1, 0): {0: [0.9], 2: [0.9]}, (2, 0): {0: [0.9], 1: [0.9]}},
    )
    n, links = doubtful.states, len(doubtful.effects)
    nothing = Collisions(np.zeros((BATCHES, n)), np.zeros((BATCHES, links)), np.zeros(n), None, None)
    with pytest.raises(NoBalanceError) as caught:
        solve_rates(doubtful, nothing)
    assert "trek meer gebeurtenissen" in caught.value.render("nl")
    assert "draw more events" in caught.value.render("en")
    assert not Balance(network, np.ones(len(network.effects))).bounded()


def test_bound_is_the_expected_number_of_a_branching_process() -> None:
    # Means of 0.4 and 0.7 in a circle of two: geometric series with ratio 0.28.
    network = small_network([[0.01], [0.0]], {(0, 0): {1: [0.4]}, (1, 0): {0: [0.7]}})
    np.testing.assert_allclose(upper_bound(network), 3.65 / 0.72 * np.array([1.0, 0.4]), rtol=1e-13)


def test_links_that_are_kept_at_times_give_the_rates_of_a_network_with_thinner_links() -> None:
    network = tangle()
    keep = np.where(network.effects == 1, 0.25, 1.0)
    collisions = simulate_collisions(network, graphs=10_000, seed=3, keep=keep)
    found = solve_rates(network, collisions, keep)
    # For one intensity a thinner link is a smaller p; here p_any must shrink and the shares must stay.
    p = np.where(keep[:, None] < 1.0, thinner(network.p, 0.25), network.p)
    assert_within(found.rate, enumerate_graphs(replace(network, p=p)).rate, found.rate_se)
    thinned = Beginnings.of(network, keep).starts[8:]
    np.testing.assert_allclose(thinned, enumerate_graphs(replace(network, p=p)).rate[8:], rtol=1e-9)


def thinner(p: np.ndarray, keep: float) -> np.ndarray:
    """Probabilities in the same proportion for which 1 - ∏(1 - p) is ``keep`` times as large; by bisection."""
    target = keep * (1.0 - np.prod(1.0 - p, axis=1))
    low, high = np.zeros(len(p)), np.ones(len(p))
    for _ in range(60):
        middle = 0.5 * (low + high)
        over = 1.0 - np.prod(1.0 - p * middle[:, None], axis=1) > target
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return p * low[:, None]
