# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.capability.choice.twelve import CHOICE, SETTINGS, chosen_of_twelve, every_set, twelve
from tests.capability.measures.proposals import RIOTS, analysis_in, proposal
from weerbaar.base import InputError
from weerbaar.capability.choice import PortfolioChoice, choose, portfolio_json
from weerbaar.capability.choice.building import build
from weerbaar.capability.choice.states import draw_states
from weerbaar.capability.portfolio import InfeasibleError
from weerbaar.capability.weighing import Ground


@pytest.fixture(scope="module")
def choice() -> PortfolioChoice:
    return chosen_of_twelve()[1]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"always": ["m02"]},
        {"never": ["m01"]},
        {"at_least": []},
        {"budgets": [{"year": 2014, "amount_eur": 6e6}]},
        {"budgets": [{"year": 2015, "amount_eur": 3e6}]},
    ],
)
def test_twelve_measures_agree_with_brute_force_to_the_last_digit(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Every set of the twelve, with two budget years, exclusion, requirements, overlap, synergy and fairness."""
    analysis = twelve(tmp_path, {**CHOICE, **changes})
    found = choose(analysis, draws=60, levels=0, states=0, reasons=False)
    best, taken = every_set(analysis, 60)[0]
    assert found.value == pytest.approx(best, rel=1e-13)
    assert {m.id: m.start for m in found.measures} == taken
    assert found.proof == "proven"
    assert found.gap <= 1e-6


def test_the_next_best_sets_are_found_by_turning_one_verdict_over(tmp_path: Path, choice: PortfolioChoice) -> None:
    """The second best of all sets of measures differs from the best in the verdict on some measure."""
    sets = every_set(twelve(tmp_path), 100)
    best, own = sets[0]
    worth, second = next((w, t) for w, t in sets if set(t) != set(own))
    first = choice.nearby[0]
    assert first.loss == pytest.approx(best - worth, rel=1e-4)
    assert (set(own) - set(first.out)) | set(first.into) == set(second)
    assert [n.loss for n in choice.nearby] == sorted(n.loss for n in choice.nearby)


def test_verdicts_agree_with_brute_force(tmp_path: Path, choice: PortfolioChoice) -> None:
    sets = every_set(twelve(tmp_path), 100)
    best, own = sets[0]
    for verdict in choice.verdicts:
        assert verdict.chosen == (verdict.id in own)
        opposite = [worth for worth, taken in sets if (verdict.id in taken) != verdict.chosen]
        if not opposite:
            assert verdict.loss is None
            assert verdict.blocked is not None
            continue
        assert verdict.loss == pytest.approx(best - max(opposite), abs=2e-5 * best)


def test_what_a_measure_buys_is_what_would_come_back(choice: PortfolioChoice) -> None:
    chosen = [v for v in choice.verdicts if v.chosen]
    assert sum(v.buys.mean for v in chosen) == pytest.approx(choice.evaluation.reduction.mean, rel=0.3)
    for verdict in choice.verdicts:
        assert verdict.buys.mean == pytest.approx(sum(verdict.buys_by_scenario.values()), rel=1e-9)
        assert verdict.buys.mean >= 0


def test_levels_and_states_are_told_per_measure(choice: PortfolioChoice) -> None:
    assert len(choice.frontier) >= 5
    for verdict in choice.verdicts:
        inside = [p.level for p in choice.frontier if any(m.id == verdict.id for m in p.measures)]
        assert verdict.enters == (min(inside) if inside else None)
        assert verdict.core is not None
    by_id = {v.id: v for v in choice.verdicts}
    assert all(by_id[m.id].enters is not None for m in choice.measures)
    assert choice.states == 30
    assert choice.robust_gap <= 1e-3


def test_the_choice_at_the_budgets_as_they_are_is_a_point_of_the_frontier(choice: PortfolioChoice) -> None:
    [point] = [p for p in choice.frontier if abs(p.level - 1) < 1e-9]
    assert point.value == pytest.approx(choice.value, rel=1e-4)
    assert point.budget == pytest.approx(16e6)


def test_costs_stay_within_the_budgets_that_were_given(choice: PortfolioChoice) -> None:
    for year in choice.evaluation.years:
        assert year.within == 1.0
        assert year.budget is not None
        assert year.cost.mean <= year.budget


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    analysis = twelve(tmp_path)
    settings: dict[str, Any] = {"draws": 50, "levels": 3, "states": 5, "reasons": False}
    assert portfolio_json(choose(analysis, **settings)) == portfolio_json(choose(analysis, **settings))


def test_threads_give_the_same_bytes_as_one_process(choice: PortfolioChoice, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        together = choose(twelve(tmp_path), executor=pool, **SETTINGS)
    assert portfolio_json(together) == portfolio_json(choice)


def test_another_budget_is_shared_out(tmp_path: Path) -> None:
    found = choose(twelve(tmp_path), draws=50, budget=8e6, levels=0, states=0, reasons=False)
    assert found.budgets == ((2014, pytest.approx(5.5e6)), (2015, pytest.approx(2.5e6)))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"always": ["m04", "m07", "m10"]},
            "the budget of 2014 in million euro (11.00) cannot be met with m04 in any case",
        ),
        ({"budgets": [{"year": 2014, "amount_eur": 0}]}, "at least 1 of something for"),
        ({"never": ["m07", "m08"], "budgets": [{"year": 2014, "amount_eur": 1e6}]}, "the budget of 2014"),
    ],
)
def test_rules_that_cannot_be_met_give_one_clear_message(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    analysis = twelve(tmp_path, {**CHOICE, **changes})
    with pytest.raises(InfeasibleError) as caught:
        choose(analysis, draws=20, levels=0, states=0, reasons=False)
    words = caught.value.render("en")
    assert told in words
    assert "\n" not in words
    assert caught.value.render("nl") != words


def test_without_a_choice_file_everything_that_helps_is_taken(tmp_path: Path) -> None:
    idle = proposal("niets", effects=[{"scenario": RIOTS, "on": "likelihood", "share": 0}])
    found = choose(
        analysis_in(tmp_path, {"measures": [proposal("een"), proposal("twee"), idle]}), draws=50, levels=5, states=0
    )
    assert {"een", "twee"} <= {m.id for m in found.measures}
    assert found.frontier == ()
    assert found.evaluation.within_all is None
    assert any("No budgets" in a.in_("en") for a in found.assumptions)


def test_the_tail_of_what_is_left_is_as_small_as_any_set_can_make_it(tmp_path: Path) -> None:
    analysis = twelve(tmp_path)
    found = choose(analysis, draws=60, risk="tail", levels=0, states=0, reasons=False)
    ground = Ground.of(analysis, 60, 2012, None)
    built = build(ground, analysis.choice)
    states = draw_states(ground, built, 60, vary=("effects", "judgements"), weights=None, seed=2012)
    names = [one.measure.id for one in ground.draws]

    def tail(taken: dict[str, int]) -> float:
        x = np.zeros(built.problem.n)
        for id_, start in taken.items():
            x[next(k for k in built.groups[names.index(id_)] if built.options[k].start == start)] = 1
        return float(np.sort(states.risk - states.family.values(x))[-3:].mean())

    best = min(tail(taken) for _, taken in every_set(analysis, 60))
    assert tail({m.id: m.start for m in found.measures}) == pytest.approx(best, rel=1e-4)
    assert found.value == pytest.approx(float(np.sort(states.risk)[-3:].mean()) - best, rel=1e-3)
    assert (found.risk, found.proof) == ("tail", "proven")


def test_no_measures_no_choice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no measures"):
        choose(analysis_in(tmp_path, {"measures": []}))


def test_what_is_fixed_is_told_as_fixed(tmp_path: Path) -> None:
    found = choose(twelve(tmp_path, {**CHOICE, "always": ["m02"], "never": ["m01"]}), draws=50, levels=0, states=0)
    by_id = {v.id: v for v in found.verdicts}
    assert (by_id["m02"].fixed, by_id["m02"].start) == ("always", 2014)
    assert (by_id["m01"].fixed, by_id["m01"].start) == ("never", None)
    assert "prescribes" in by_id["m02"].explanation.in_("en")
    assert "Uitgesloten" in by_id["m01"].explanation.in_("nl")
