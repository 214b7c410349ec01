# SPDX-License-Identifier: EUPL-1.2
"""What a problem refuses, and what a choice says about its proof."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.capability.portfolio import (
    AtLeast,
    Choice,
    CyclicRequirementError,
    Limits,
    Pairs,
    Problem,
    SparseRows,
    relative_gap,
)

EFFECT = SparseRows.of_dense([[1.0, 0.0], [0.5, 2.0], [0.0, 1.0]])


def problem(**changes: Any) -> Problem:
    return Problem(**({"options": ("a", "b", "c"), "cells": ("s", "t"), "effect": EFFECT} | changes))


def test_what_is_not_given_is_neutral() -> None:
    plain = problem()
    assert (plain.n, plain.m) == (3, 2)
    assert plain.weight.tolist() == [1, 1]
    assert np.isinf(plain.cap).all()
    assert np.isinf(plain.scale).all()
    assert plain.bounded().names == ()
    assert plain.with_fixed([0], [2]).fixed_out == {2}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effect": SparseRows.of_dense([[1.0, 0.0]])}, "effect is 1 × 2, not 3 options × 2 cells"),
        ({"effect": EFFECT.with_values([1, 1, -1, 1])}, "option 'b' has a negative effect"),
        ({"weight": np.ones(3)}, "weight must have one entry per cell"),
        ({"weight": np.array([1, -1])}, "a weight is negative"),
        ({"cap": np.array([np.nan, 1])}, "a cap is negative"),
        ({"scale": np.array([0.0, 1])}, "a scale is not above 0"),
        ({"pairs": Pairs(*map(np.array, ([0], [3], [0], [1.0])))}, "names an option or a cell that is not there"),
        ({"limits": Limits.budget([1, 2], 3)}, "the limits are about 2 options, not 3"),
        ({"excludes": ((0, 3),)}, "a rule names an option that is not there"),
        ({"at_least": (AtLeast(Text(nl="x"), (-1,)),)}, "a rule names an option that is not there"),
    ],
)
def test_what_does_not_fit_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        problem(**changes)


def test_options_that_need_each_other_in_a_circle_are_named_in_order() -> None:
    with pytest.raises(CyclicRequirementError) as caught:
        problem(requires=((0, 1), (2, 0), (1, 2)))
    assert caught.value.cycle == ("a", "b", "c")
    assert (
        caught.value.render("nl")
        == "de maatregelen vragen elkaar in een kring: a, dat vraagt b, dat vraagt c, dat vraagt a."
    )
    assert caught.value.render("en").endswith("a, which needs b, which needs c, which needs a.")


def test_an_option_that_needs_itself_is_a_circle() -> None:
    with pytest.raises(CyclicRequirementError) as caught:
        problem(requires=((1, 1),))
    assert caught.value.cycle == ("b",)


def test_two_roads_to_one_option_are_no_circle() -> None:
    assert len(problem(requires=((0, 1), (0, 2), (1, 2))).requires) == 3


def test_an_option_does_not_interact_with_itself() -> None:
    with pytest.raises(ValueError, match="with itself"):
        Pairs(*map(np.array, ([1], [1], [0], [1.0])))


def test_limits_need_finite_bounds() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        Limits.budget([1, 2, 3], np.inf)


@pytest.mark.parametrize(
    ("value", "bound", "gap"), [(10, 11, 0.1), (10, 9, 0), (0, 0, 0), (0, 1, np.inf), (-10, -9, 0.1)]
)
def test_the_gap_is_relative_to_the_value(value: float, bound: float, gap: float) -> None:
    assert relative_gap(value, bound) == pytest.approx(gap)


def test_a_choice_is_proven_when_the_gap_asked_for_is_reached() -> None:
    def choice(bound: float) -> Choice:
        return Choice((0,), ("a",), 10.0, bound, np.zeros(2), np.zeros(0), requested_gap=0.01)

    assert choice(10.05).proof == "proven"
    assert choice(10.2).proof == "stopped at limit"
    assert choice(10.2).gap == pytest.approx(0.02)
