# SPDX-License-Identifier: EUPL-1.2
"""What can be read from a result: causes, sums, and standard errors of batches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.cascade.networks import small_network, tangle
from weerbaar.cascade import CascadeSimulation, enumerate_graphs, simulate
from weerbaar.cascade.result import BATCHES, standard_error


@pytest.fixture(scope="module")
def found() -> CascadeSimulation:
    return simulate(tangle(), years=1_000, events=3_200, seed=1, impact_noise="none")


def test_standard_error_is_that_of_a_mean_of_batches_with_the_allowance_beside_it() -> None:
    batches = np.random.default_rng(1).normal(size=(BATCHES, 3))
    deviations = batches - batches.mean(axis=0)
    expected = batches.std(axis=0, ddof=1) / np.sqrt(BATCHES)
    np.testing.assert_allclose(standard_error(deviations, 0.0 * batches), expected)
    signs = np.where(batches > 0.0, 1.0, -1.0)
    np.testing.assert_allclose(standard_error(0.0 * deviations, 2.0 * signs), 2.0)
    np.testing.assert_allclose(standard_error(deviations, expected * signs), expected * np.sqrt(2.0))


def test_direct_causes_are_ordered_and_add_up_to_the_rate(found: CascadeSimulation) -> None:
    for state in range(10):
        causes, flows = found.direct_causes(state)
        assert flows.sum() == pytest.approx(found.rates.rate[state], rel=1e-12)
        assert np.all(np.diff(flows) <= 0.0)
        assert np.all(flows > 0.0)
    causes, flows = found.direct_causes(2)
    # Risk 1 starts by itself, and follows from 0, 2, 3 and actor 4, whose other intensity does not lead there.
    assert sorted(causes.tolist()) == [0, 1, 2, 5, 6, 9]
    assert flows[causes.tolist().index(9)] == pytest.approx(365 * 0.5 * (1 - 0.99 * 0.98) * 0.01 / 0.03, rel=1e-12)


def test_root_causes_are_those_of_enumeration(found: CascadeSimulation) -> None:
    exact = enumerate_graphs(tangle()).root_flow
    states, flows = found.root_causes(7)
    assert flows.sum() == pytest.approx(found.rates.rate[7], rel=1e-12)
    np.testing.assert_allclose(flows, exact[states, 7], rtol=0.1)
    with pytest.raises(ValueError, match="at most 1,000 states"):
        replace(found, root_flow=None).root_causes(7)


def test_yearly_impact_is_rates_times_direct_impacts(found: CascadeSimulation) -> None:
    euros, se = found.yearly_impact()
    exact = enumerate_graphs(tangle()).rate @ tangle().impact.reshape(10, 1)
    assert abs(euros[-1] - exact[0]) < 4 * se[-1]
    np.testing.assert_allclose(euros[0], euros[-1])
    assert 0.0 < se[-1] < 0.01 * euros[-1]


def test_effects_of_a_beginning_are_its_rows(found: CascadeSimulation) -> None:
    effects = found.impacts.effects
    assert effects.states[effects.of(8)].tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    alone = simulate(small_network([[0.1], [0.1]], {}), years=1, events=2, seed=1).impacts.effects
    assert alone.states[alone.of(1)].size == 0
