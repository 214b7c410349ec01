# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.capability.choice.twelve import MEASURES, every_set, twelve
from tests.capability.measures.proposals import CYBER, RIOTS, analysis_in, proposal
from weerbaar.capability.choice.building import Built, build, scaled_budgets
from weerbaar.capability.choice.evaluation import Evaluator
from weerbaar.capability.portfolio import CyclicRequirementError, values
from weerbaar.capability.weighing import Ground


def built_of(folder: Path, measures: dict[str, Any], choice: dict[str, Any] | None = None, **changes: Any) -> Built:
    analysis = analysis_in(folder, measures, choice, **changes)
    return build(Ground.of(analysis, 50, 1, None), analysis.choice)


def test_the_value_of_a_set_is_that_of_the_definition(tmp_path: Path) -> None:
    """The twin multiplies parts measure by measure; the problem adds exponents in merged cells."""
    analysis = twelve(tmp_path, {})
    built = build(Ground.of(analysis, 40, 2012, None), None)
    names = [m["id"] for m in MEASURES]
    sets = every_set(analysis, 40)
    assert len(sets) == 3 * 2 * 3 * 4 * 2**5
    for worth, taken in sets[::211]:
        x = np.zeros(built.problem.n)
        for id_, start in taken.items():
            group = built.groups[names.index(id_)]
            x[next(k for k in group if built.options[k].start == start)] = 1
        assert float(values(built.problem, x)) == pytest.approx(worth, rel=1e-12)


def test_the_expectation_of_uncertain_effects_is_exact_without_interactions(tmp_path: Path) -> None:
    """Effects with uncertainty on judgements without any: draws and problem must agree to the last digit."""
    span = {"distribution": "uniform", "low": 0.1, "high": 0.5}
    content = {
        "measures": [
            proposal(n, effects=[{"scenario": RIOTS, "on": on, "share": span}], lead_time_years=lead)
            for n, on, lead in (("een", "likelihood", 0.5), ("twee", "impact", 1), ("drie", "5.3", 0))
        ]
    }
    analysis = analysis_in(tmp_path, content)
    ground = Ground.of(analysis, 20_000, 3, None)
    built = build(ground, None)
    evaluator = Evaluator(ground)
    for count in (1, 2, 3):
        for some in itertools.combinations(range(3), count):
            x = np.zeros(built.problem.n)
            x[list(some)] = 1
            exact = evaluator.evaluate([(i, 2014) for i in some]).reduction
            assert float(values(built.problem, x)) == pytest.approx(exact.mean, abs=4 * exact.standard_error)


def test_an_interaction_of_two_is_exact_in_expectation(tmp_path: Path) -> None:
    span = {"distribution": "uniform", "low": 0.1, "high": 0.6}
    content = {
        "measures": [proposal(n, effects=[{"scenario": RIOTS, "on": "likelihood", "share": span}]) for n in ("a", "b")],
        "interactions": [{"measures": ["a", "b"], "scenario": RIOTS, "kind": "overlap", "share": 0.7}],
    }
    ground = Ground.of(analysis_in(tmp_path, content), 2_000, 1, None)
    built = build(ground, None)
    first, second = (d.share(ground.terms.scenarios.index(RIOTS))[0] for d in ground.draws)
    smaller = np.minimum(-np.log1p(-first), -np.log1p(-second))
    left = ((1 - first) * (1 - second) * np.exp(0.7 * smaller)).mean()
    riots = ground.terms.scenarios.index(RIOTS)
    risk = 1000 * ground.terms.rate[riots].mean() * (ground.terms.weights @ ground.terms.values[riots].mean(axis=1))
    assert float(values(built.problem, np.ones(2))) == pytest.approx(risk * (1 - left), rel=5e-3)


def test_years_and_criteria_that_are_alike_are_one_cell(tmp_path: Path) -> None:
    """One measure on the likelihood that works from the first day on: one cell for ten criteria and five years."""
    assert built_of(tmp_path, {"measures": [proposal("een")]}).problem.m == 1
    late = built_of(tmp_path, {"measures": [proposal("een", lead_time_years=2)]})
    assert late.problem.m == 1
    assert late.cells.years.tolist() == [[False, False, True, True, True]]
    both = {"measures": [proposal("een"), proposal("twee", effects=[{"scenario": RIOTS, "on": "5.3", "share": 0.1}])]}
    assert built_of(tmp_path, both).problem.m == 2


