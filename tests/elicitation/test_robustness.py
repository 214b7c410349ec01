# SPDX-License-Identifier: EUPL-1.2
"""Robustness tables against studies that really lack the item or the expert."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from tests.elicitation.panels import delft_course, plain_panel, random_panel
from tests.elicitation.slow_cooke import slow_decision_maker
from weerbaar.elicitation.cooke import ClassicalModel
from weerbaar.elicitation.information import information_beside
from weerbaar.elicitation.panel import NoSeedsError, Panel, PanelError, scaled
from weerbaar.elicitation.robustness import leave_experts_out, leave_items_out

NAN = float("nan")


@pytest.mark.parametrize("weighting", ["global", "item", "equal"])
@pytest.mark.parametrize("seed", [1, 2])
def test_leaving_items_out_equals_the_slow_twin_of_the_smaller_study(weighting: str, seed: int) -> None:
    panel = random_panel(seed, experts=5, seeds=6, missing=0.15)
    table = leave_items_out(panel, ClassicalModel(weighting=weighting), 2)  # type: ignore[arg-type]
    assert table.kind == "items"
    assert len(table.excluded) == 15
    for row, names in enumerate(table.excluded):
        twin = slow_decision_maker(panel.without(items=names), weighting)
        assert table.cutoff[row] == pytest.approx(twin.cutoff)
        assert table.calibration[row] == pytest.approx(twin.calibration)
        assert table.information_seeds[row] == pytest.approx(twin.information_seeds)
        assert table.information_all[row] == pytest.approx(twin.information_all)
        assert table.combined[row] == pytest.approx(twin.combined)


@pytest.mark.parametrize("weighting", ["global", "item", "equal"])
@pytest.mark.parametrize("seed", [3, 4])
def test_leaving_experts_out_equals_the_slow_twin_of_the_smaller_panel(weighting: str, seed: int) -> None:
    panel = random_panel(seed, experts=5, seeds=6, missing=0.15)
    table = leave_experts_out(panel, ClassicalModel(weighting=weighting), 2)  # type: ignore[arg-type]
    assert table.excluded == tuple(combinations(panel.experts, 2))
    for row, names in enumerate(table.excluded):
        twin = slow_decision_maker(panel.without(experts=names), weighting)
        assert table.cutoff[row] == pytest.approx(twin.cutoff)
        assert table.calibration[row] == pytest.approx(twin.calibration)
        assert table.information_seeds[row] == pytest.approx(twin.information_seeds)
        assert table.information_all[row] == pytest.approx(twin.information_all)


def test_course_of_tu_delft_without_expert_a() -> None:
    table = leave_experts_out(delft_course(), ClassicalModel(cutoff=0.0))
    direct = ClassicalModel(cutoff=0.0).decision_maker(delft_course().without(experts=["A"]))
    assert table.excluded[0] == ("A",)
    assert table.calibration[0] == pytest.approx(direct.calibration)
    # The ranges shrink with the outlier, and so does the information beside them.
    assert table.information_seeds[0] == pytest.approx(direct.information_seeds)
    assert table.information_seeds[0] < table.base.information_seeds


def test_shift_is_the_information_beside_the_decision_maker_of_everybody() -> None:
    panel = random_panel(6, experts=5, seeds=6)
    table = leave_items_out(panel)
    for row, names in enumerate(table.excluded):
        small = panel.without(items=names)
        new = ClassicalModel().decision_maker(small)
        keep = [i for i, name in enumerate(panel.items) if name not in names]
        log = small.log_scale[:, None]
        beside = information_beside(
            scaled(new.quantiles, log),
            scaled(new.ranges, log),
            scaled(table.base.quantiles[keep], log),
            scaled(table.base.ranges[keep], log),
            panel.probabilities,
        )
        assert table.shift_all[row] == pytest.approx(beside.mean(), abs=1e-12)
        assert table.shift_seeds[row] == pytest.approx(beside[small.seeds].mean(), abs=1e-12)


def test_what_changes_nothing_shifts_nothing() -> None:
    # Expert C repeats expert B in everything, within the range that A spans.
    answers = np.array([[[1, 20, 90], [2, 30, 95]], [[30, 40, 50], [30, 41, 52]], [[30, 40, 50], [30, 41, 52.0]]])
    table = leave_experts_out(plain_panel(answers, [45, 40]), ClassicalModel(cutoff=0.5))
    # Without C the same pool is left: B and C said the same.
    assert table.shift_all[2] == pytest.approx(0, abs=1e-14)
    assert table.shift_seeds[2] == pytest.approx(0, abs=1e-14)
    assert (table.shift_all >= 0).all()


def test_a_fixed_cutoff_that_nobody_reaches_any_more_leaves_an_empty_row() -> None:
    panel = delft_course()
    table = leave_experts_out(panel, ClassicalModel(cutoff=0.5))
    row = table.excluded.index(("B",))
    assert np.isnan([table.cutoff[row], table.calibration[row], table.information_all[row], table.shift_all[row]]).all()
    assert np.isfinite(table.combined[[0, 2]]).all()


def test_rows_do_not_depend_on_the_lot_they_are_in() -> None:
    panel = random_panel(8, experts=4, seeds=19, targets=0)
    table = leave_items_out(panel, None, 2)
    assert len(table.excluded) == 171
    for row in (0, 127, 128, 170):
        direct = ClassicalModel().decision_maker(panel.without(items=table.excluded[row]))
        assert table.calibration[row] == direct.calibration
        assert table.information_seeds[row] == pytest.approx(direct.information_seeds, rel=1e-12)


def test_user_weights_of_those_who_are_left() -> None:
    model = ClassicalModel(weighting="user", user_weights=(1, 2, 3))
    table = leave_experts_out(delft_course(), model)
    without_b = ClassicalModel(weighting="user", user_weights=(1, 3)).decision_maker(
        delft_course().without(experts=["B"])
    )
    assert table.calibration[1] == pytest.approx(without_b.calibration)
    assert table.information_seeds[1] == pytest.approx(without_b.information_seeds)


def test_not_everything_can_be_left_out() -> None:
    panel = delft_course()
    with pytest.raises(PanelError, match="5 cannot be left out of 5 seed questions"):
        leave_items_out(panel, None, 5)
    with pytest.raises(PanelError, match="3 cannot be left out of 3 experts"):
        leave_experts_out(panel, None, 3)
    many = plain_panel(np.tile([1.0, 2, 3], (2, 40, 1)), np.full(40, 2.5))
    with pytest.raises(
        PanelError, match="leaving 8 of 40 seed questions out gives 76,904,685 cases; at most 100,000 are"
    ):
        leave_items_out(many, None, 8)
    with pytest.raises(ValueError, match="at least 1"):
        leave_items_out(panel, None, 0)


def test_without_seed_questions_there_is_no_table() -> None:
    panel = plain_panel([[[1, 2, 3], [1, 2, 3]], [[2, 3, 4], [1, 2, 4]]], [NAN, NAN])
    with pytest.raises(NoSeedsError):
        leave_experts_out(panel)


def test_an_expert_with_one_seed_question_drops_out_where_it_is_left_out() -> None:
    base = random_panel(9, experts=4, seeds=5, targets=1)
    values = base.values.copy()
    seeds = np.flatnonzero(base.seeds)
    values[3, seeds[1:]] = NAN
    panel = Panel(base.experts, base.items, base.probabilities, values, base.realizations, base.log_scale)
    table = leave_items_out(panel)
    row = table.excluded.index((panel.items[seeds[0]],))
    twin = slow_decision_maker(panel.without(items=table.excluded[row]))
    assert table.calibration[row] == pytest.approx(twin.calibration)
    assert table.information_all[row] == pytest.approx(twin.information_all)
