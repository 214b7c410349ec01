# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.capability.measures.proposals import CYBER, RIOTS, analysis_in, example, proposal, rod
from weerbaar.assessment import risk_terms
from weerbaar.capability.choice.evaluation import Evaluator
from weerbaar.capability.weighing import Ground


def evaluator(folder: Path, draws: int = 300, **content: object) -> Evaluator:
    measures = [
        proposal("een", cost={"one_off_eur": 2e6}, effects=[{"scenario": RIOTS, "on": "likelihood", "share": 0.2}]),
        proposal(
            "twee",
            cost={"yearly_eur": {"distribution": "uniform", "low": 1e6, "high": 3e6}},
            effects=[{"scenario": CYBER, "on": "likelihood", "steps": 1}],
        ),
        proposal("drie", effects=[{"scenario": RIOTS, "on": "impact", "share": 0.5}]),
    ]
    return Evaluator(Ground.of(analysis_in(folder, {"measures": measures, **content}), draws, 2012, None))


def test_by_hand_two_measures_in_two_scenarios(tmp_path: Path) -> None:
    found = evaluator(tmp_path).evaluate([(0, 2014), (1, 2014)], [(2014, 4e6), (2015, 1.5e6)])
    terms = risk_terms(example(), rod(), draws=300)
    risk = 1000 * terms.risk()
    riots, cyber = (terms.scenarios.index(s) for s in (RIOTS, CYBER))
    gone = 0.2 * risk[riots] + 0.9 * risk[cyber]
    assert found.reduction.mean == pytest.approx(gone.mean(), rel=1e-9)
    assert found.after.mean == pytest.approx((risk.sum(axis=0) - gone).mean(), rel=1e-9)
    assert found.tail_after.mean < found.tail_before.mean
    by = {s.scenario: s for s in found.scenarios}
    assert by[RIOTS].after.mean == pytest.approx(0.8 * risk[riots].mean(), rel=1e-9)
    assert (by[CYBER].likelihood.before, by[CYBER].likelihood.after) == ("C", "B")
    assert not by["gewelddadige-eenling"].likelihood.moves
    assert {s.kind for s in found.scenarios} == {"threat"}
    first, second, third = found.years[:3]
    assert (first.budget, third.budget, third.within) == (4e6, None, None)
    assert first.cost.mean == pytest.approx(4e6, rel=1e-3)
    # In 2014 a yearly cost of at most 2 million of 1 to 3 fits; in 2015 of at most 1.5 million.
    assert first.within == pytest.approx(0.5, abs=0.01)
    assert second.within == pytest.approx(0.25, abs=0.01)
    assert found.within_all == pytest.approx(0.25, abs=0.01)


def test_nothing_taken_is_the_risk_as_it_is(tmp_path: Path) -> None:
    found = evaluator(tmp_path).evaluate([])
    assert found.reduction.mean == pytest.approx(0.0, abs=1e-12)
    # Two sums over the same draws, laid out differently in memory: the last bit may differ.
    assert found.after.mean == pytest.approx(found.before.mean, rel=1e-12)
    assert found.after.standard_error == pytest.approx(found.before.standard_error, rel=1e-12)
    assert found.tail_after.mean == pytest.approx(found.tail_before.mean, rel=1e-12)
    assert found.cost.high == 0
    assert found.within_all is None


def test_a_later_start_brings_less_and_costs_less(tmp_path: Path) -> None:
    one = evaluator(tmp_path)
    early, late = one.evaluate([(1, 2014)]), one.evaluate([(1, 2016)])
    assert late.reduction.mean == pytest.approx(early.reduction.mean * 3 / 5, rel=1e-9)
    assert late.cost.mean == pytest.approx(early.cost.mean * 3 / 5, rel=1e-9)
    assert late.years[0].risk == pytest.approx(late.before.mean)
    assert late.scenarios[0].last_year.mean == pytest.approx(early.scenarios[0].last_year.mean)


def test_an_interaction_counts_on_its_axis(tmp_path: Path) -> None:
    """One of the two acts on the likelihood, the other on the impact: no overlap in classes, but one in risk."""
    pair = {"measures": ["een", "drie"], "scenario": RIOTS, "kind": "overlap", "share": 1}
    apart = evaluator(tmp_path).evaluate([(0, 2014), (2, 2014)])
    together = evaluator(tmp_path, interactions=[pair]).evaluate([(0, 2014), (2, 2014)])
    assert together.reduction.mean < apart.reduction.mean
    riots = [next(s for s in e.scenarios if s.scenario == RIOTS) for e in (apart, together)]
    assert riots[0].likelihood == riots[1].likelihood
    assert riots[0].impact == riots[1].impact


def test_average_is_the_sum_over_scenarios(tmp_path: Path) -> None:
    one = evaluator(tmp_path, draws=50)
    assert one.average([]) == pytest.approx(one.before.sum(axis=0))
    assert np.all(one.average([(0, 2014)]) < one.before.sum(axis=0))
