# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.base import LogNormal, Point, Uniform
from weerbaar.capability.needs.outcomes import Drawing, Uncertain


def point(value: float, reliability: float = 1.0, key: str = "") -> Uncertain:
    return Uncertain(key or f"p{value}", Point(value=value), reliability)


def uniform(low: float, high: float, reliability: float = 1.0, key: str = "u") -> Uncertain:
    return Uncertain(key, Uniform(distribution="uniform", low=low, high=high), reliability)


def test_certain_quantities_have_one_outcome() -> None:
    ways = Drawing(1, 160).outcomes([point(5), point(7)], [point(3)])
    assert ways.exact
    assert ways.needs.tolist() == [[5], [7]]
    assert ways.held.tolist() == [[3]]
    assert ways.weights.tolist() == [1]


def test_unreliable_holders_are_enumerated_with_their_probabilities() -> None:
    ways = Drawing(1, 160).outcomes([point(5)], [point(3, 0.9), point(4), point(2, 0.5), point(9, 0.0)])
    total = {float(h.sum()): float(w) for h, w in zip(ways.held.T, ways.weights, strict=True)}
    assert ways.exact
    assert total == pytest.approx({4.0: 0.05, 7.0: 0.45, 6.0: 0.05, 9.0: 0.45})
    assert ways.mean(ways.held.sum(axis=0)) == pytest.approx(4 + 0.9 * 3 + 0.5 * 2)
    assert ways.error(ways.held[0]) == 0.0


def test_quantiles_of_enumerated_outcomes_are_the_values_that_reach_them() -> None:
    ways = Drawing(1, 160).outcomes([], [point(10, 0.2)])
    assert ways.quantiles(ways.held[0], (0.05, 0.5, 0.8, 0.81, 0.95)) == (0, 0, 0, 10, 10)


def test_more_than_twelve_unreliable_holders_are_drawn() -> None:
    holders = [point(1, 0.5, f"h{k}") for k in range(13)]
    ways = Drawing(1, 1600).outcomes([], holders)
    assert not ways.exact
    assert ways.mean(ways.held.sum(axis=0)) == pytest.approx(6.5, abs=0.01)
    variance = float(ways.held.sum(axis=0).var())
    assert variance == pytest.approx(13 / 4, rel=0.15)


def test_adding_a_quantity_does_not_move_the_draws_of_the_others() -> None:
    few = Drawing(3, 160).outcomes([uniform(0, 1, key="a")], [uniform(0, 1, 0.5, key="h")])
    many = Drawing(3, 160).outcomes([uniform(5, 9, key="b"), uniform(0, 1, key="a")], [uniform(0, 1, 0.5, key="h")])
    assert np.array_equal(few.needs[0], many.needs[1])
    assert np.array_equal(few.held[0], many.held[0])


def test_quantities_with_one_key_rise_and_fall_together() -> None:
    ways = Drawing(3, 160).outcomes([uniform(0, 1, key="model run"), uniform(10, 30, key="model run")], [])
    assert np.allclose(ways.needs[1], 10 + 20 * ways.needs[0])


def test_the_ends_of_a_quantity() -> None:
    assert (uniform(2, 5).lowest, uniform(2, 5).highest) == (2, 5)
    assert (uniform(2, 5, 0.9).lowest, uniform(2, 5, 0.0).highest) == (0, 0)
    endless = Uncertain("e", LogNormal(distribution="lognormal", p5=1, p95=4))
    assert (endless.lowest, endless.highest) == (0, np.inf)
    assert not endless.is_certain
