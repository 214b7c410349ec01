# SPDX-License-Identifier: EUPL-1.2
"""Counted years against the literal twin, exact rates, and their own standard errors."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.cascade.literal_engine import LiteralEngine
from tests.cascade.networks import chain, small_network, synthetic_network, tangle
from weerbaar.cascade import enumerate_graphs, years
from weerbaar.cascade.years import simulate_years


def test_counts_of_the_tangle_are_within_four_standard_errors_of_exact_rates() -> None:
    found, exact = simulate_years(tangle(), years=100_000, seed=1), enumerate_graphs(tangle())
    assert np.all(np.abs(found.rate - exact.rate) <= 4 * found.rate_se)
    assert found.counts.sum() > 4_000_000
    np.testing.assert_array_equal(found.rate, found.counts / 100_000)


def test_the_literal_twin_walks_the_days_to_the_same_rates() -> None:
    network, days = tangle(), 40 * 365
    twin, counts = LiteralEngine(network, seed=1), Counter[int]()
    for _ in range(days):
        for graph in twin.day():
            counts.update(state for state, _ in graph)
    ours = simulate_years(network, years=4_000, seed=3)
    for state in range(network.states):
        assert abs(counts[state] / 40 - ours.rate[state]) <= 4 * ours.rate_se[state] * np.sqrt(1 + 100)


def test_standard_errors_are_the_spread_between_seeds() -> None:
    found = [simulate_years(tangle(), years=50, seed=seed) for seed in range(300)]
    spread = np.std([one.rate for one in found], axis=0)
    np.testing.assert_allclose(spread, np.mean([one.rate_se for one in found], axis=0), rtol=0.17)


def test_own_starts_and_links_add_up_to_the_counts() -> None:
    network = tangle()
    found = simulate_years(network, years=500, seed=2)
    arriving = np.bincount(network.effect_states.ravel(), weights=found.link_counts.ravel(), minlength=network.states)
    np.testing.assert_array_equal(found.start_counts + arriving, found.counts)


def test_what_can_occur_but_did_not_counts_as_one_in_the_standard_error() -> None:
    found = simulate_years(small_network([[1e-9], [0.0], [0.0]], {(0, 0): {1: [0.5]}}), years=10, seed=1)
    np.testing.assert_array_equal(found.counts, 0)
    np.testing.assert_array_equal(found.rate_se, [0.1, 0.1, 0.0])


def test_a_certain_start_happens_every_day() -> None:
    found = simulate_years(small_network([[1.0, 0.0]], {}), years=3, seed=1)
    np.testing.assert_array_equal(found.counts, [3 * 365, 0])


def test_pieces_of_work_and_workers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    network = synthetic_network(40, actors=4, effects=6.0)
    whole = simulate_years(network, years=20_000, seed=4)
    monkeypatch.setattr(years, "_GRAPHS", 1_000)
    heard: list[float] = []
    with ThreadPoolExecutor(3) as pool:
        pieces = simulate_years(network, years=20_000, seed=4, executor=pool, progress=heard.append)
    for name in ("counts", "rate_se", "start_counts", "link_counts"):
        assert getattr(whole, name).tobytes() == getattr(pieces, name).tobytes()
    assert len(heard) > 3
    assert heard[-1] == 1.0


def test_a_network_without_consequences_needs_no_event_graphs() -> None:
    found = simulate_years(chain(), years=1, seed=8)
    assert found.counts[7] == 0
    alone = simulate_years(small_network([[0.5, 0.0]], {}), years=100, seed=8)
    assert abs(alone.rate[0] - 182.5) < 4 * alone.rate_se[0]
    assert alone.rate_se[0] == pytest.approx(np.sqrt(365 * 0.25 / 100), rel=0.01)
