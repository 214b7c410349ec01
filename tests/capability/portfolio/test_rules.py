# SPDX-License-Identifier: EUPL-1.2
"""Rules as rows, and the smallest set that clashes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.small_problems import every_choice, literally_allowed, random_problem, seeds
from weerbaar.base import Text
from weerbaar.capability.portfolio import AtLeast, InfeasibleError, Limits, Problem, Rule, SparseRows, check_feasible
from weerbaar.capability.portfolio.rules import conflict, rows_of, rules_of, some_choice


def problem(**changes: object) -> Problem:
    given_ = {
        "options": ("dike", "pump", "sirens"),
        "cells": ("flood",),
        "effect": SparseRows.of_dense([[1.0], [1.0], [1.0]]),
        "limits": Limits.budget([1.5, 2.0, 1.0], 1.2, Text(nl="begroting 2014", en="budget 2014")),
    }
    return Problem(**(given_ | changes))  # type: ignore[arg-type]


ZEELAND = AtLeast(Text(nl="regio Zeeland", en="region Zeeland"), (0, 1))


def test_a_budget_and_a_region_clash_and_are_named() -> None:
    with pytest.raises(InfeasibleError) as caught:
        check_feasible(problem(at_least=(ZEELAND,), excludes=((1, 2),)))
    assert {rule.kind for rule in caught.value.rules} == {"limit", "at_least"}
    assert caught.value.render("nl") == "begroting 2014 (1,200) gaat niet samen met ten minste 1 uit regio Zeeland."
    assert caught.value.render("en") == "budget 2014 (1.200) cannot be met with at least 1 of region Zeeland."


def test_a_rule_that_clashes_with_itself_stands_alone() -> None:
    with pytest.raises(InfeasibleError) as caught:
        check_feasible(problem(at_least=(AtLeast(ZEELAND.name, (0, 1), 3),)))
    assert caught.value.render("en") == "at least 3 of region Zeeland cannot be met."


def test_fixed_in_and_out_at_once_is_a_clash() -> None:
    words = [rule.words.in_("nl") for rule in conflict(problem(fixed_in={2}, fixed_out={2}))]
    assert words == ["sirens in elk geval", "sirens in geen geval"]


def test_three_rules_that_only_clash_together() -> None:
    clash = conflict(problem(fixed_in={2}, requires=((2, 0),), at_least=(AtLeast(Text(nl="x"), (2,)),)))
    assert {rule.kind for rule in clash} in ({"limit", "fixed_in", "requires"}, {"limit", "at_least", "requires"})


def meets(rules: list[Rule] | tuple[Rule, ...], n: int) -> bool:
    return any(
        all(sum(a * x[i] for i, a in zip(r.options, r.amounts, strict=True)) <= r.bound + r.slack for r in rules)
        for x in itertools.product((0, 1), repeat=n)
    )


@given(seeds)
@settings(max_examples=60)
def test_a_clash_needs_every_part_of_it(seed: int) -> None:
    found = random_problem(seed)
    clash = conflict(found)
    assert bool(clash) == (not every_choice(found))
    if clash:
        assert not meets(clash, found.n)
        for rule in clash:
            assert meets([other for other in clash if other is not rule], found.n)


@given(seeds)
@settings(max_examples=40)
def test_rows_say_what_the_rules_say(seed: int) -> None:
    found = random_problem(seed)
    rows = rows_of(found)
    for x in itertools.product((0, 1), repeat=found.n):
        fixed = all(x[i] for i in found.fixed_in) and not any(x[i] for i in found.fixed_out)
        assert (rows.allow(np.array(x, dtype=float)) and fixed) == literally_allowed(found, x)


@given(seeds)
@settings(max_examples=25)
def test_some_choice_is_within_the_rules(seed: int) -> None:
    found = random_problem(seed)
    choice = some_choice(found)
    assert (choice is None) == (not every_choice(found))
    assert choice is None or literally_allowed(found, tuple(int(v) for v in choice))


def test_every_rule_has_words_in_both_languages() -> None:
    words = {
        (rule.kind, rule.words.in_("nl"), rule.words.in_("en"))
        for rule in rules_of(problem(at_least=(ZEELAND,), excludes=((0, 1, 2),), requires=((0, 2),), fixed_in={2}))
    }
    assert words == {
        ("limit", "begroting 2014 (1,200)", "budget 2014 (1.200)"),
        ("requires", "dike vraagt sirens", "dike needs sirens"),
        ("excludes", "hoogstens één van dike, pump en sirens", "at most one of dike, pump and sirens"),
        ("at_least", "ten minste 1 uit regio Zeeland", "at least 1 of region Zeeland"),
        ("fixed_in", "sirens in elk geval", "sirens in any case"),
    }
