# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.capability.measures.proposals import ARMS, CYBER, LONER, RIOTS, analysis_in, example, proposal, rod
from weerbaar.assessment import risk_terms
from weerbaar.base import InputError
from weerbaar.capability.analysis import load_analysis
from weerbaar.capability.weighing import Weighing, weigh, weighing_json


@pytest.fixture(scope="module")
def shipped() -> Weighing:
    return weigh(load_analysis("voorbeeld-capaciteiten"), draws=2_000)


def test_a_certain_measure_by_hand(tmp_path: Path) -> None:
    """A quarter of the rate of riots, from half 2014 on: 4.5 of 5 years; 1 million at once and 0.2 million a year."""
    one = proposal(
        "een",
        cost={"one_off_eur": 1_000_000, "yearly_eur": 200_000},
        lead_time_years=0.5,
        effects=[{"scenario": RIOTS, "on": "likelihood", "share": 0.25}],
    )
    found = weigh(analysis_in(tmp_path, {"measures": [one]}), draws=500)
    terms = risk_terms(example(), rod(), draws=500)
    riots = 1000 * terms.risk()[terms.scenarios.index(RIOTS)]
    [measure] = found.measures
    assert measure.reduction.mean == pytest.approx(0.25 * 0.9 * riots.mean(), rel=1e-9)
    assert measure.working.mean == pytest.approx(0.25 * riots.mean(), rel=1e-9)
    assert measure.cost.mean == pytest.approx(2e6)
    assert measure.cost.low == measure.cost.high
    assert measure.cost_per_year == pytest.approx((1.2e6, 2e5, 2e5, 2e5, 2e5))
    assert measure.efficiency is not None
    assert measure.efficiency.mean == pytest.approx(0.25 * 4.5 * riots.mean() / 2, rel=1e-9)
    [effect] = measure.scenarios
    assert effect.share == pytest.approx(0.25)
    assert (effect.likelihood.moves, effect.impact.moves) == (False, False)
    assert effect.impact.lower == 0.0
    worst = np.sort(riots)[-25:].mean()
    assert effect.tail.mean == pytest.approx(0.225 * worst, rel=1e-9)
    assert (measure.best, measure.among_best) == (1.0, 1.0)


def test_discounting_lowers_cost_and_effect_alike(tmp_path: Path) -> None:
    one = proposal("een", cost={"yearly_eur": 1_000_000})
    found = weigh(analysis_in(tmp_path, {"measures": [one]}, discount_rate=0.1), draws=100).measures[0]
    factor = sum(1.1**-t for t in range(5))
    assert found.cost.mean == pytest.approx(1e6 * factor)
    assert found.efficiency is not None
    assert found.efficiency.mean == pytest.approx(found.reduction.mean, rel=1e-9)


def test_the_most_efficient_is_found_and_ties_are_shared(tmp_path: Path) -> None:
    same = [proposal(n, cost={"one_off_eur": 1e6}) for n in ("een", "twee")]
    dear = proposal("drie", cost={"one_off_eur": 4e6})
    free = proposal("vier", cost={"one_off_eur": 0})
    idle = proposal("vijf", cost={"one_off_eur": 1}, effects=[{"scenario": RIOTS, "on": "likelihood", "share": 0}])
    found = weigh(analysis_in(tmp_path, {"measures": [*same, dear, free, idle]}), draws=50, count=2).measures
    assert [m.best for m in found] == [0, 0, 0, 1, 0]
    assert [m.among_best for m in found] == pytest.approx([0.5, 0.5, 0, 1, 0])
    assert found[3].efficiency is None
    assert found[4].efficiency is not None
    assert found[4].efficiency.mean == 0


def test_another_profile_weighs_other_criteria(tmp_path: Path) -> None:
    one = proposal("een", effects=[{"scenario": RIOTS, "on": "2.1", "share": 0.5}])
    analysis = analysis_in(tmp_path, {"measures": [one]})
    even, people = weigh(analysis, draws=200), weigh(analysis, draws=200, profile="illustrative-people")
    assert (even.profile, people.profile) == ("equal", "illustrative-people")
    assert even.measures[0].by_profile["illustrative-people"] == pytest.approx(people.measures[0].reduction.mean)
    assert people.measures[0].reduction.mean > even.measures[0].reduction.mean


def test_measures_that_move_a_class(tmp_path: Path) -> None:
    one = proposal("een", effects=[{"scenario": CYBER, "on": "likelihood", "steps": 1}])
    [effect] = weigh(analysis_in(tmp_path, {"measures": [one]}), draws=200).measures[0].scenarios
    assert (effect.likelihood.before, effect.likelihood.after) == ("C", "B")
    assert effect.likelihood.lower > 0.95


def test_nothing_hides_behind_one_mark(shipped: Weighing) -> None:
    """The letter: weighing on impact, likelihood and cost."""
    assert len(shipped.measures) == 26
    for measure in shipped.measures:
        assert measure.cost.low <= measure.cost.median <= measure.cost.high
        assert measure.reduction.low <= measure.reduction.median <= measure.reduction.high
        assert measure.reduction.mean > 0
        assert measure.tail.mean > 0
        for effect in measure.scenarios:
            for move in (effect.likelihood, effect.impact):
                assert sum(move.after_probability.values()) == pytest.approx(1)
                assert move.value_after <= move.value_before
    assert sum(m.best for m in shipped.measures) == pytest.approx(1)
    assert sum(m.among_best for m in shipped.measures) == pytest.approx(5)
    assert {e.scenario for m in shipped.measures for e in m.scenarios} == {LONER, CYBER, RIOTS, ARMS}


def test_the_same_seed_gives_the_same_bytes(shipped: Weighing) -> None:
    again = weigh(load_analysis("voorbeeld-capaciteiten"), draws=2_000)
    assert weighing_json(again) == weighing_json(shipped)
    other = weigh(load_analysis("voorbeeld-capaciteiten"), draws=2_000, seed=1)
    assert weighing_json(other) != weighing_json(shipped)


def test_without_measures_there_is_nothing_to_weigh(tmp_path: Path) -> None:
    analysis = analysis_in(tmp_path, {"measures": []})
    with pytest.raises(InputError, match="holds no measures"):
        weigh(analysis)
