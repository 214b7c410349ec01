# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.capability.training.trainings import control, pairs, score, share
from weerbaar.capability.training import MeasuredEffect, effect
from weerbaar.capability.training.intervals import differences, newcombe_independent, newcombe_paired, t_interval


def ends(found: MeasuredEffect) -> tuple[float, float, float]:
    d = found.difference
    return round(d.estimate, 4), round(d.low, 4), round(d.high, 4)


def test_different_people_by_newcombe_method_10() -> None:
    found = effect(share((48, 80), (56, 70)))
    assert ends(found) == (0.2, 0.0524, 0.3339)
    assert (found.before.n, found.after.n, found.p_value, found.clear) == (80, 70, None, True)


def test_same_people_by_their_changes() -> None:
    found = effect(pairs(36, 12, 2, 0))
    assert ends(found) == (0.2, 0.0569, 0.3404)
    assert found.p_value == pytest.approx(2 * sum((1, 14, 91)) / 2**14)
    assert found.paired


def test_same_people_without_their_changes_count_as_different_and_it_is_said() -> None:
    found = effect(share((48, 80), (56, 80), design="same people"))
    assert found.difference == newcombe_independent((48, 80), (56, 80))
    assert any("was not recorded" in a.en for a in found.assumptions)


def test_control_group_by_newcombe_2001() -> None:
    found = effect(share((17, 75), (17, 65), **control((16, 65), (18, 72))))
    assert ends(found) == (0.031, -0.1687, 0.2343)
    assert not found.clear
    assert any("control group stands for" in a.en for a in found.assumptions)


def test_pairs_in_both_groups_with_a_control_group() -> None:
    changes = {"both": 20, "gained": 6, "lost": 4, "neither": 30}
    arm = control((24, 60), (26, 60), changes=changes)
    found = effect(share((38, 50), (48, 50), changes={"both": 36, "gained": 12, "lost": 2, "neither": 0}, **arm))
    assert found.difference == differences(newcombe_paired(36, 12, 2, 0), newcombe_paired(20, 6, 4, 30))
    assert found.p_value is None


def test_lower_is_better_turns_the_gain() -> None:
    found = effect(share((48, 80), (56, 70), better="lower"))
    assert (found.gain.estimate, found.gain.low, found.gain.high) == (
        -found.difference.estimate,
        -found.difference.high,
        -found.difference.low,
    )


def test_scores_by_welch_and_by_pairs() -> None:
    assert effect(score((50, 8, 40), (56, 10, 30))).difference == t_interval(6, [(10, 30), (8, 40)])
    changes = {"n": 30, "mean": 6, "sd": 5}
    found = effect(score((50, 8, 30), (56, 10, 30), design="same people", changes=changes))
    assert found.difference == t_interval(6, [(5, 30)])


def test_scores_with_a_control_group_have_four_spreads() -> None:
    groups: dict[str, Any] = {
        "design": "control group",
        "control": {"before": {"n": 35, "mean": 51, "sd": 9}, "after": {"n": 36, "mean": 53, "sd": 7}},
    }
    found = effect(score((50, 8, 40), (56, 10, 30), **groups))
    assert found.difference == t_interval(4, [(10, 30), (8, 40), (7, 36), (9, 35)])


def test_what_is_left_later() -> None:
    later = [{"months": 6, "after": {"n": 100, "successes": 55}}, {"months": 12, "after": {"n": 100, "successes": 50}}]
    found = effect(share((50, 100), (70, 100), follow_up=later))
    assert [(m.months, m.retained) for m in found.follow_up] == [(6, pytest.approx(0.25)), (12, 0)]
    assert found.follow_up[0].difference == newcombe_independent((50, 100), (55, 100))


def test_nothing_is_said_of_what_is_left_of_an_effect_that_was_not_clear() -> None:
    found = effect(share((50, 100), (52, 100), follow_up=[{"months": 6, "after": {"n": 100, "successes": 51}}]))
    assert found.follow_up[0].retained is None


def test_later_the_control_group_counts_without_its_earlier_changes() -> None:
    changes = {"both": 20, "gained": 6, "lost": 4, "neither": 30}
    later = {"months": 6, "after": {"n": 50, "successes": 30}, "control": {"n": 55, "successes": 25}}
    found = effect(share((38, 50), (48, 50), follow_up=[later], **control((24, 60), (26, 60), changes=changes)))
    expected = differences(newcombe_independent((38, 50), (30, 50)), newcombe_independent((24, 60), (25, 55)))
    assert found.follow_up[0].difference == expected


@pytest.mark.parametrize(
    ("measurement", "said"),
    [
        (share((1, 9), (2, 9)), "Without a control group"),
        (share((1, 9), (2, 9)), "Other people were asked"),
        (share((1, 9), (2, 9)), "not what they do"),
        (pairs(1, 2, 3, 4), "may have learnt"),
        (score((50, 8, 12), (56, 10, 40)), "With 12 people"),
    ],
)
def test_what_must_be_taken_for_granted_is_said(measurement: Any, said: str) -> None:
    assert sum(said in a.en for a in effect(measurement).assumptions) == 1


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says() -> None:
    """Coverage by simulation: 95 % intervals of 2,000 made-up studies of 60 before and 50 after, 0.3 and 0.5."""
    rng = np.random.default_rng(2012)
    before, after = rng.binomial(60, 0.3, 2000), rng.binomial(50, 0.5, 2000)
    seen: dict[tuple[int, int], bool] = {}
    held = 0
    for pair in zip(before.tolist(), after.tolist(), strict=True):
        if pair not in seen:
            d = newcombe_independent((pair[0], 60), (pair[1], 50))
            seen[pair] = d.low <= 0.2 <= d.high
        held += seen[pair]
    assert 0.935 <= held / 2000 <= 0.97
