# SPDX-License-Identifier: EUPL-1.2
"""Distributions of impact against exact means, the literal twin and numpy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import ks_2samp

from tests.cascade.literal_engine import LiteralEngine
from tests.cascade.networks import small_network, synthetic_network, tangle
from weerbaar.cascade import HISTOGRAM_EDGES, enumerate_graphs, impact
from weerbaar.cascade.impact import simulate_impacts
from weerbaar.cascade.kernels import count_bins


@pytest.mark.parametrize("noise", ["none", "bnra"])
def test_means_and_effects_of_the_tangle_are_those_of_enumeration(noise: impact.ImpactNoise) -> None:
    network, events = tangle(), 40_000
    found = simulate_impacts(network, events=events, seed=1, noise=noise)
    exact = enumerate_graphs(network, impact_noise=noise)
    assert np.all(np.abs(found.mean - exact.mean_impact) <= 4 * found.se + 1e-9 * exact.mean_impact)
    np.testing.assert_allclose(found.se, found.sd / np.sqrt(events))
    for root in range(network.states):
        rows = found.effects.of(root)
        p = np.zeros(network.states)
        p[found.effects.states[rows]] = found.effects.probability[rows]
        p[root] = 1.0
        margin = 4 * np.sqrt(exact.occurrence[root] * (1 - exact.occurrence[root]) / events)
        assert np.all(np.abs(p - exact.occurrence[root]) <= margin + 1e-12)
        total = found.effects.direct_share[root] + found.effects.impact_share[rows].sum()
        assert total == pytest.approx(1.0, rel=1e-12)


def test_total_impact_is_distributed_as_that_of_the_literal_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    network = tangle()
    kept = {}

    def keep(totals: np.ndarray) -> np.ndarray:
        kept[len(kept)] = totals[-1].copy()
        return np.zeros((len(totals), 3))

    monkeypatch.setattr(impact, "_quantiles", keep)
    simulate_impacts(network, events=4_000, seed=1)
    for root in (0, 3, 9):
        twin = LiteralEngine(network, seed=root)
        literal = [twin.total(twin.event_graph(root), noise=True) for _ in range(4_000)]
        assert ks_2samp(kept[root], literal).pvalue > 1e-3


def test_shares_of_a_chain_have_their_closed_form() -> None:
    # 0 → 1 → 2 and 0 → 3; what comes with 1 is its own impact and that of 2.
    network = small_network(
        [[0.1], [0.0], [0.0], [0.0]],
        {(0, 0): {1: [0.5], 3: [0.25]}, (1, 0): {2: [0.4]}},
        impact=[[100.0], [40.0], [200.0], [80.0]],
    )
    found = simulate_impacts(network, events=200_000, seed=1, noise="none")
    total = 100 + 0.5 * (40 + 0.4 * 200) + 0.25 * 80
    rows = found.effects.of(0)
    np.testing.assert_array_equal(found.effects.states[rows], [1, 2, 3])
    np.testing.assert_allclose(found.effects.impact_share[rows], [60 / total, 0.0, 20 / total], atol=3e-3)
    np.testing.assert_allclose(found.effects.probability[rows], [0.5, 0.2, 0.25], atol=5e-3)
    np.testing.assert_allclose(found.effects.first_probability[rows], [0.5, 0.0, 0.25], atol=5e-3)
    assert found.effects.direct_share[0] == pytest.approx(100 / total, abs=2e-3)
    variance = 0.5 * 0.4 * 240**2 + 0.5 * 0.6 * 40**2 - 60**2 + 0.25 * 0.75 * 80**2
    assert found.sd[0, -1] == pytest.approx(np.sqrt(variance), rel=0.01)
    np.testing.assert_array_equal(found.effects.direct_share[1:], [found.effects.direct_share[1], 1.0, 1.0])


@pytest.mark.parametrize("size", [2, 3, 5, 20, 21, 500, 2_001])
def test_quantiles_are_those_of_numpy(size: int) -> None:
    x = np.random.default_rng(size).lognormal(size=(4, size))
    x[x < 0.5] = 0.0
    expected = np.quantile(x, [0.05, 0.5, 0.95], axis=1).T
    np.testing.assert_allclose(impact._quantiles(x.copy()), expected, rtol=1e-12)


def test_histogram_has_ten_bins_per_factor_of_ten_and_both_ends() -> None:
    values = np.array([[0.0, 999.0, 1_000.0, 1_258.0, 1_260.0, 1e14, 5e15]])
    found = np.zeros((1, 112), dtype=np.int32)
    count_bins(values, HISTOGRAM_EDGES, impact._FIRST_EDGE, found)
    assert len(HISTOGRAM_EDGES) == 111
    assert found[0, [0, 1, 2, 111]].tolist() == [2, 2, 1, 2]
    network = synthetic_network(20, actors=2, effects=4.0)
    np.testing.assert_array_equal(simulate_impacts(network, events=50, seed=1).histogram.sum(axis=2), 50)


def test_bins_are_those_of_a_search_over_all_edges() -> None:
    dice = np.random.default_rng(4)
    on, below = HISTOGRAM_EDGES, np.nextafter(HISTOGRAM_EDGES, 0)
    values = np.stack([np.concatenate([10.0 ** dice.uniform(-3, 17, 500), on, below]) for _ in range(3)])
    found = np.zeros((3, 112), dtype=np.int32)
    count_bins(values, HISTOGRAM_EDGES, impact._FIRST_EDGE, found)
    for row, counted in zip(values, found, strict=True):
        place = np.searchsorted(HISTOGRAM_EDGES, row, side="right")
        np.testing.assert_array_equal(counted, np.bincount(place, minlength=112))


def test_an_actor_without_any_attack_has_no_impact() -> None:
    found = simulate_impacts(small_network([[1.0], [0.1]], {}, actors=[0]), events=10, seed=1)
    np.testing.assert_array_equal(found.mean[0], 0.0)
    assert found.effects.direct_share[0] == 0.0


def test_indicators_add_up_and_do_not_disturb_each_other() -> None:
    network = synthetic_network(30, actors=3, effects=5.0)
    found = simulate_impacts(network, events=400, seed=1)
    np.testing.assert_allclose(found.mean[:, :-1].sum(axis=1), found.mean[:, -1], rtol=1e-12)


def test_pieces_of_work_and_workers_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    network = synthetic_network(30, actors=3, effects=5.0)
    whole = simulate_impacts(network, events=300, seed=2)
    monkeypatch.setattr(impact, "_ROOTS", 2)
    with ThreadPoolExecutor(3) as pool:
        pieces = simulate_impacts(network, events=300, seed=2, executor=pool)
    for name in ("mean", "sd", "se", "quantiles", "histogram"):
        assert getattr(whole, name).tobytes() == getattr(pieces, name).tobytes()
    for name in ("offsets", "states", "probability", "first_probability", "impact_share", "direct_share"):
        assert getattr(whole.effects, name).tobytes() == getattr(pieces.effects, name).tobytes()


def test_one_event_is_no_distribution() -> None:
    with pytest.raises(ValueError, match="at least 2 events"):
        simulate_impacts(tangle(), events=1, seed=1)
