# SPDX-License-Identifier: EUPL-1.2
"""The noise of the Belgian engine: its scale, its expectation in closed form, and the draws of the kernel."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from tests.cascade.literal_engine import LiteralEngine
from tests.cascade.networks import small_network, tangle
from weerbaar.cascade import kernels
from weerbaar.cascade.noise import STRATA, NoiseTables, bnra_scale, expected_direct_impact, expected_impact

EUROS = np.array([1.0, 24_999.0, 120_000.0, 499_999.0, 500_001.0, 2e6, 5e7, 3e9, 8e10])


def test_scale_is_that_of_the_belgian_engine() -> None:
    # Straight: 250,000 euro is 0.25, a half that goes up. Logarithmic: exp(13.2 + 1.92 (x - 0.5)) is x.
    np.testing.assert_allclose(bnra_scale(np.array([0.0, 250_000.0, 349_000.0, 500_000.0])), [0.0, 0.3, 0.3, 0.5])
    x = np.array([0.7, 1.0, 3.4, 7.0])
    np.testing.assert_allclose(bnra_scale(np.exp(13.2 + 1.92 * (x - 0.5))), x, rtol=1e-12)


@pytest.mark.parametrize("euro", EUROS.tolist())
def test_expectation_is_the_integral_over_the_error(euro: float) -> None:
    x = float(bnra_scale(np.array([euro]))[0])

    def back(z: float) -> float:
        observed = max(0.0, x + 0.255 * z)
        return observed / 0.5 * 500_000 if observed <= 0.5 else float(np.exp(1.92 * (observed - 0.5) + 13.2))

    turns = [-x / 0.255, (0.5 - x) / 0.255]
    pieces = [-9.0, *(t for t in turns if -9 < t < 9), 9.0]
    parts = [quad(lambda z: back(z) * norm.pdf(z), a, b)[0] for a, b in pairwise(pieces)]
    assert expected_impact(np.array([euro]), "bnra")[0] == pytest.approx(sum(parts), rel=1e-8)


def test_nothing_stays_nothing_and_no_noise_changes_nothing() -> None:
    euros = np.append(EUROS, 0.0)
    np.testing.assert_array_equal(expected_impact(euros, "none"), euros)
    assert expected_impact(euros, "bnra")[-1] == 0.0


def test_strata_keep_the_moments_of_the_normal_distribution() -> None:
    tables = NoiseTables.of(tangle(), "bnra").arrays()
    exponentials, normals = tables[6], tables[7]
    assert len(normals) == STRATA
    assert normals.mean() == pytest.approx(0.0, abs=1e-12)
    assert (normals**2).mean() == pytest.approx(1.0, abs=2e-5)
    assert (normals**4).mean() == pytest.approx(3.0, abs=2e-3)
    growth = 1.92 * 0.255
    assert exponentials.mean() == pytest.approx(np.exp(0.5 * growth**2), rel=1e-12)
    assert (exponentials**2).mean() == pytest.approx(np.exp(2 * growth**2), rel=2e-5)


@pytest.mark.parametrize("euro", EUROS.tolist())
def test_draws_of_the_kernel_have_the_expectation_and_spread_of_the_literal_twin(euro: float) -> None:
    network = small_network([[0.1]], {}, impact=[[euro]])
    n = 100_000
    totals = np.empty((2, n))
    counts, first_counts, first_sums = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(1)
    noise = NoiseTables.of(network, "bnra").arrays()
    kernels.draw_impacts(np.uint64(1), network.kernel_arrays, noise, 0, False, totals, counts, first_counts, first_sums)
    np.testing.assert_array_equal(totals[0], totals[1])
    assert first_sums[0] == pytest.approx(totals[1].sum(), rel=1e-12)
    expected = expected_direct_impact(network, "bnra")[0]
    np.testing.assert_allclose(expected, expected[0])
    assert abs(totals[0].mean() - expected[0]) < 4 * totals[0].std() / np.sqrt(n)
    twin = LiteralEngine(network, seed=2)
    literal = np.array([twin.noisy(euro) for _ in range(20_000)])
    for quantile in (0.02, 0.3, 0.5, 0.8, 0.98):
        at = np.quantile(totals[0], quantile)
        below = [(literal < at).mean(), (literal <= at).mean()]
        margin = 4 * np.sqrt(quantile * (1 - quantile) / 20_000)
        assert below[0] - margin <= quantile + 1e-3
        assert quantile - 1e-3 <= below[1] + margin
