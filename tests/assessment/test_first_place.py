# SPDX-License-Identifier: EUPL-1.2
"""What must be important for a first place, against central weights that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from weerbaar.assessment.first_place import FirstPlace, first_places, mean_weights
from weerbaar.assessment.polytope import Mixing, WeightPolytope
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.smaa import AcceptabilityAnalysis, acceptability_analysis
from weerbaar.assessment.smaa_round import RoundAcceptability
from weerbaar.base import Text

NAMES = ("a", "b", "c")


def of(analysis: AcceptabilityAnalysis, weights: WeightPolytope, criteria: tuple[str, ...]) -> dict[str, FirstPlace]:
    count = len(analysis.rank_acceptability)
    titles = tuple(Text(nl=name.upper()) for name in NAMES[:count])
    return {p.scenario: p for p in first_places(RoundAcceptability(NAMES[:count], titles, criteria, weights, analysis))}


def simulated(rows: list[list[float]], draws: int) -> tuple[AcceptabilityAnalysis, WeightPolytope]:
    weights = WeightPolytope.of(len(rows[0]), [])
    cells = [[CellTable.from_masses([v], [1.0]) for v in row] for row in rows]
    return acceptability_analysis(cells, weights, draws=draws, seed=1), weights


@pytest.fixture(scope="module")
def mirrored() -> tuple[AcceptabilityAnalysis, WeightPolytope]:
    """Of ten criteria a lives by the first, b by the second, and c by none."""
    return simulated([[1.0] + [0.0] * 9, [0.0, 1.0] + [0.0] * 8, [0.0] * 10], 20_000)


CRITERIA = tuple(str(i) for i in range(1, 11))


def test_two_scenarios_that_live_by_one_criterion_each(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    """a is first where w1 > w2: half of the weights, with mean weights 0.15 and 0.05 (flat Dirichlet)."""
    found = of(*mirrored, CRITERIA)
    a = found["a"]
    assert a.share == pytest.approx(0.5, abs=0.015)
    assert a.weights is not None
    assert a.weights[:3] == pytest.approx((0.15, 0.05, 0.1), abs=0.004)
    assert a.confidence == 1.0
    assert (a.emphasised, found["b"].emphasised) == (("1",), ("2",))
    assert a.expected_rank == pytest.approx(1.5, abs=0.015)
    assert a.standard_error == pytest.approx(np.sqrt(0.25 / 20_000), rel=0.01)


def test_a_scenario_that_is_never_first_has_no_weights(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    c = of(*mirrored, CRITERIA)["c"]
    assert (c.share, c.confidence, c.weights, c.emphasised) == (0.0, None, None, ())
    assert (c.likely_rank, c.likely_share, c.expected_rank) == (3, 1.0, 3.0)


def test_mean_of_the_weights_is_that_of_all_draws(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    assert mean_weights(mirrored[0]) == pytest.approx(np.full(10, 0.1), abs=0.003)


def test_a_scenario_that_always_wins_needs_nothing_in_particular() -> None:
    found = of(*simulated([[1.0] * 4, [0.5] * 4], 5_000), ("p", "q", "r", "s"))
    assert (found["a"].share, found["a"].emphasised) == (1.0, ())


def test_few_draws_emphasise_nothing(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    """0.05 more is under three standard errors, √(0.1 × 0.9 / 11 / 10) = 0.029 each, where a was first ten times."""
    analysis, weights = mirrored
    assert of(replace(analysis, draws=20), weights, CRITERIA)["a"].emphasised == ()
    chains = Mixing(np.ones(10), np.array([20_000.0] * 9 + [20.0]))
    assert of(replace(analysis, mixing=chains), weights, CRITERIA)["a"].emphasised == ()


def test_a_fifth_more_is_clearly_more() -> None:
    weights = WeightPolytope.of(2, [])
    shares = np.array([[0.5, 0.5], [0.5, 0.5]])

    def emphasised(weight: float) -> tuple[str, ...]:
        central = np.array([[weight, 1 - weight], [1 - weight, weight]])
        one = np.ones(2)
        analysis = AcceptabilityAnalysis(10**6, shares, shares, central, one, one, None, None)
        return of(analysis, weights, ("p", "q"))["a"].emphasised

    assert emphasised(0.601) == ("p",)
    assert emphasised(0.599) == ()


def test_order_is_that_of_the_expected_rank(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    turned, weights = simulated([[0.0] * 4, [0.5] * 4, [1.0] * 4], 1_000)
    titles = tuple(Text(nl=n) for n in NAMES)
    found = first_places(RoundAcceptability(NAMES, titles, ("p", "q", "r", "s"), weights, turned))
    assert [p.scenario for p in found] == ["c", "b", "a"]
    assert [p.expected_rank for p in found] == [1.0, 2.0, 3.0]


def test_plain_data_holds_what_the_weights_do_not(mirrored: tuple[AcceptabilityAnalysis, WeightPolytope]) -> None:
    data = of(*mirrored, CRITERIA)["c"].as_dict()
    assert data["confidence"] is None
    assert data["emphasised"] == []
    assert "weights" not in data
