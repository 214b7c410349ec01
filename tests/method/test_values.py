# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import UnknownCellError, class_index
from weerbaar.method import (
    UnknownNameError,
    UnusableValueError,
    class_codes,
    label_values,
    load_method,
    profile_weights,
    total_bounds,
)
from weerbaar.method.model import Method


def test_base_three_of_the_guide(national: Method) -> None:
    assert label_values(national) == pytest.approx({"X": 0, "A": 1 / 81, "B": 1 / 27, "C": 1 / 9, "D": 1 / 3, "E": 1})


def test_half_classes_are_the_square_root_of_three_above_their_class(regional: Method) -> None:
    values = label_values(regional)
    assert values["C hoog"] == pytest.approx(math.sqrt(3) / 9)
    assert values["D hoog"] == pytest.approx(math.sqrt(3) / 3)
    assert list(values.values()) == sorted(values.values())


def test_another_base_keeps_half_classes_in_the_middle(regional: Method) -> None:
    values = label_values(regional, base=10)
    assert values["D"] == pytest.approx(0.1)
    assert values["D hoog"] == pytest.approx(math.sqrt(10) / 10)
    assert values == pytest.approx(label_values(regional, "base10"))


@given(st.floats(1.01, 50))
def test_values_ascend_whatever_the_base(base: float) -> None:
    values = list(label_values(load_method("nl-rrp-2009"), base=base).values())
    assert all(low < high for low, high in pairwise(values))
    assert values[-1] == 1


def test_value_table(national: Method) -> None:
    assert label_values(national, "ranks") == {"X": 0, "A": 1, "B": 2, "C": 3, "D": 4, "E": 5}


def test_belgian_values_are_euro(belgian: Method) -> None:
    assert label_values(belgian)["3"] == 1.6e9


@pytest.mark.parametrize("base", [1.0, 0.5, math.nan, math.inf])
def test_a_base_must_be_above_one(national: Method, base: float) -> None:
    with pytest.raises(UnusableValueError, match="base"):
        label_values(national, base=base)


def test_unknown_value_function(national: Method) -> None:
    with pytest.raises(UnknownNameError, match=r"'base4'.*base3, base10, ranks"):
        label_values(national, "base4")


def test_a_method_without_value_function_says_so_but_takes_a_base(british: Method) -> None:
    with pytest.raises(UnknownCellError, match="no value function"):
        label_values(british)
    assert label_values(british, base=5)["1"] == pytest.approx(5**-4)


def test_lower_bound_starts_a_class_at_the_value_of_the_label_below(national: Method, regional: Method) -> None:
    assert total_bounds(national) == pytest.approx((1 / 81, 1 / 27, 1 / 9, 1 / 3))
    assert total_bounds(regional) == total_bounds(national)


def test_nearest_log_bounds_of_the_reference(national: Method) -> None:
    found = total_bounds(national, rule="nearest_log")
    assert found == pytest.approx((0.021383343, 0.064150030, 0.192450090, 0.577350269))


def test_bounds_follow_the_values_given(national: Method) -> None:
    assert total_bounds(national, label_values(national, base=2)) == pytest.approx((1 / 16, 1 / 8, 1 / 4, 1 / 2))


def test_belgian_total_classes_lie_half_way_on_the_scale_of_total_impact(belgian: Method) -> None:
    assert total_bounds(belgian) == pytest.approx(tuple(8e8 * 5 ** (k + 0.5) for k in range(4)))


def test_stated_bounds_do_not_follow_the_values_given(belgian: Method) -> None:
    assert total_bounds(belgian, label_values(belgian, base=2)) == total_bounds(belgian)


def test_every_criterion_at_d_reaches_the_lower_bound_of_the_highest_class(national: Method) -> None:
    total = sum(w * label_values(national)["D"] for w in profile_weights(national, "equal").values())
    assert class_codes(national)[class_index(total, total_bounds(national))] == "E"
    note = national.aggregation.total_classes.note  # type: ignore[union-attr]
    assert note is not None
    assert "elk criterium op D" in note.nl
    assert "every criterion at D" in note.en


def test_no_total_where_none_is_published(british: Method) -> None:
    with pytest.raises(UnknownCellError, match="no published rule"):
        total_bounds(british)


@pytest.mark.parametrize("rule", ["bounds", "middle"])
def test_an_unknown_rule_is_named(national: Method, rule: str) -> None:
    with pytest.raises(UnknownNameError, match=f"'{rule}'.*lower_bound, nearest_log"):
        total_bounds(national, rule=rule)


def test_equal_weights(national: Method) -> None:
    assert profile_weights(national, "equal") == pytest.approx(dict.fromkeys([c.id for c in national.criteria], 0.1))
    assert profile_weights(national, "default") == profile_weights(national, "equal")


def test_illustrative_interests_give_every_interest_a_fifth(national: Method) -> None:
    weights = profile_weights(national, "illustrative-interests")
    for interest in national.interests:
        share = sum(weights[c.id] for c in national.criteria if c.interest == interest.id)
        assert share == pytest.approx(0.2)


def test_own_profiles_go_first_and_are_scaled_to_one(national: Method) -> None:
    weights = profile_weights(national, "own", {"own": {"2.1": 3, "2.2": 1}})
    assert weights["2.1"] == 0.75
    assert weights["2.2"] == 0.25
    assert weights["3.1"] == 0
    assert sum(profile_weights(national, "own", {"own": "equal"}).values()) == pytest.approx(1)


def test_unknown_profiles_and_criteria_are_named(national: Method) -> None:
    with pytest.raises(UnknownNameError, match=r"'public'.*equal, illustrative-interests"):
        profile_weights(national, "public")
    with pytest.raises(UnknownNameError, match=r"'9\.9'"):
        profile_weights(national, "own", {"own": {"9.9": 1}})


@pytest.mark.parametrize("weights", [{"2.1": -1, "2.2": 2}, {"2.1": 0}, {"2.1": math.nan}, {"2.1": math.inf}, {}])
def test_impossible_weights(national: Method, weights: dict[str, float]) -> None:
    with pytest.raises(UnusableValueError, match="profile own"):
        profile_weights(national, "own", {"own": weights})