def test_options_are_measures_with_a_year(tmp_path: Path) -> None:
    built = built_of(tmp_path, {"measures": [proposal("een", earliest=2015, latest=2017), proposal("twee")]})
    assert built.problem.options == ("een (2015)", "een (2016)", "een (2017)", "twee")
    assert built.groups == ((0, 1, 2), (3,))
    assert built.problem.excludes == ((0, 1, 2),)
    assert built.measures_of([3, 1]) == ((0, 2016), (1, 2014))


def test_costs_count_at_their_quantile_in_their_year(tmp_path: Path) -> None:
    cost = {"one_off_eur": {"distribution": "uniform", "low": 0, "high": 10e6}, "yearly_eur": 1e6}
    measures = {"measures": [proposal("een", cost=cost, earliest=2015, latest=2015, lifetime_years=1.5)]}
    budgets = [{"year": y, "amount_eur": 5e6} for y in (2014, 2015, 2016)]
    expected = built_of(tmp_path, measures, {"budgets": budgets})
    assert expected.problem.bounded().use.dense()[:, 0] == pytest.approx([0, 6, 0.5], rel=5e-3)
    careful = built_of(tmp_path, measures, {"budgets": budgets, "cost_quantile": 0.8})
    assert careful.problem.bounded().use.dense()[:, 0] == pytest.approx([0, 9, 0.5])
    assert careful.problem.bounded().bound.tolist() == [5, 5, 5]
    assert careful.budgets == ((2014, 5e6), (2015, 5e6), (2016, 5e6))
    assert scaled_budgets(careful, 0.5).bounded().bound.tolist() == [2.5, 2.5, 2.5]


def test_a_requirement_may_start_earlier_but_not_later(tmp_path: Path) -> None:
    """One year left: a plain requirement; none: never; several: a helper that excludes the measure."""
    measures = {
        "measures": [
            proposal("basis", earliest=2015, latest=2016),
            proposal("een", earliest=2014, latest=2016, requires=["basis"]),
        ]
    }
    built = built_of(tmp_path, measures)
    problem = built.problem
    assert problem.options[:5] == ("basis (2015)", "basis (2016)", "een (2014)", "een (2015)", "een (2016)")
    assert problem.fixed_out == {2}
    assert problem.requires == ((3, 0),)
    assert problem.n == 6
    assert (4, 5) in problem.excludes
    assert problem.at_least[0].members == (0, 1, 5)
    assert built.measures_of([0, 4, 5]) == ((0, 2015), (1, 2016))


def test_rules_of_the_choice_become_rules_of_the_problem(tmp_path: Path) -> None:
    choice = {
        "always": ["een"],
        "never": ["twee"],
        "at_least": [{"id": "r", "title": {"nl": "regel", "en": "rule"}, "number": 2, "scenario": RIOTS}],
    }
    measures = {
        "measures": [proposal(n) for n in ("een", "twee", "drie", "vier")],
        "exclusions": [{"measures": ["drie", "vier"]}],
    }
    problem = built_of(tmp_path, measures, choice).problem
    assert problem.fixed_out == {1}
    assert problem.excludes == ((2, 3),)
    assert problem.fixed_in == {0}
    assert [(g.members, g.count) for g in problem.at_least] == [((0, 1, 2, 3), 2)]


def test_what_is_always_in_may_start_in_any_of_its_years(tmp_path: Path) -> None:
    problem = built_of(tmp_path, {"measures": [proposal("een", latest=2015)]}, {"always": ["een"]}).problem
    assert problem.fixed_in == frozenset()
    assert [(g.members, g.count) for g in problem.at_least] == [((0, 1), 1)]


def test_without_budgets_there_are_no_limits(tmp_path: Path) -> None:
    assert built_of(tmp_path, {"measures": [proposal("een")]}).problem.limits is None


def test_scenarios_that_nobody_touches_take_no_cells(tmp_path: Path) -> None:
    cyber = proposal("een", effects=[{"scenario": CYBER, "on": "likelihood", "share": 0.1}])
    built = built_of(tmp_path, {"measures": [cyber]})
    assert [name.split()[0] for name in built.problem.cells] == [CYBER]


def test_a_circle_is_refused_even_when_the_file_was_not_checked(tmp_path: Path) -> None:
    analysis = analysis_in(tmp_path, {"measures": [proposal("een", requires=["twee"]), proposal("twee")]})
    ground = Ground.of(analysis, 10, 1, None)
    ring = ground.draws[1].measure.model_copy(update={"requires": ("een",)})
    object.__setattr__(ground.draws[1], "measure", ring)
    with pytest.raises(CyclicRequirementError):
        build(ground, None)
