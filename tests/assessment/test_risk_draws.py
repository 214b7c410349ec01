# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from weerbaar.assessment import assess
from weerbaar.assessment.risk_draws import CERTAIN, NoTotalRiskError, admissible_weights, probability_in, risk_terms
from weerbaar.base import InputError, Point
from weerbaar.dossier import Dossier, Judgement, load_dossier
from weerbaar.method import Method, load_method


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load_dossier("voorbeeld-2012")


@pytest.fixture(scope="module")
def method(dossier: Dossier) -> Method:
    return load_method(dossier.round.method)


def test_terms_have_the_means_and_classes_of_the_assessment(dossier: Dossier, method: Method) -> None:
    """The assessment enumerates exactly; the draws are stratified, so they come close."""
    terms = risk_terms(dossier, method, draws=4_000)
    assessed = assess(dossier, draws=2)
    assert terms.scenarios == tuple(s.id for s in assessed.scenarios)
    assert set(terms.basis) == {"judgements"}
    assert terms.left_out == ()
    for i, scenario in enumerate(assessed.scenarios):
        assert scenario.impact is not None
        assert scenario.likelihood is not None
        assert terms.impact()[i].mean() == pytest.approx(scenario.impact.mean, rel=1e-3)
        assert terms.probability[i].mean() == pytest.approx(scenario.likelihood.mean, rel=1e-3)
        assert float(terms.central_values[i] @ terms.weights) == pytest.approx(scenario.impact.value, rel=1e-12)
        central = -math.expm1(-terms.central_rate[i] * terms.window_years[i])
        assert central == pytest.approx(scenario.likelihood.value, rel=1e-9)


def test_risk_is_rate_times_weighted_value(dossier: Dossier, method: Method) -> None:
    terms = risk_terms(dossier, method, draws=50, profile="illustrative-people")
    assert terms.profile == "illustrative-people"
    s, k = 2, 17
    slow = terms.rate[s, k] * sum(w * v for w, v in zip(terms.weights, terms.values[s, :, k], strict=True))
    assert terms.risk()[s, k] == pytest.approx(slow, rel=1e-12)
    even = np.full(len(terms.criteria), 0.1)
    assert terms.risk(even)[s, k] == pytest.approx(terms.rate[s, k] * terms.values[s, :, k].mean(), rel=1e-12)


def test_a_question_less_moves_no_other_draw(dossier: Dossier, method: Method) -> None:
    fewer = dossier.model_copy(update={"scenarios": dossier.scenarios[1:]})
    fewer = fewer.model_copy(
        update={
            "judgements": tuple(
                e.model_copy(
                    update={"judgements": tuple(j for j in e.judgements if j.scenario != dossier.scenarios[0].id)}
                )
                for e in dossier.judgements
            )
        }
    )
    whole, part = risk_terms(dossier, method, draws=100), risk_terms(fewer, method, draws=100)
    assert np.array_equal(whole.rate[1:], part.rate)
    assert np.array_equal(whole.values[1:], part.values)


def test_a_published_class_gives_every_criterion_the_same_value(method: Method) -> None:
    letter = load_dossier("nrb-2012")
    terms = risk_terms(letter, load_method(letter.round.method), draws=2_000)
    assert set(terms.basis) == {"published"}
    assert np.all(terms.values == terms.values[:, :1])
    assessed = assess(letter, draws=2)
    for i, scenario in enumerate(assessed.scenarios):
        assert scenario.impact is not None
        assert terms.impact()[i].mean() == pytest.approx(scenario.impact.mean, rel=1e-3)


def test_a_certain_event_has_a_finite_rate(dossier: Dossier, method: Method) -> None:
    sure = Judgement(scenario="cyberhacktivisme", criterion="likelihood", probability=Point(value=1.0), window_years=5)
    own = dossier.judgements[0].model_copy(update={"judgements": (sure,), "id": "zeker"})
    others = tuple(
        e.model_copy(
            update={
                "judgements": tuple(
                    j for j in e.judgements if (j.scenario, j.criterion) != ("cyberhacktivisme", "likelihood")
                )
            }
        )
        for e in dossier.judgements
    )
    terms = risk_terms(dossier.model_copy(update={"judgements": (*others, own)}), method, draws=10)
    rate = terms.rate[terms.scenarios.index("cyberhacktivisme")]
    assert rate == pytest.approx(np.full(10, -math.log(1 - CERTAIN) / 5), rel=1e-9)


def test_what_is_not_known_is_left_out_and_named(dossier: Dossier, method: Method) -> None:
    silent = dossier.model_copy(
        update={
            "judgements": tuple(
                e.model_copy(
                    update={"judgements": tuple(j for j in e.judgements if j.scenario != "gewelddadige-eenling")}
                )
                for e in dossier.judgements
            )
        }
    )
    terms = risk_terms(silent, method, draws=10)
    assert terms.left_out == ("gewelddadige-eenling",)
    assert "gewelddadige-eenling" not in terms.scenarios
    with pytest.raises(NoTotalRiskError, match="no active scenario"):
        risk_terms(silent.model_copy(update={"judgements": ()}), method, draws=10)


def test_a_method_without_a_total_is_refused(dossier: Dossier) -> None:
    with pytest.raises(NoTotalRiskError, match="no total"):
        risk_terms(dossier, load_method("uk-nrr-2026"), draws=10)


def test_one_draw_is_too_few(dossier: Dossier, method: Method) -> None:
    with pytest.raises(ValueError, match="two draws"):
        risk_terms(dossier, method, draws=1)


def test_probability_in_a_window_undoes_the_rate() -> None:
    rate = np.array([[0.1], [0.2]])
    assert probability_in(rate, np.array([5.0, 1.0]))[:, 0] == pytest.approx([1 - math.exp(-0.5), 1 - math.exp(-0.2)])


def test_a_sum_in_euro_is_given_back_by_equal_weights() -> None:
    belgian = load_method("be-bnra")
    dossier = load_dossier("voorbeeld-2012")
    said = tuple(
        Judgement(scenario="cyberhacktivisme", criterion=c.id, label="2") for c in belgian.criteria if not c.optional
    )
    chance = Judgement(
        scenario="cyberhacktivisme", criterion="likelihood", probability=Point(value=0.5), window_years=1
    )
    expert = dossier.judgements[0].model_copy(update={"judgements": (*said, chance)})
    terms = risk_terms(dossier.model_copy(update={"judgements": (expert,)}), belgian, draws=4)
    assert terms.euro
    assert terms.impact()[0] == pytest.approx(np.full(4, 160e6 * len(terms.criteria)))


def test_weights_are_free_or_bound_by_a_file(dossier: Dossier, method: Method, tmp_path: Path) -> None:
    assert admissible_weights(dossier, method).is_whole
    file = tmp_path / "weights.yaml"
    file.write_text('schema: 1\nconstraints:\n  - {criterion: "5.3", min: 0.2}\n')
    bound = admissible_weights(dossier, method, file)
    place = [c.id for c in method.criteria].index("5.3")
    assert bound.draw(200, 1)[:, place].min() >= 0.2
    file.write_text('schema: 1\nconstraints:\n  - {criterion: "9.9", min: 0.2}\n')
    with pytest.raises(InputError, match=r"9\.9"):
        admissible_weights(dossier, method, file)
