# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.capability.measures.proposals import CYBER, LONER, RIOTS, analysis_in, proposal
from weerbaar.capability.choice.building import Built, build
from weerbaar.capability.choice.turning import (
    MOST_EFFECT,
    cost_flip,
    effect_flip,
    forced_in,
    forced_out,
    with_effect,
    with_measure,
)
from weerbaar.capability.portfolio import solve, values
from weerbaar.capability.weighing import Ground

BUDGET: dict[str, Any] = {"budgets": [{"year": 2014, "amount_eur": 10e6}]}


def three(folder: Path, choice: dict[str, Any] | None = None, **content: Any) -> Built:
    """Two measures of which one fits, on the same scenario, and a small one that always fits."""
    measures = [
        proposal("groot", cost={"one_off_eur": 8e6}, effects=[{"scenario": LONER, "on": "likelihood", "share": 0.4}]),
        proposal("ander", cost={"one_off_eur": 9e6}, effects=[{"scenario": LONER, "on": "likelihood", "share": 0.3}]),
        proposal("klein", cost={"one_off_eur": 2e6}, effects=[{"scenario": CYBER, "on": "likelihood", "share": 0.1}]),
    ]
    analysis = analysis_in(folder, {"measures": measures, **content}, BUDGET if choice is None else choice)
    return build(Ground.of(analysis, 100, 1, None), analysis.choice)


def test_the_opposite_verdict_has_its_own_best_choice(tmp_path: Path) -> None:
    built = three(tmp_path)
    best = solve(built.problem)
    assert best.names == ("groot", "klein")
    out = forced_out(built, 0).choice
    assert out is not None
    # "ander" and "klein" together cost 11 million, and "ander" alone brings more.
    assert out.names == ("ander",)
    into = forced_in(built, 1).choice
    assert into is not None
    assert into.names == ("ander",)
    assert with_measure(built, built.problem, 1).at_least[-1].members == (1,)


def test_what_the_rules_forbid_is_told(tmp_path: Path) -> None:
    rule = {"id": "r", "title": {"nl": "iets digitaals", "en": "something digital"}, "scenario": CYBER}
    built = three(tmp_path, {**BUDGET, "at_least": [rule]})
    blocked = forced_out(built, 2)
    assert blocked.choice is None
    assert blocked.blocked is not None
    assert "something digital" in blocked.blocked.in_("en")
    dear = three(tmp_path, {"budgets": [{"year": 2014, "amount_eur": 5e6}]})
    refused = forced_in(dear, 0)
    assert refused.choice is None
    assert "het budget van 2014" in str(refused.blocked and refused.blocked.nl)


def test_the_cost_at_which_a_measure_leaves(tmp_path: Path) -> None:
    """The budget is 10: above 8 million "klein" no longer fits beside it, above 10 it does not fit itself."""
    built = three(tmp_path)
    out = forced_out(built, 0).choice
    assert out is not None
    flip = cost_flip(built, 0, True, out.value)
    assert flip is not None
    assert flip.factor == pytest.approx(10 / 8, rel=0.03)


def test_the_cost_at_which_a_measure_enters(tmp_path: Path) -> None:
    """Beside "groot" and "klein", which take all of the budget, only what costs nothing fits; beside "groot" 2 of 9."""
    built = three(tmp_path)
    flip = cost_flip(built, 1, False, solve(built.problem).value)
    assert flip is not None
    assert flip.factor == pytest.approx(2 / 9, abs=0.03)


def test_the_effect_at_which_the_verdict_turns(tmp_path: Path) -> None:
    built = three(tmp_path)
    best = solve(built.problem).value
    enters = effect_flip(built, 1, False, best)
    assert enters is not None
    assert enters.factor is not None
    stronger = with_effect(built.problem, built.groups[1], enters.factor * 1.04)
    weaker = with_effect(built.problem, built.groups[1], enters.factor / 1.04)
    assert "ander" in solve(stronger).names
    assert "ander" not in solve(weaker).names
    out = forced_out(built, 0).choice
    assert out is not None
    leaves = effect_flip(built, 0, True, out.value)
    assert leaves is not None
    assert leaves.factor is not None
    assert "groot" in solve(with_effect(built.problem, built.groups[0], leaves.factor + 0.04)).names
    assert "groot" not in solve(with_effect(built.problem, built.groups[0], leaves.factor - 0.04)).names


def test_no_factor_helps_a_measure_that_can_take_away_nothing_more(tmp_path: Path) -> None:
    idle = proposal("niets", cost={"one_off_eur": 9e6}, effects=[{"scenario": RIOTS, "on": "2.1", "share": 0.001}])
    built = three(tmp_path)
    assert effect_flip(built, 1, False, 1e9) is not None
    analysis = analysis_in(
        tmp_path,
        {"measures": [proposal("een", cost={"one_off_eur": 9e6}), idle]},
        BUDGET,
    )
    pair = build(Ground.of(analysis, 50, 1, None), analysis.choice)
    flip = effect_flip(pair, 1, False, solve(pair.problem).value)
    assert flip is not None
    assert (flip.factor, flip.limit) == (None, MOST_EFFECT)


def test_without_budgets_cost_turns_nothing(tmp_path: Path) -> None:
    built = three(tmp_path, {})
    assert cost_flip(built, 0, True, 0.0) is None


def test_a_factor_on_the_effect_is_one_on_the_part_taken_away(tmp_path: Path) -> None:
    built = three(tmp_path)
    alone = np.array([1.0, 0.0, 0.0])
    once = float(values(built.problem, alone))
    half = float(values(with_effect(built.problem, built.groups[0], 0.5), alone))
    much = float(values(with_effect(built.problem, built.groups[0], 9.0), alone))
    assert half == pytest.approx(once / 2)
    assert much == pytest.approx(once / 0.4, rel=1e-5)


def test_interactions_follow_the_smaller_effect(tmp_path: Path) -> None:
    pair = {"measures": ["groot", "ander"], "scenario": LONER, "kind": "overlap", "share": 0.5}
    built = three(tmp_path, interactions=[pair])
    before = built.problem.pairs.amount
    assert with_effect(built.problem, built.groups[0], 2.0).pairs.amount == pytest.approx(before)
    halved = with_effect(built.problem, built.groups[1], 0.5).pairs.amount
    assert halved == pytest.approx(before * np.log(0.85) / np.log(0.7))
