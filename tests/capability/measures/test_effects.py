# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.capability.measures.proposals import CYBER, LONER, RIOTS, example, measure, rod
from weerbaar.assessment import RiskTerms, risk_terms
from weerbaar.capability.measures import Measure, MeasureDraws, draw_measures, uncounted_links
from weerbaar.capability.measures.effects import MOST, link_part
from weerbaar.dossier import Dossier, Link


@pytest.fixture(scope="module")
def terms() -> RiskTerms:
    return risk_terms(example(), rod(), draws=400)


def drawn(terms: RiskTerms, *effects: dict[str, Any], dossier: Dossier | None = None, **fields: Any) -> MeasureDraws:
    one = measure("een", effects=list(effects), **fields)
    return draw_measures([one], terms, dossier or example(), rod(), 1)[0]


def test_a_share_of_the_likelihood_is_a_share_of_the_rate(terms: RiskTerms) -> None:
    found = drawn(terms, {"scenario": RIOTS, "on": "likelihood", "share": 0.25})
    s = terms.scenarios.index(RIOTS)
    assert found.scenarios == (s,)
    assert found.rate[s] == pytest.approx(np.full(400, 0.25))
    assert found.share(s) == pytest.approx(np.full((1, 400), 0.25))


def test_steps_of_likelihood_are_a_factor_of_the_rate(terms: RiskTerms) -> None:
    found = drawn(terms, {"scenario": RIOTS, "on": "likelihood", "steps": 0.5})
    assert found.rate[terms.scenarios.index(RIOTS)] == pytest.approx(np.full(400, 1 - 10**-0.5))


def test_an_effect_on_one_criterion_leaves_the_others(terms: RiskTerms) -> None:
    found = drawn(terms, {"scenario": RIOTS, "on": "5.3", "steps": 1})
    value = found.value[terms.scenarios.index(RIOTS)]
    assert value.shape == (10, 400)
    assert value[9] == pytest.approx(np.full(400, 2 / 3))
    assert not value[:9].any()


def test_effects_of_one_measure_multiply(terms: RiskTerms) -> None:
    s = terms.scenarios.index(RIOTS)
    found = drawn(
        terms,
        {"scenario": RIOTS, "on": "likelihood", "share": 0.5},
        {"scenario": RIOTS, "on": "impact", "share": 0.2},
        {"scenario": RIOTS, "on": "5.3", "share": 0.1},
    )
    share = found.share(s)
    assert share.shape == (10, 400)
    assert share[0] == pytest.approx(np.full(400, 1 - 0.5 * 0.8))
    assert share[9] == pytest.approx(np.full(400, 1 - 0.5 * 0.8 * 0.9))


def test_everything_is_all_but_a_millionth(terms: RiskTerms) -> None:
    found = drawn(terms, {"scenario": RIOTS, "on": "likelihood", "share": 1})
    assert found.share(terms.scenarios.index(RIOTS)).max() == MOST


def test_an_amount_is_scored_again(terms: RiskTerms) -> None:
    found = drawn(terms, {"scenario": LONER, "on": "2.1", "amount": {"deaths": 3}})
    value = found.value[terms.scenarios.index(LONER)]
    place = terms.criteria.index("2.1")
    assert 0.2 < value[place, 0] < 0.9
    assert np.ptp(value[place]) == 0
    assert not np.delete(value, place, axis=0).any()


def test_lead_time_and_draws_belong_to_the_measure(terms: RiskTerms) -> None:
    span = {"distribution": "uniform", "low": 1, "high": 3}
    effect = {"scenario": RIOTS, "on": "likelihood", "share": {"distribution": "uniform", "low": 0.1, "high": 0.3}}
    one = measure("een", effects=[effect], lead_time_years=span)
    two = measure("twee", effects=[effect], lead_time_years=span)
    alone = draw_measures([two], terms, example(), rod(), 1)[0]
    _, beside = draw_measures([one, two], terms, example(), rod(), 1)
    s = terms.scenarios.index(RIOTS)
    assert np.array_equal(alone.rate[s], beside.rate[s])
    assert np.array_equal(alone.lead, beside.lead)
    assert alone.lead.mean() == pytest.approx(2.0, abs=1e-3)
    assert drawn(terms, effect).lead.tolist() == [0.0] * 400


def test_steps_depend_on_the_label_where_values_are_not_geometric(terms: RiskTerms) -> None:
    method = rod()
    ranks = next(v for v in method.value_functions if v.id == "ranks").model_copy(update={"use": "default"})
    ranked = method.model_copy(update={"value_functions": (ranks,)})
    own = risk_terms(example(), ranked, draws=50)
    one = measure("een", effects=[{"scenario": RIOTS, "on": "impact", "steps": 1}])
    found = draw_measures([one], own, example(), ranked, 1)[0]
    s = own.scenarios.index(RIOTS)
    c = own.criteria.index("5.3")
    for k in range(50):
        label = own.values[s, c, k]
        assert found.value[s][c, k] == pytest.approx(1 / label if label > 1 else 0.5)


def with_link(probability: float | None) -> Dossier:
    dossier = example()
    link = Link.model_validate({"scenario": RIOTS, "probability": probability})
    return dossier.model_copy(
        update={
            "scenarios": tuple(
                s.model_copy(update={"links": (link,)}) if s.id == LONER else s for s in dossier.scenarios
            )
        }
    )


def cutting(share: float = 0.5) -> Measure:
    return measure("een", effects=[], links=[{"cause": LONER, "consequence": RIOTS, "share": share}])


def test_a_cut_link_takes_what_came_over_it(terms: RiskTerms) -> None:
    """First order: rate of the cause times the probability of the link, as part of the rate of the consequence."""
    dossier = with_link(0.01)
    part = link_part(terms, dossier, cutting().links[0], 1)
    assert part is not None
    first, second = terms.scenarios.index(LONER), terms.scenarios.index(RIOTS)
    slow = [min(1.0, terms.rate[first, k] * 0.01 / terms.rate[second, k]) for k in range(400)]
    assert part == pytest.approx(slow)
    found = draw_measures([cutting()], terms, dossier, rod(), 1)[0]
    assert found.rate[second] == pytest.approx(0.5 * part)
    assert 0 < found.rate[second].mean() < 0.5


def test_a_link_cannot_bring_more_than_there_is(terms: RiskTerms) -> None:
    part = link_part(terms, with_link(1.0), cutting().links[0], 1)
    assert part is not None
    assert part.max() == 1.0


def test_a_link_without_probability_counts_for_nothing_and_is_named(terms: RiskTerms) -> None:
    dossier = with_link(None)
    assert link_part(terms, dossier, cutting().links[0], 1) is None
    assert draw_measures([cutting()], terms, dossier, rod(), 1)[0].scenarios == ()
    assert uncounted_links([cutting()], dossier) == (("een", LONER, RIOTS),)
    assert uncounted_links([cutting()], with_link(0.1)) == ()


def test_a_scenario_whose_risk_is_not_known_is_passed_over(terms: RiskTerms) -> None:
    silent = example().model_copy(
        update={
            "judgements": tuple(
                e.model_copy(update={"judgements": tuple(j for j in e.judgements if j.scenario != CYBER)})
                for e in example().judgements
            )
        }
    )
    own = risk_terms(silent, rod(), draws=10)
    assert drawn(own, {"scenario": CYBER, "on": "likelihood", "share": 0.3}).scenarios == ()
