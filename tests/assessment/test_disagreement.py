# SPDX-License-Identifier: EUPL-1.2
"""Disagreement against a decomposition of the variance that can be worked out by hand."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np
import pytest

from tests.assessment.opinions import METHOD, judgements, round_of, two_experts
from weerbaar.assessment.cells import UnusableJudgementError
from weerbaar.assessment.disagreement import Disagreement, disagreement
from weerbaar.dossier import Dossier, example_path, load_dossier

CHOICE = {"p": 0.75, "q": 0.25}
SCORE_11 = {"p": [(1.0, 1 / 9)], "q": [(1.0, 1.0)]}
SCORE_31 = {"p": [(0.25, 1 / 27), (0.5, 1 / 9), (0.25, 1 / 3)], "q": [(1.0, 1 / 3)]}


def by_hand(score: dict[str, list[tuple[float, float]]]) -> dict[str, float]:
    """Variance of one criterion, and what knowing or not knowing either factor takes away or leaves.

    Two experts; the same quarters of the position inside the range for both.
    """
    quarter = {e: [v for mass, v in parts for _ in range(round(4 * mass))] for e, parts in score.items()}
    cells = [(CHOICE[e] / 4, e, k, quarter[e][k]) for e, k in product(CHOICE, range(4))]
    mean = sum(m * v for m, *_, v in cells)
    variance = sum(m * v * v for m, *_, v in cells) - mean**2
    of_expert = {e: sum(quarter[e]) / 4 for e in CHOICE}
    of_place = [sum(CHOICE[e] * quarter[e][k] for e in CHOICE) for k in range(4)]
    between = sum(CHOICE[e] * of_expert[e] ** 2 for e in CHOICE) - mean**2
    within = sum(v * v for v in of_place) / 4 - mean**2
    return {
        "variance": variance,
        "first between": between,
        "first within": within,
        "total between": variance - within,
        "total within": variance - between,
        "p": sum((v - of_expert["p"]) ** 2 for v in quarter["p"]) / 4,
        "q": sum((v - of_expert["q"]) ** 2 for v in quarter["q"]) / 4,
    }


@pytest.fixture(scope="module")
def small() -> Disagreement:
    return disagreement(two_experts(), n=1 << 11, resamples=50)


@pytest.fixture(scope="module")
def example() -> Dossier:
    return load_dossier(example_path("voorbeeld-2012"))


@pytest.fixture(scope="module")
def found(example: Dossier) -> Disagreement:
    return disagreement(example, n=1 << 11, resamples=50)


def test_variance_of_two_criteria_by_hand(small: Disagreement) -> None:
    one, two = by_hand(SCORE_11), by_hand(SCORE_31)
    variance = one["variance"] + two["variance"]
    axis = small.impact
    assert axis is not None
    assert float(axis.variance[0]) == pytest.approx(0.01 * variance, rel=0.01)
    index = {f.name: k for k, f in enumerate(small.factors)}
    expected = dict.fromkeys(index, (0.0, 0.0))
    expected["1.1:between"] = (one["first between"] / variance, one["total between"] / variance)
    expected["3.1:between"] = (two["first between"] / variance, two["total between"] / variance)
    expected["3.1:within"] = (two["first within"] / variance, two["total within"] / variance)
    for name, (first, total) in expected.items():
        assert float(axis.first.value[index[name], 0]) == pytest.approx(first, abs=0.01)
        assert float(axis.total.value[index[name], 0]) == pytest.approx(total, abs=0.01)
    moving = [name for name, (_, total) in expected.items() if total > 0]
    assert axis.ranking == tuple(sorted(moving, key=lambda name: -expected[name][1]))


def test_questions_taken_whole_add_up(small: Disagreement) -> None:
    one, two = by_hand(SCORE_11)["variance"], by_hand(SCORE_31)["variance"]
    axis = small.impact
    assert axis is not None
    shares = dict(zip(small.questions, axis.first_by_question.value[:, 0], strict=True))
    assert shares["1.1"] == pytest.approx(one / (one + two), abs=0.01)
    assert shares["3.1"] == pytest.approx(two / (one + two), abs=0.01)
    assert sum(shares.values()) == pytest.approx(1, abs=0.01)


def test_likelihood_of_two_classes_by_hand(small: Disagreement) -> None:
    """Two neighbouring classes of one order of magnitude: 3/16 for who is right, 1/12 for the place, nothing joint."""
    axis = small.likelihood
    assert axis is not None
    between, within, variance = 3 / 16, 1 / 12, 3 / 16 + 1 / 12
    assert float(axis.variance[0]) == pytest.approx(variance, rel=0.01)
    index = [f.name for f in small.factors].index("likelihood:between")
    assert axis.first.value[index : index + 2, 0] == pytest.approx([between / variance, within / variance], abs=0.01)
    assert axis.total.value[index : index + 2, 0] == pytest.approx([between / variance, within / variance], abs=0.01)
    assert axis.total.value[:index, 0].tolist() == [0.0] * index
    assert axis.ranking == ("likelihood:between", "likelihood:within")
    assert axis.experts.fall.value[:, 0] == pytest.approx([between / variance] * 2, abs=0.01)


def test_variance_falls_to_that_of_the_expert_who_is_right(small: Disagreement) -> None:
    one, two = by_hand(SCORE_11), by_hand(SCORE_31)
    variance = one["variance"] + two["variance"]
    axis = small.impact
    assert axis is not None
    assert axis.experts.experts == ("p", "q")
    # q leaves nothing open; p leaves three labels open on 3.1
    assert axis.experts.fall.value[:, 0] == pytest.approx([1 - two["p"] / variance, 1.0], abs=0.01)
    p = 0.1 * (1 / 9 + (1 / 27 + 2 / 9 + 1 / 3) / 4)
    assert axis.experts.mean_if_right[:, 0] == pytest.approx([p, 0.1 * 4 / 3], rel=0.01)


def test_intervals_hold_the_shares_by_hand(small: Disagreement) -> None:
    axis = small.impact
    assert axis is not None
    one, two = by_hand(SCORE_11)["variance"], by_hand(SCORE_31)["variance"]
    index = [f.name for f in small.factors].index("1.1:between")
    exact = one / (one + two)
    assert float(axis.first.low[index, 0]) < exact < float(axis.first.high[index, 0])


def test_screening_and_distances_see_the_same_factors(small: Disagreement) -> None:
    axis = small.impact
    assert axis is not None
    names = [f.name for f in small.factors]
    moving = {"1.1:between", "3.1:between", "3.1:within"}
    assert {n for n, v in zip(names, axis.mu_star.value[:, 0], strict=True) if v > 0} == moving
    above = {n for n, d, t in zip(small.columns, axis.distance[:, 0], axis.threshold[:, 0], strict=True) if d > t}
    assert moving <= above
    # Knowing that q is right on 1.1 (total at least 0.1) leaves a quarter of the distribution.
    assert float(axis.distance[names.index("1.1:between"), 0]) == pytest.approx(0.75, abs=0.01)


def test_example_adds_up_over_its_questions(found: Disagreement) -> None:
    for axis in (found.impact, found.likelihood):
        assert axis is not None
        assert axis.first_by_question.value.sum(axis=0) == pytest.approx(np.ones(4), abs=0.05)
        assert axis.total_by_question.value.sum(axis=0) == pytest.approx(np.ones(4), abs=0.05)
        assert np.all(axis.total.value >= axis.first.value - 0.03)
        assert np.all(axis.first.value.sum(axis=0) < 1.03)
        assert np.all(axis.total.value.sum(axis=0) > 0.97)


def test_example_ranks_by_the_mean_total_index(found: Disagreement) -> None:
    axis = found.impact
    assert axis is not None
    mean = dict(zip((f.name for f in found.factors), axis.mean_total, strict=True))
    assert list(axis.ranking) == sorted((n for n in mean if mean[n] > 0), key=lambda n: -mean[n])
    assert axis.ranking[0] == "5.3:within"
    assert axis.mean_total == pytest.approx(axis.total.value.mean(axis=1))
    assert [n for n in mean if n.startswith("likelihood") and mean[n] != 0] == []


def test_expert_without_an_answer_changes_nothing(found: Disagreement) -> None:
    impact, likelihood = found.impact, found.likelihood
    assert impact is not None
    assert likelihood is not None
    group = impact.experts.experts.index("werkgroep-waarschijnlijkheid")
    assert impact.experts.fall.value[group].tolist() == [0.0] * 4
    assert impact.experts.mean_if_right[group].tolist() == impact.mean.tolist()
    # expert A judged the likelihood of the first scenario of the file only
    expert = likelihood.experts.experts.index("deskundige-a")
    assert sorted(likelihood.experts.fall.value[expert] != 0) == [False, False, False, True]


def test_one_profile_among_others_explains_what_its_weights_do() -> None:
    """Two experts agree on every score, so that only the weights are uncertain."""
    said = {("s", "1.1"): "E", ("s", "3.1"): "C"}
    rest = {("s", c): "X" for c in ("1.2", "2.1", "2.2", "2.3", "4.1", "5.1", "5.2", "5.3")}
    agreed = round_of(judgements("p", said | rest), judgements("q", said | rest))
    axis = disagreement(agreed, n=256, weights="profiles", resamples=0).impact
    assert axis is not None
    assert axis.ranking == ("weights",)
    assert float(axis.first.value[-1, 0]) == pytest.approx(1, abs=0.02)
    # profiles: 0.1 and 0.1, 0.1 and 0.2, 0.05 and 0.05
    totals = [0.1 + 0.1 / 9, 0.1 + 0.2 / 9, 0.05 + 0.05 / 9]
    assert float(axis.variance[0]) == pytest.approx(np.var(totals), rel=0.03)
    settled = disagreement(agreed, n=256, resamples=0).impact
    assert settled is not None
    assert settled.ranking == ()
    assert np.isnan(settled.mean_total).all()
    assert settled.as_dict()["mean_total"] == [None] * 20


def test_free_weights_are_one_factor_of_ten_columns(example: Dossier) -> None:
    result = disagreement(example, n=512, weights="dirichlet", resamples=10)
    assert [f.name for f in result.factors][-1] == "weights"
    assert len(result.columns) == len(result.factors) + 9
    axis = result.impact
    assert axis is not None
    assert axis.ranking[0] == "weights"
    assert axis.distance.shape == (32, 4)


def test_correlated_ranges_are_stated_and_raise_the_variance() -> None:
    """Three criteria with the same range: variance 3 without, near 9 with full correlation, in units of one."""
    open_range = {"lower": "B", "label": "C", "upper": "D"}
    rest = {("s", c): "X" for c in ("1.2", "2.1", "2.2", "2.3", "4.1", "5.2", "5.3")}
    dossier = round_of(judgements("p", rest | {("s", c): open_range for c in ("1.1", "3.1", "5.1")}))
    free = disagreement(dossier, n=1024, resamples=0)
    bound = disagreement(dossier, n=1024, resamples=0, correlation=0.999)
    assert free.impact is not None
    assert bound.impact is not None
    assert float(bound.impact.variance[0] / free.impact.variance[0]) == pytest.approx(3, abs=0.1)
    index = [f.name for f in bound.factors].index("1.1:within")
    # each of the three stands for all of them, and adds almost nothing to the other two
    assert float(bound.impact.first.value[index, 0]) > 0.95
    assert float(bound.impact.total.value[index, 0]) < 0.05
    assert bound.correlation is not None
    assert bound.correlation[0, 1] == 0.999
    assert "correlated" in bound.statement.en
    assert "samen" in bound.statement.nl
    assert free.correlation is None
    assert free.statement.nl.startswith("Alle factoren zijn onafhankelijk")


def test_correlation_of_nothing_is_no_correlation(small: Disagreement) -> None:
    same = disagreement(two_experts(), n=1 << 11, resamples=50, correlation=np.eye(10))
    assert same.impact is not None
    assert small.impact is not None
    assert same.impact.first.value == pytest.approx(small.impact.first.value, abs=1e-6)
    with pytest.raises(ValueError, match="10 factors need 10 rows"):
        disagreement(two_experts(), n=32, correlation=np.eye(3))
    with pytest.raises(ValueError, match="no criterion was judged"):
        disagreement(round_of(judgements("p", {("s", "likelihood"): "C"})), n=32, correlation=0.5)
    with pytest.raises(ValueError, match="at least 32, not 16"):
        disagreement(two_experts(), n=16)


def test_any_executor_gives_the_same_bytes(example: Dossier) -> None:
    here = disagreement(example, n=256, resamples=5, weights="profiles", correlation=0.3)
    with ProcessPoolExecutor(2) as pool:
        there = disagreement(example, n=256, resamples=5, weights="profiles", correlation=0.3, executor=pool)
    assert json.dumps(here.as_dict()) == json.dumps(there.as_dict())


def test_titles_are_words_in_two_languages(small: Disagreement) -> None:
    titles = {f.name: f.title for f in small.factors}
    assert titles["likelihood:between"].nl == "waarschijnlijkheid: wie heeft gelijk"
    assert titles["1.1:within"].nl.endswith(": spreiding binnen een oordeel")
    assert titles["1.1:within"].en.endswith(": range within a judgement")


def test_evaluations_and_progress_are_told() -> None:
    seen: list[float] = []
    result = disagreement(two_experts(), n=64, resamples=0, paths=4, progress=seen.append)
    # 22 factors, 11 questions, paths of 23 runs, and the sample again: as it is, and for either expert
    assert result.evaluations == 64 * (24 + 13) + 4 * 23 + 2 * 64 * 3
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1)


def test_round_without_judgements_is_refused() -> None:
    with pytest.raises(UnusableJudgementError, match="no judgements of experts"):
        disagreement(round_of(), n=64)
    with pytest.raises(UnusableJudgementError, match="no weight profile heavy"):
        disagreement(two_experts(), n=64, weights="heavy")
    assert disagreement(two_experts(), n=64, resamples=0, method=METHOD).method_id == METHOD
