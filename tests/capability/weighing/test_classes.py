# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.capability.measures.proposals import example, flat_terms, rod
from weerbaar.assessment import assess, risk_terms
from weerbaar.base import class_index
from weerbaar.capability.weighing import impact_move, likelihood_move
from weerbaar.capability.weighing.classes import classes_of


def test_classes_are_closed_below_as_everywhere() -> None:
    bounds = (1 / 81, 1 / 27, 1 / 9, 1 / 3)
    values = [0.0, 1 / 81, 1 / 27 - 1e-6, 1 / 27, 0.2, 1 / 3, 2.0]
    assert classes_of(values, bounds).tolist() == [class_index(v, bounds) for v in values]


def test_a_factor_ten_is_one_class_of_likelihood() -> None:
    """Bounds of the guide of 2009 over five years: 0.05, 0.5, 5 and 50 percent."""
    terms = flat_terms([0.02 / 5], [[0.2]], [1.0], draws=4)
    move = likelihood_move(terms, rod(), 0, np.array([1.0, 0.1, 0.1, 0.01]))
    assert (move.before, move.after) == ("C", "C")
    assert move.before_probability["C"] == 1.0
    assert move.after_probability == {"A": 0.25, "B": 0.5, "C": 0.25, "D": 0.0, "E": 0.0}
    assert move.lower == 0.75
    assert move.value_before == pytest.approx(1 - np.exp(-0.02))
    assert likelihood_move(terms, rod(), 0, np.full(4, 0.1)).after == "B"


def test_a_third_is_one_class_of_impact() -> None:
    terms = flat_terms([0.1], [[0.6, 0.0]], [0.5, 0.5], draws=2)
    weights = np.array([0.5, 0.5])
    whole = impact_move(terms, rod(), 0, np.full((1, 2), 1 / 3), weights)
    assert (whole.before, whole.after, whole.lower) == ("D", "C", 1.0)
    idle = impact_move(terms, rod(), 0, np.array([[1.0, 1.0], [0.0, 0.0]]), weights)
    assert (idle.after, idle.lower, idle.value_after) == ("D", 0.0, pytest.approx(0.3))


def test_without_a_measure_the_class_is_that_of_the_assessment() -> None:
    terms = risk_terms(example(), rod(), draws=2_000)
    ones = np.ones((1, 2_000))
    for i, scenario in enumerate(assess(example(), draws=2).scenarios):
        likely = likelihood_move(terms, rod(), i, ones[0])
        heavy = impact_move(terms, rod(), i, ones, terms.weights)
        assert scenario.impact is not None
        assert scenario.likelihood is not None
        assert (likely.before, heavy.before) == (scenario.likelihood.klass, scenario.impact.klass)
        for code, share in scenario.impact.class_probability.items():
            assert heavy.before_probability[code] == pytest.approx(share, abs=0.02)
        for code, share in scenario.likelihood.class_probability.items():
            assert likely.before_probability[code] == pytest.approx(share, abs=0.01)
