# SPDX-License-Identifier: EUPL-1.2
"""Acceptability analysis against closed forms, a published example, and with several workers."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from weerbaar.assessment.polytope import LinearConstraint, WeightPolytope
from weerbaar.assessment.ranking import rank_acceptability
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.smaa import AcceptabilityAnalysis, acceptability_analysis
from weerbaar.base import Text

DRAWS = 60_000


def certain(rows: list[list[float]]) -> list[list[CellTable]]:
    return [[CellTable.constant(v) for v in row] for row in rows]


def cut(c: int) -> WeightPolytope:
    """The first weight at most one half: not a simplex for three criteria or more."""
    row = np.zeros(c)
    row[0] = 1.0
    return WeightPolytope.of(c, [LinearConstraint(Text(nl="w1"), row, 0.5)])


def everything(analysis: AcceptabilityAnalysis) -> bytes:
    return pickle.dumps(analysis.as_dict())


def test_two_alternatives_two_criteria() -> None:
    """(1, 0) beats (0.2, 0.5) where w_1 > 5/13, so acceptability 8/13 and central weight (5/13 + 1) / 2 = 9/13."""
    analysis = acceptability_analysis(certain([[1.0, 0.0], [0.2, 0.5]]), WeightPolytope.free(2), draws=DRAWS, seed=1)
    p, error = analysis.rank_acceptability[0, 0], analysis.standard_error[0, 0]
    assert error == pytest.approx(np.sqrt(8 / 13 * 5 / 13 / DRAWS), rel=0.01)
    assert abs(p - 8 / 13) <= 4 * error
    assert analysis.central_weights[0] == pytest.approx([9 / 13, 4 / 13], abs=0.003)
    assert analysis.central_weights[1] == pytest.approx([5 / 26, 21 / 26], abs=0.003)
    assert analysis.confidence.tolist() == [1.0, 1.0]
    assert analysis.confidence_error.tolist() == [0.0, 0.0]
    assert analysis.pairwise is not None
    assert analysis.pairwise[0, 1] == pytest.approx(p)
    assert analysis.pairwise[1, 0] == pytest.approx(1 - p)
    assert analysis.expected_rank == pytest.approx([2 - p, 1 + p])


def test_three_alternatives_as_areas_of_triangles() -> None:
    """(0.4, 0.4, 0.4) beats two unit rows where w_1 and w_2 stay below 0.4: 1 - 2 · 0.6² + 0.2² = 0.32 of the triangle.

    The unit rows share the rest. The lowest rank is the middle row's where both exceed 0.4: 0.2² = 0.04.
    """
    rows = [[1.0, 0, 0], [0, 1.0, 0], [0.4, 0.4, 0.4]]
    analysis = acceptability_analysis(certain(rows), WeightPolytope.free(3), draws=DRAWS, seed=2)
    expected = np.array([0.34, 0.34, 0.32])
    assert np.all(np.abs(analysis.rank_acceptability[:, 0] - expected) <= 4 * analysis.standard_error[:, 0])
    assert analysis.rank_acceptability[2, 2] == pytest.approx(0.04, abs=4 * np.sqrt(0.04 * 0.96 / DRAWS))


def test_three_unit_rows_have_the_order_statistics_of_the_simplex_as_central_weights() -> None:
    """The largest of three uniform weights is 11/18 on average, the others share 7/18."""
    analysis = acceptability_analysis(
        certain([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]]), WeightPolytope.free(3), draws=DRAWS, seed=3
    )
    assert np.abs(analysis.rank_acceptability - 1 / 3).max() <= 4 * np.sqrt(2 / 9 / DRAWS)
    expected = np.full((3, 3), 7 / 36)
    np.fill_diagonal(expected, 11 / 18)
    assert analysis.central_weights == pytest.approx(expected, abs=0.005)


def test_hit_and_run_gives_the_share_of_the_cut_triangle_within_its_error() -> None:
    """Of the triangle with w_1 ≤ 1/2 (area 3/4) the first unit row is highest on 1/3 - 1/4 = 1/12."""
    rows = certain([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    analysis = acceptability_analysis(rows, cut(3), draws=DRAWS, seed=4)
    expected = (1 / 12) / (3 / 4)
    assert abs(analysis.rank_acceptability[0, 0] - expected) <= 4 * analysis.standard_error[0, 0]
    binomial = np.sqrt(expected * (1 - expected) / DRAWS)
    assert binomial < analysis.standard_error[0, 0] < 6 * binomial
    assert analysis.mixing is not None
    assert np.all(analysis.mixing.r_hat < 1.02)
    assert np.all(analysis.mixing.effective > DRAWS / 20)


def test_batch_errors_are_honest() -> None:
    """Over 20 seeds the spread of the estimate is what the analysis says of itself."""
    rows = certain([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    runs = [acceptability_analysis(rows, cut(3), draws=10_000, seed=s, pairwise=False) for s in range(20)]
    estimates = np.array([r.rank_acceptability[0, 0] for r in runs])
    told = np.mean([r.standard_error[0, 0] for r in runs])
    assert estimates.mean() == pytest.approx(1 / 9, abs=4 * told / np.sqrt(20))
    assert 0.6 < estimates.std(ddof=1) / told < 1.6


def test_thrombolytics_of_lynd_and_obrien_as_in_the_r_package_smaa() -> None:
    """Heparin and enoxaparin on proximal and distal thrombosis and major bleeding.

    Numbers of events as Beta distributions (Geerts 1996; Lynd and O'Brien 2004) with the linear value functions of
    the MCDA web tool. The R package ``smaa`` keeps for 10,000 draws: acceptability 0.3504 and 0.6496, central
    weights, confidence factors 0.6682 and 0.8956, and 0.1279 for heparin at weights (0.5, 0.2, 0.3).
    """
    from scipy.stats import beta

    events = [[(20, 116), (40, 96), (1, 135)], [(8, 121), (32, 97), (5, 124)]]
    ranges = [(0.0, 0.25), (0.15, 0.4), (0.0, 0.1)]

    def cell(a: int, b: int, low: float, high: float) -> CellTable:
        # Two points more for both alternatives, so that no value is negative; ranks do not notice.
        return CellTable.from_quantiles(lambda u: 2.0 + (high - beta.ppf(1 - u, a, b)) / (high - low))

    cells = [[cell(a, b, *r) for (a, b), r in zip(row, ranges, strict=True)] for row in events]
    analysis = acceptability_analysis(cells, WeightPolytope.free(3), draws=200_000, seed=1)
    error = np.sqrt(0.35 * 0.65 / 10_000)
    assert analysis.rank_acceptability == pytest.approx(np.array([[0.3504, 0.6496], [0.6496, 0.3504]]), abs=4 * error)
    published = np.array([[0.1865097, 0.2772205, 0.5362698], [0.4073100, 0.3641477, 0.2285423]])
    assert analysis.central_weights == pytest.approx(published, abs=0.015)
    assert analysis.confidence == pytest.approx([0.6682, 0.8956], abs=0.025)
    fixed = acceptability_analysis(cells, WeightPolytope.exact([0.5, 0.2, 0.3]), draws=100_000, seed=1)
    assert fixed.rank_acceptability[0, 0] == pytest.approx(0.1279, abs=4 * np.sqrt(0.1279 * 0.8721 / 10_000))
    assert fixed.confidence[0] == pytest.approx(fixed.rank_acceptability[0, 0], abs=0.015)


def test_equal_rows_share_their_ranks_in_every_draw() -> None:
    """C7: two equal scenarios above or below a third; as ranking.py shares them."""
    rows = [[0.3, 0.7], [0.3, 0.7], [0.6, 0.1]]
    analysis = acceptability_analysis(certain(rows), WeightPolytope.free(2), draws=20_000, seed=1)
    assert analysis.rank_acceptability[0] == pytest.approx(analysis.rank_acceptability[1])
    assert analysis.rank_acceptability.sum(axis=0) == pytest.approx(np.ones(3))
    w = WeightPolytope.free(2).draw(20_000, 1)
    assert analysis.rank_acceptability == pytest.approx(rank_acceptability(w @ np.array(rows).T), abs=0.02)
    assert analysis.central_weights[0] == pytest.approx(analysis.central_weights[1])
    assert analysis.confidence[:2].tolist() == [0.5, 0.5]
    assert analysis.pairwise is not None
    assert analysis.pairwise[0, 1] == 0.5


def test_exact_weights_and_uncertain_scores() -> None:
    """A coin (0 or 1, half of the weight) against 0.6 · 0.5 of the other: first with probability one half."""
    coin = CellTable.from_masses([0.0, 1.0], [0.5, 0.5])
    cells = [[coin, CellTable.constant(0.0)], [CellTable.constant(0.0), CellTable.constant(0.6)]]
    analysis = acceptability_analysis(cells, WeightPolytope.exact([0.5, 0.5]), draws=DRAWS, seed=1)
    assert abs(analysis.rank_acceptability[0, 0] - 0.5) <= 4 * analysis.standard_error[0, 0]
    assert analysis.central_weights == pytest.approx(np.full((2, 2), 0.5))
    assert abs(analysis.confidence[0] - 0.5) <= 4 * analysis.confidence_error[0]
    assert analysis.confidence.sum() == pytest.approx(1.0)


def test_a_dominated_scenario_has_no_central_weights() -> None:
    analysis = acceptability_analysis(certain([[0.9, 0.9], [0.1, 0.2]]), WeightPolytope.free(2), draws=100, seed=1)
    assert analysis.rank_acceptability.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert np.isnan(analysis.central_weights[1]).all()
    assert np.isnan(analysis.confidence[1])
    as_dict = json.loads(json.dumps(analysis.as_dict(), allow_nan=False))
    assert as_dict["central_weights"][1] is None
    assert as_dict["confidence"] == [1.0, None]


def test_holistic_acceptability_weighs_the_ranks() -> None:
    """Centroid weights of three ranks: (1 + 1/2 + 1/3, 1/2 + 1/3, 1/3) divided by 11/6 = (1, 5/11, 2/11)."""
    analysis = acceptability_analysis(certain([[1.0, 0, 0], [0, 1.0, 0], [0.4] * 3]), cut(3), draws=5000, seed=1)
    p = analysis.rank_acceptability
    assert analysis.holistic == pytest.approx(p @ np.array([1, 5 / 11, 2 / 11]))


@pytest.mark.parametrize("polytope", [WeightPolytope.free(3), cut(3)], ids=["independent", "hit-and-run"])
def test_same_bytes_with_any_executor(polytope: WeightPolytope) -> None:
    coin = CellTable.from_masses([0.0, 0.3, 1.0], [0.5, 0.2, 0.3])
    curve = CellTable.from_quantiles(lambda u: u**2)
    cells = [[coin, curve, CellTable.constant(0.2)], [curve, coin, curve], [CellTable.constant(0.3)] * 3]
    alone = everything(acceptability_analysis(cells, polytope, draws=150_000, seed=5))
    with ThreadPoolExecutor(2) as pool:
        assert everything(acceptability_analysis(cells, polytope, draws=150_000, seed=5, executor=pool)) == alone
    with ProcessPoolExecutor(2) as pool:
        assert everything(acceptability_analysis(cells, polytope, draws=150_000, seed=5, executor=pool)) == alone
    assert everything(acceptability_analysis(cells, polytope, draws=150_000, seed=6)) != alone


def test_seventy_scenarios_agree_with_plain_numpy() -> None:
    scores = np.random.default_rng(0).uniform(0.05, 1.0, size=(70, 10))
    analysis = acceptability_analysis(certain(scores.tolist()), WeightPolytope.free(10), draws=DRAWS, seed=1)
    w = np.random.default_rng(1).dirichlet(np.ones(10), DRAWS)
    plain = rank_acceptability(w @ scores.T)
    both = (analysis.rank_acceptability + plain) / 2
    seen = both > 10 / DRAWS
    deviation = ((analysis.rank_acceptability - plain) / np.sqrt(2 * both * (1 - both) / DRAWS + 1e-12))[seen]
    # Of thousands of differences that are nothing but chance the mean square is 1 and the largest about 4.
    assert np.sqrt(np.mean(deviation**2)) == pytest.approx(1.0, abs=0.06)
    assert np.abs(deviation).max() < 5.5
    assert analysis.pairwise is not None
    totals = w @ scores.T
    assert analysis.pairwise[3, 8] == pytest.approx(np.mean(totals[:, 3] > totals[:, 8]), abs=0.015)
    assert analysis.expected_rank == pytest.approx(1 + (1 - analysis.pairwise).sum(axis=1) - 0.5)


def test_progress_reaches_one() -> None:
    seen: list[float] = []
    acceptability_analysis(certain([[1.0], [0.5]]), WeightPolytope.free(1), draws=70_000, seed=1, progress=seen.append)
    assert seen == pytest.approx([1 / 3, 2 / 3, 1.0])


@pytest.mark.parametrize(("criteria", "draws"), [(3, 100), (2, 1)])
def test_what_does_not_fit_is_refused(criteria: int, draws: int) -> None:
    with pytest.raises(ValueError, match=r"criteria|at least 2"):
        acceptability_analysis(certain([[1.0, 0.5]]), WeightPolytope.free(criteria), draws=draws, seed=1)


def test_few_draws_of_hit_and_run_have_no_error_to_tell() -> None:
    analysis = acceptability_analysis(certain([[1.0, 0, 0], [0, 1.0, 0]]), cut(3), draws=40, seed=1)
    assert np.isnan(analysis.standard_error).all()
    assert json.loads(json.dumps(analysis.as_dict(), allow_nan=False))["standard_error"] == [[None, None]] * 2
