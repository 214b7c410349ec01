# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.cells import UnusableJudgementError
from weerbaar.assessment.likelihood import pool_likelihood, published_pool
from weerbaar.base import convert_window
from weerbaar.dossier import Judgement
from weerbaar.method import Method, likelihood_bounds, load_method


@pytest.fixture(scope="module")
def national() -> Method:
    return load_method("nl-nrb-2009")


def judged(**fields: object) -> Judgement:
    return Judgement.model_validate({"scenario": "s", "criterion": "likelihood", **fields})


def pooled(method: Method, *judgements: tuple[Judgement, float]):  # type: ignore[no-untyped-def]
    pool = pool_likelihood(method, "hazard", judgements)
    assert pool is not None
    return pool


def test_class_is_log_uniform_between_its_bounds(national: Method) -> None:
    pool = pooled(national, (judged(label="C"), 1))
    assert pool.central == pytest.approx(math.sqrt(0.005 * 0.05))
    assert pool.class_probability(likelihood_bounds(national)) == pytest.approx([0, 0, 1, 0, 0], abs=1e-9)
    assert pool.quantiles([0.05, 0.5, 0.95]) == pytest.approx([0.005 * 10**q for q in (0.05, 0.5, 0.95)], rel=1e-9)


def test_sub_class_narrows_the_class(national: Method) -> None:
    pool = pooled(national, (judged(label="D", sub_class="high"), 1))
    assert pool.ends == pytest.approx((0.25, 0.5), rel=1e-4)


def test_range_of_classes_keeps_every_class(national: Method) -> None:
    pool = pooled(national, (judged(label="C", lower="B", upper="D"), 1))
    assert pool.class_probability(likelihood_bounds(national)) == pytest.approx([0, 0.25, 0.5, 0.25, 0], abs=1e-9)


@pytest.mark.parametrize(("vulnerability", "klass"), [("low", 1), ("medium", 2), ("high", 3)])
def test_threat_class_is_moved_by_vulnerability(national: Method, vulnerability: str, klass: int) -> None:
    pool = pooled(national, (judged(label="C", vulnerability=vulnerability), 1))
    assert pool.class_probability(likelihood_bounds(national))[klass] == pytest.approx(1)


def test_probability_over_another_window_is_converted_through_a_rate(national: Method) -> None:
    pool = pooled(national, (judged(probability=0.01, window_years=1), 1))
    assert pool.central == pytest.approx(1 - 0.99**5)
    assert pool.quantiles([0.5]) == pytest.approx([1 - 0.99**5], rel=1e-9)


def test_distribution_of_a_probability_over_another_window(national: Method) -> None:
    spread = {"distribution": "loguniform", "low": 0.001, "high": 0.1}
    pool = pooled(national, (judged(probability=spread, window_years=1), 1))
    expected = [convert_window(0.001 * 100**q, 1, 5) for q in (0.1, 0.5, 0.9)]
    assert pool.quantiles([0.1, 0.5, 0.9]) == pytest.approx(expected, rel=1e-9)


def test_experts_are_pooled_with_their_weights(national: Method) -> None:
    pool = pooled(national, (judged(label="B"), 1), (judged(label="D"), 3))
    assert pool.class_probability(likelihood_bounds(national)) == pytest.approx([0, 0.25, 0, 0.75, 0], abs=1e-9)
    middle_b, middle_d = math.sqrt(0.0005 * 0.005), math.sqrt(0.05 * 0.5)
    assert pool.central == pytest.approx(math.exp((math.log(middle_b) + 3 * math.log(middle_d)) / 4))


def test_tail_above_one_belongs_to_the_top_class(national: Method) -> None:
    pool = pooled(
        national, (judged(probability={"distribution": "lognormal", "p5": 0.2, "p95": 2.0}, window_years=5), 1)
    )
    assert sum(pool.class_probability(likelihood_bounds(national))) == pytest.approx(1)
    assert float(pool.quantiles(0.99)) == pytest.approx(1)


def test_the_mean_of_a_class_is_that_of_the_log_uniform_distribution(national: Method) -> None:
    low, high = 0.005, 0.05
    assert pooled(national, (judged(label="C"), 1)).mean == pytest.approx((high - low) / math.log(high / low), rel=1e-6)


def test_the_mean_is_that_of_the_mixture(national: Method) -> None:
    """Against the mean of its quantiles, with a tail above 1, a part below the floor and two windows."""
    wide = {"distribution": "lognormal", "p5": 0.05, "p95": 0.9}
    low = {"distribution": "loguniform", "low": 1e-12, "high": 1e-3}
    pool = pooled(
        national,
        (judged(label="B", lower="A", upper="C"), 2),
        (judged(probability=wide, window_years=1), 1),
        (judged(probability=low, window_years=5), 1),
    )
    assert pool.mean == pytest.approx(pool.quantiles((np.arange(50_000) + 0.5) / 50_000).mean(), rel=2e-4)


def test_nobody_answered_is_unknown(national: Method) -> None:
    assert pool_likelihood(national, "threat", [(judged(missing=True), 1.0)]) is None


def test_unknown_class_is_refused(national: Method) -> None:
    with pytest.raises(UnusableJudgementError, match="class Z does not exist in this method; allowed: A, B, C, D, E"):
        pooled(national, (judged(label="Z"), 1))


def test_published_range_counts_each_class_equally(national: Method) -> None:
    pool = published_pool(national, "threat", ("D", "E"))
    assert pool.class_probability(likelihood_bounds(national)) == pytest.approx([0, 0, 0, 0.5, 0.5], abs=1e-9)
    assert pool.central == pytest.approx(math.sqrt(0.05 * 1.0))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.floats(0.1, 5)), min_size=1, max_size=4))
def test_quantiles_ascend_and_invert_the_distribution(experts: list[tuple[str, float]]) -> None:
    pool = pooled(load_method("nl-nrb-2009"), *((judged(label=c), w) for c, w in experts))
    q = np.linspace(0.02, 0.98, 25)
    found = pool.quantiles(q)
    assert np.all(np.diff(found) >= 0)
    assert np.all(pool.cdf(found * (1 + 1e-9)) >= q - 1e-6)
    assert pool.mean <= 1


def test_probability_of_zero_counts_as_the_floor_of_the_method(national: Method) -> None:
    floor = national.likelihood.draw_floor_pct / 100
    pool = pooled(national, (judged(probability=0.0, window_years=5), 1))
    assert pool.central == pytest.approx(floor)
    assert pool.ends == pytest.approx((floor, floor))
    assert pool.quantiles([0.05, 0.95]) == pytest.approx([floor, floor])
    assert pool.class_probability(likelihood_bounds(national)) == pytest.approx([1, 0, 0, 0, 0])


def test_ends_of_a_class_are_its_bounds(national: Method) -> None:
    assert pooled(national, (judged(label="C"), 1)).ends == pytest.approx((0.005, 0.05), rel=1e-12)
