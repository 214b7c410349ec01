# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, example_study, given, make_study, seeds
from weerbaar.elicitation import evaluate, krippendorff_alpha
from weerbaar.elicitation.result import Score


def score(scores: tuple[Score, ...], who: str) -> Score:
    return next(s for s in scores if s.who == who)


def test_hits_of_known_quantities() -> None:
    questions = [*seeds([20, 20, 20, 50]), {**TARGET, "outcome": 5}, {**TARGET, "id": "open"}]
    a = [given(f"ijk-{i}", 10, 20, 30) for i in range(1, 5)] + [given("doel", 1, 4, 9), given("open", 1, 2, 3)]
    b = [given("ijk-1", 0, 1, 2)]
    found = evaluate(make_study(questions, {"a": a, "b": b}), weighting="equal").scores
    assert [s.who for s in found] == ["a", "b", "decision-maker", "equal-weights"]
    own = score(found, "a")
    assert (own.asked, own.hits, own.hit_rate) == (5, 4, 0.8)  # the open question does not count
    # Clopper and Pearson for 4 of 5
    assert (own.hit_low, own.hit_high) == (pytest.approx(0.28358, abs=1e-5), pytest.approx(0.99495, abs=1e-5))
    assert (score(found, "b").asked, score(found, "b").hits) == (1, 0)
    assert score(found, "equal-weights").crps_ratio == pytest.approx(1)
    assert own.brier is None


def test_scores_of_events_and_labels() -> None:
    happened = {**CHANCE, "outcome": True}
    not_so = {**CHANCE, "id": "kans-2", "outcome": False}
    known = {**LABEL, "outcome": "B"}
    study = make_study(
        [happened, not_so, known],
        {
            "a": [
                {"question": "kans", "probability": 0.8},
                {"question": "kans-2", "probability": 0.4},
                {"question": "label", "label": "B", "upper": "C"},
            ],
            "b": [{"question": "kans", "probability": 0}],
        },
    )
    found = evaluate(study, weighting="equal").scores
    own = score(found, "a")
    assert own.brier == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert own.logarithmic == pytest.approx(-(math.log(0.8) + math.log(0.6)) / 2)
    assert own.label_share == pytest.approx(2 / 3)
    assert (own.asked, own.hit_rate, own.crps_ratio) == (0, None, None)
    assert score(found, "b").logarithmic == math.inf
    pool = score(found, "decision-maker")
    assert pool.brier == pytest.approx((0.6**2 + 0.4**2) / 2)


def test_an_event_asked_in_quantiles_is_scored_by_its_mean() -> None:
    chance = {**CHANCE, "asks": "quantiles", "scale": "uni", "outcome": True}
    found = evaluate(make_study([chance], {"a": [given("kans", 0.2, 0.4, 0.6)]}), weighting="equal")
    # uniform pieces over 0.16 … 0.64: means 0.18, 0.3, 0.5, 0.62
    mean = 0.05 * 0.18 + 0.45 * 0.3 + 0.45 * 0.5 + 0.05 * 0.62
    assert score(found.scores, "a").brier == pytest.approx((1 - mean) ** 2)


def test_without_any_truth_there_are_no_scores() -> None:
    assert evaluate(make_study([TARGET], {"a": [given("doel", 1, 2, 3)]}), weighting="equal").scores == ()


def test_agreement_per_question() -> None:
    found = evaluate(
        make_study(
            [SEED, LABEL],
            {
                "a": [given("ijk", 0, 10, 20), {"question": "label", "label": "A"}],
                "b": [given("ijk", 10, 20, 30), {"question": "label", "label": "C"}],
            },
        ),
        weighting="equal",
    ).agreement
    quantity, label = found.questions
    assert (quantity.median_low, quantity.median_high, quantity.experts) == (10, 20, 2)
    assert quantity.overlap == pytest.approx(1 / 3)  # 10 of 30 is shared
    assert quantity.distance == pytest.approx(0.5)  # 10 apart, 20 wide
    assert (label.median_low, label.median_high, label.overlap) == ("A", "C", None)
    assert (found.alpha, found.labels) == (None, ())


def test_alpha_over_the_labels_that_share_a_scale() -> None:
    """Three raters by five questions; the same number as from the ratings themselves."""
    rows = {"a": "ABCDA", "b": "ABDDA", "c": "BBCCA"}
    questions = [{**LABEL, "id": f"l-{i}"} for i in range(5)] + [{**LABEL, "labels": ["X", "Y"]}]
    answers = {e: [{"question": f"l-{i}", "label": x} for i, x in enumerate(row)] for e, row in rows.items()}
    found = evaluate(make_study(questions, answers), weighting="equal").agreement
    assert found.labels == tuple(f"l-{i}" for i in range(5))
    ratings = [["ABCD".index(x) for x in row] for row in rows.values()]
    assert found.alpha == pytest.approx(krippendorff_alpha(ratings, "ordinal"))
    assert found.alpha_low is not None
    assert found.alpha_high is not None
    assert found.alpha_low <= found.alpha <= found.alpha_high <= 1
    assert found.kappa is not None


def test_the_interval_of_alpha_follows_the_seed() -> None:
    study = example_study()
    assert evaluate(study, seed=1).agreement == evaluate(study, seed=2).agreement  # one label question: no alpha
