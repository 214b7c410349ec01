# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.elicitation import Combination, Study, evaluate
from weerbaar.elicitation.distributions import PiecewiseDistribution
from weerbaar.elicitation.pooled_answers import straight

LOW, HIGH = [given("doel", 1, 10, 100)], [given("doel", 10, 1000, 10000)]


def pooled(study: Study, combine: Combination = "linear", weights: str = "equal") -> tuple[float, ...]:
    found = evaluate(study, weighting=weights, combine=combine).question("doel").pooled  # type: ignore[arg-type]
    assert found is not None
    return found.quantiles


def test_two_experts_pooled_in_three_ways() -> None:
    study = make_study([TARGET], {"a": LOW, "b": HIGH})
    # geometric means, because the item is logarithmic
    assert pooled(study, "quantile-average") == pytest.approx((math.sqrt(10), 100, 1000))
    assert pooled(study, "median") == pytest.approx((math.sqrt(10), 100, 1000))
    low, middle, high = pooled(study)
    # of a mixture: half the mass of each; a has 95 % below 100 and b 5 % below 10
    assert 10 < middle < 1000
    assert low < 1.8
    assert 5000 < high < 10000


def test_three_experts_the_median_is_that_of_the_middle_one() -> None:
    study = make_study([TARGET], {"a": LOW, "b": HIGH, "c": [given("doel", 2, 30, 5000)]})
    assert pooled(study, "median") == pytest.approx((2, 30, 5000))


def test_user_weights_and_a_weight_of_zero() -> None:
    study = make_study([TARGET], {"a": LOW, "b": HIGH}, weights={"a": 3, "b": 0})
    assert pooled(study, weights="user") == pytest.approx((1, 10, 100))
    result = evaluate(study, weighting="user").question("doel")
    assert [a.weight for a in result.answers] == [1, 0]
    half = make_study([TARGET], {"a": LOW, "b": HIGH}, weights={"a": 1, "b": 1})
    assert pooled(half, weights="user") == pooled(half)


def test_nobody_with_weight_answered() -> None:
    study = make_study([TARGET, SEED], {"a": LOW, "b": [given("ijk", 10, 20, 30)]}, weights={"a": 0, "b": 1})
    found = evaluate(study, weighting="user")
    assert found.question("doel").pooled is None
    assert found.question("doel").equal is not None
    assert found.question("doel").not_asked == ("b",)


def test_probabilities_in_one_number() -> None:
    chances = {"a": 0.1, "b": 0.2, "c": 0.6}
    study = make_study([CHANCE], {e: [{"question": "kans", "probability": p}] for e, p in chances.items()})

    def one(combine: Combination) -> float | None:
        found = evaluate(study, weighting="equal", combine=combine).question("kans").pooled
        assert found is not None
        return found.probability

    assert one("linear") == pytest.approx(0.3)
    assert one("median") == pytest.approx(0.2)
    odds = (1 / 9 * 1 / 4 * 3 / 2) ** (1 / 3)
    assert one("quantile-average") == pytest.approx(odds / (1 + odds))


def test_labels_are_mixed_over_those_who_answered() -> None:
    study = make_study(
        [LABEL],
        {
            "a": [{"question": "label", "label": "A"}],
            "b": [{"question": "label", "label": "B", "upper": "C"}],
            "c": [{"question": "label", "missing": True, "reason": "weet ik niet"}],
        },
    )
    result = evaluate(study, weighting="equal").question("label")
    assert result.pooled is not None
    assert dict(result.pooled.masses) == pytest.approx({"A": 0.5, "B": 1 / 3, "C": 1 / 6, "D": 0})
    assert (result.missing, result.not_asked) == (("c",), ())
    assert [a.weight for a in result.answers] == [0.5, 0.5]


@settings(max_examples=60)
@example(st.lists(st.floats(0.001, 1e6), min_size=5, max_size=5, unique=True).map(sorted), st.booleans())
def test_straight_pieces_stay_within_a_thousandth_of_the_cdf(knots: list[float], log: bool) -> None:
    own = PiecewiseDistribution(np.array(knots), np.array([0, 0.05, 0.5, 0.95, 1]), log)
    read = straight(own)
    inside = np.exp(np.linspace(math.log(knots[0]), math.log(knots[-1]), 2001))
    assert np.abs(read.cdf(inside) - own.cdf(inside)).max() < 0.001
    assert read.ppf([0.05, 0.5, 0.95]).tolist() == pytest.approx(knots[1:4])
