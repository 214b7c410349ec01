# SPDX-License-Identifier: EUPL-1.2
"""Collisions: weights that estimate yearly numbers, and pieces that add up to the same bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.cascade.networks import synthetic_network, tangle
from weerbaar.cascade import enumerate_graphs
from weerbaar.cascade.collisions import kernel_seed, run_all, simulate_collisions
from weerbaar.cascade.result import BATCHES


def test_weighted_numbers_estimate_yearly_rates_of_consequences() -> None:
    network, exact = tangle(), enumerate_graphs(tangle())
    found = simulate_collisions(network, graphs=20_000, seed=1)
    followed = exact.rate - network.starts_per_year
    for estimates, truth in ((found.occurs, followed), (found.present, exact.present)):
        se = estimates.std(axis=0, ddof=1) / np.sqrt(BATCHES)
        assert np.all(np.abs(estimates.mean(axis=0) - truth) <= 4 * se + 1e-12)


def test_numbers_per_beginning_are_the_same_occurrences() -> None:
    network = tangle()
    found = simulate_collisions(network, graphs=640, seed=1, by_root=True)
    assert found.root_occurs is not None
    assert found.root_present is not None
    weight = 365 * network.p_start * network.p_follow_up / 640
    np.testing.assert_allclose(weight @ found.root_occurs, found.occurs.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(weight @ found.root_present, found.present.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(weight**2 @ found.root_occurs, found.squares, rtol=1e-12)


def test_threads_give_the_same_bytes() -> None:
    network = synthetic_network(40, actors=4, effects=6.0)
    alone = simulate_collisions(network, graphs=64, seed=5, by_root=True)
    with ThreadPoolExecutor(3) as pool:
        together = simulate_collisions(network, graphs=64, seed=5, by_root=True, executor=pool)
    for name in ("occurs", "present", "squares", "root_occurs", "root_present"):
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes()


def test_graphs_are_rounded_up_to_whole_batches() -> None:
    one, other = (simulate_collisions(tangle(), graphs=graphs, seed=5) for graphs in (33, 64))
    assert one.occurs.tobytes() == other.occurs.tobytes()


def test_progress_ends_at_the_whole_and_order_is_kept() -> None:
    heard: list[float] = []
    assert list(run_all(abs, [-1, -2, -3, -4], None, heard.append)) == [1, 2, 3, 4]
    assert heard == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize(("seed", "expected"), [(0, 0), (2**64 + 5, 5), (-1, 2**64 - 1)])
def test_any_whole_number_is_a_seed(seed: int, expected: int) -> None:
    assert int(kernel_seed(seed)) == expected
