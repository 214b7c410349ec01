# SPDX-License-Identifier: EUPL-1.2
"""Cooke's classical model: published examples, an independent slow twin, and invariants."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.elicitation.panels import delft_course, plain_panel, random_panel
from tests.elicitation.slow_cooke import slow_decision_maker, slow_expert_scores
from weerbaar.elicitation.cooke import ClassicalModel
from weerbaar.elicitation.panel import NoSeedsError, Panel, PanelError

NAN = float("nan")


def test_course_of_tu_delft_section_3_7_3() -> None:
    """Scores and decision makers as printed in the open course "Decision making under uncertainty" of TU Delft."""
    panel = delft_course()
    scores = ClassicalModel().scores(panel)
    assert scores.calibration == pytest.approx([3.621e-5, 0.608, 0.327], rel=1e-3)
    assert scores.information_seeds == pytest.approx([1.418, 0.558, 1.354], abs=5e-4)
    # The course computed its weights from scores of three digits.
    performance = ClassicalModel(cutoff=0.0).decision_maker(panel)
    assert performance.weights == pytest.approx([0.00006565341, 0.4338007, 0.5661336], abs=1e-4)
    assert performance.quantiles[:3] == pytest.approx(
        np.array([[19.97, 24.48, 33.11], [8.19, 10.91, 14.86], [60.75, 67.56, 87.94]]), abs=0.006
    )
    equal = ClassicalModel(weighting="equal").decision_maker(panel)
    assert equal.quantiles[:3] == pytest.approx(
        np.array([[2.55, 21.77, 32.39], [8.31, 12.23, 14.91], [61.43, 71.08, 91.61]]), abs=0.006
    )


def test_course_of_tu_delft_section_3_8_2_without_expert_a() -> None:
    panel = delft_course().without(experts=["A"])
    scores = ClassicalModel().scores(panel)
    assert scores.calibration == pytest.approx([0.608, 0.327], abs=5e-4)
    assert scores.information_seeds == pytest.approx([0.220, 0.971], abs=8e-4)
    performance = ClassicalModel(cutoff=0.0).decision_maker(panel)
    assert performance.weights == pytest.approx([0.3, 0.7], abs=0.005)
    assert performance.quantiles == pytest.approx(
        np.array(
            [
                [20, 24.68, 32.31],
                [8.33, 11.71, 14.92],
                [61.24, 67.34, 86.28],
                [23.03, 43.3, 45.98],
                [30.61, 33.29, 39.1],
            ]
        ),
        abs=0.011,
    )
    equal = ClassicalModel(weighting="equal").decision_maker(panel)
    assert equal.quantiles == pytest.approx(
        np.array(
            [
                [20, 24.38, 33.15],
                [8.15, 10.75, 14.82],
                [60.61, 67.69, 88.24],
                [21.39, 42.5, 45.96],
                [30.31, 33.57, 39.58],
            ]
        ),
        abs=0.011,
    )


def test_a_perfectly_calibrated_panel_scores_exactly_1() -> None:
    """Twenty truths at 1, 9, 9 and 1 in the bins: a peer gives 0 here."""
    z = 1.6448536269514722
    truths = [-2.0] + [-0.5] * 9 + [0.5] * 9 + [2.0]
    panel = plain_panel(np.tile([-z, 0.0, z], (2, 20, 1)), truths)
    decision = ClassicalModel().decision_maker(panel)
    assert decision.scores.calibration.tolist() == [1.0, 1.0]
    assert decision.calibration == 1.0
    assert decision.bin_counts.tolist() == [1, 9, 9, 1]


def assert_equals_twin(panel: Panel, **choices: object) -> None:
    model = ClassicalModel(**choices)  # type: ignore[arg-type]
    cutoff = None if model.cutoff == "optimised" else model.cutoff
    twin = slow_decision_maker(panel, model.weighting, cutoff, model.overshoot, model.power, model.seed_count)
    decision = model.decision_maker(panel)
    assert decision.cutoff == pytest.approx(twin.cutoff, rel=1e-9)
    assert decision.weights == pytest.approx(twin.weights, rel=1e-9, abs=1e-15)
    assert decision.quantiles == pytest.approx(np.array(twin.quantiles), rel=1e-9, nan_ok=True)
    assert decision.calibration == pytest.approx(twin.calibration, rel=1e-9)
    assert decision.information_seeds == pytest.approx(twin.information_seeds, rel=1e-9)
    assert decision.information_all == pytest.approx(twin.information_all, rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weighting", ["global", "item", "equal"])
def test_decision_maker_equals_the_slow_twin(seed: int, weighting: str) -> None:
    assert_equals_twin(random_panel(seed, experts=3 + seed, seeds=7, five=seed % 2 == 1), weighting=weighting)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weighting", ["global", "item", "equal"])
@pytest.mark.parametrize("seed_count", ["minimum", "own"])
def test_decision_maker_equals_the_slow_twin_with_missing_answers(seed: int, weighting: str, seed_count: str) -> None:
    panel = random_panel(100 + seed, experts=6, seeds=7, missing=0.25)
    assert_equals_twin(panel, weighting=weighting, seed_count=seed_count)


@pytest.mark.parametrize(
    "choices", [{"cutoff": 0.0}, {"cutoff": 0.01}, {"power": 0.4}, {"overshoot": 0.3}, {"power": 0.1, "cutoff": 0.0}]
)
def test_every_choice_equals_the_slow_twin(choices: dict[str, object]) -> None:
    assert_equals_twin(random_panel(7, experts=6, seeds=8, missing=0.1), **choices)


@pytest.mark.parametrize("seed", range(4))
def test_scores_equal_the_slow_twin(seed: int) -> None:
    panel = random_panel(seed, experts=6, missing=0.3)
    scores = ClassicalModel(seed_count="own", power=0.7).scores(panel)
    twin = slow_expert_scores(panel, 0.1, 0.7, "own")
    assert scores.calibration == pytest.approx([s["calibration"] for s in twin], nan_ok=True)
    assert scores.information_all == pytest.approx([s["information_all"] for s in twin])
    assert scores.combined == pytest.approx([s["calibration"] * s["information_seeds"] for s in twin], nan_ok=True)
    for e, s in enumerate(twin):
        for q in range(len(panel.items)):
            assert scores.information[e, q] == pytest.approx(s.get(f"said{q}", NAN), nan_ok=True)


def test_optimising_is_never_worse_than_any_cutoff() -> None:
    panel = random_panel(21, experts=9, seeds=10)
    best = ClassicalModel().decision_maker(panel)
    for cutoff in ClassicalModel().scores(panel).calibration.tolist():
        assert ClassicalModel(cutoff=cutoff).decision_maker(panel).combined <= best.combined * (1 + 1e-12)


def test_weights_of_an_item_go_to_those_who_answered_it() -> None:
    panel = plain_panel(
        [[[1, 2, 3], [1, 2, 3], [NAN] * 3], [[1, 2, 4], [0, 2, 5], [4, 5, 7]], [[1, 3, 5], [NAN] * 3, [4, 6, 7]]],
        [1.5, 2.5, NAN],
    )
    decision = ClassicalModel(weighting="user", user_weights=(3, 1, 4)).decision_maker(panel)
    assert decision.weights.tolist() == [0.375, 0.125, 0.5]
    expected = np.array([[0.375, 0.75, 0], [0.125, 0.25, 0.2], [0.5, 0, 0.8]])
    assert decision.item_weights == pytest.approx(expected)
    assert decision.cutoff == 0


def test_an_item_that_nobody_with_weight_answered_has_no_answer() -> None:
    panel = plain_panel([[[1, 2, 3], [NAN] * 3], [[1, 2, 3], [4, 5, 6]]], [1.5, NAN])
    decision = ClassicalModel(weighting="user", user_weights=(1, 0)).decision_maker(panel)
    assert np.isnan(decision.quantiles[1]).all()
    assert np.isnan(decision.item_weights[:, 1]).all()
    assert decision.distributions[1] is None
    assert decision.information_all == decision.information_seeds


def test_the_whole_distribution_has_the_quantiles() -> None:
    panel = random_panel(31, experts=5, missing=0.2)
    decision = ClassicalModel(weighting="item").decision_maker(panel)
    for q, d in enumerate(decision.distributions):
        if d is not None:
            assert d.quantile(panel.probabilities) == pytest.approx(decision.quantiles[q], rel=1e-9)
            assert (d.knots[0], d.knots[-1]) == pytest.approx(tuple(decision.ranges[q]))


def test_an_expert_without_seed_questions_is_not_scored_and_does_not_count() -> None:
    answers = [[[1, 2, 3], [1, 2, 3], [5, 6, 7]], [[0, 2, 3], [1, 2, 4], [4, 6, 7]], [[NAN] * 3, [NAN] * 3, [1, 2, 3]]]
    decision = ClassicalModel(cutoff=0.0).decision_maker(plain_panel(answers, [1.5, 2.5, NAN]))
    assert np.isnan(decision.scores.calibration[2])
    assert decision.weights[2] == 0
    # Two seed questions count, not none.
    assert decision.scores.calibration[0] < 1


def test_equal_weights_need_no_seed_questions() -> None:
    panel = plain_panel([[[1, 2, 3]], [[2, 3, 4]]], [NAN])
    decision = ClassicalModel(weighting="equal").decision_maker(panel)
    assert np.isnan(decision.calibration)
    assert np.isnan(decision.information_seeds)
    assert decision.information_all > 0
    assert decision.quantiles[0, 1] == pytest.approx(2.5)


@pytest.mark.parametrize("weighting", ["global", "item"])
def test_performance_weights_without_seed_questions_are_refused(weighting: str) -> None:
    panel = plain_panel([[[1, 2, 3]], [[2, 3, 4]]], [NAN])
    model = ClassicalModel(weighting=weighting)  # type: ignore[arg-type]
    with pytest.raises(NoSeedsError) as caught:
        model.decision_maker(panel)
    assert caught.value.names == ("A", "B")
    assert "gelijke of eigen gewichten" in caught.value.render("nl")
    with pytest.raises(NoSeedsError, match="seed question"):
        model.scores(panel)


def test_a_cutoff_that_nobody_reaches_names_the_best_expert() -> None:
    with pytest.raises(PanelError, match=r"cut-off 0\.9; the highest calibration is 0\.608 \(B\)") as caught:
        ClassicalModel(cutoff=0.9).decision_maker(delft_course())
    assert caught.value.names == ("B",)


def test_nobody_with_weight_is_told() -> None:
    # Two thousand truths far above every answer: the calibration is 0 in floating point.
    panel = plain_panel(np.tile([1.0, 2, 3], (2, 2000, 1)), np.full(2000, 9.0))
    for cutoff in ("optimised", 0.0):
        with pytest.raises(PanelError, match="no expert has any weight left"):
            ClassicalModel(cutoff=cutoff).decision_maker(panel)  # type: ignore[arg-type]


def test_user_weights_fit_the_panel() -> None:
    with pytest.raises(PanelError, match="2 weights for 3 experts"):
        ClassicalModel(weighting="user", user_weights=(1, 1)).decision_maker(delft_course())


@pytest.mark.parametrize(
    "choices",
    [
        {"weighting": "best"},
        {"seed_count": "mean"},
        {"cutoff": 1.5},
        {"power": 0},
        {"weighting": "user"},
        {"user_weights": (1, 2)},
        {"weighting": "user", "user_weights": (0, 0)},
        {"weighting": "user", "user_weights": (1, -1)},
        {"weighting": "user", "user_weights": (1, NAN)},
    ],
)
def test_choices_out_of_range(choices: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|go with"):
        ClassicalModel(**choices)  # type: ignore[arg-type]


@given(st.integers(0, 10_000), st.permutations(range(5)), st.floats(1e-3, 1e3), st.floats(-100, 100))
@settings(deadline=None, max_examples=25)
def test_order_of_experts_unit_and_zero_do_not_matter(seed: int, order: list[int], unit: float, zero: float) -> None:
    panel = random_panel(seed, experts=5, seeds=6, targets=1)
    panel = dataclasses.replace(
        panel,
        values=np.where(panel.log_scale[:, None], np.log(panel.values) * 20, panel.values),
        # No truth equals a quantile, which rounding could part.
        realizations=np.where(panel.log_scale, np.log(panel.realizations) * 20, panel.realizations) + 0.37,
        log_scale=np.zeros(len(panel.items), dtype=bool),
    )
    other = dataclasses.replace(
        panel,
        experts=tuple(panel.experts[i] for i in order),
        values=panel.values[order] * unit + zero,
        realizations=panel.realizations * unit + zero,
    )
    for weighting in ("global", "item", "equal"):
        a = ClassicalModel(weighting=weighting).decision_maker(panel)  # type: ignore[arg-type]
        b = ClassicalModel(weighting=weighting).decision_maker(other)  # type: ignore[arg-type]
        assert b.calibration == pytest.approx(a.calibration, rel=1e-6)
        assert b.information_all == pytest.approx(a.information_all, rel=1e-6)
        assert b.weights == pytest.approx(a.weights[order], rel=1e-6, abs=1e-12)
        assert b.quantiles == pytest.approx(a.quantiles * unit + zero, rel=1e-6, abs=1e-6 * (1 + unit))


def test_same_input_same_bytes() -> None:
    panel = random_panel(5, experts=8, missing=0.1)
    one, two = (ClassicalModel(weighting="item").decision_maker(panel) for _ in range(2))
    assert one.quantiles.tobytes() == two.quantiles.tobytes()
    assert one.item_weights.tobytes() == two.item_weights.tobytes()
