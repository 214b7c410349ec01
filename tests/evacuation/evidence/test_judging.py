# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.evidence.floods import DAMAGE, DAYS_AWAY, PRICE, needs, study, victims
from weerbaar.base import Point, Uniform
from weerbaar.evacuation.evidence import Effects, effects_of, evidence_for
from weerbaar.evacuation.flood import example_scenario
from weerbaar.method import label_probabilities, load_method, method_ids, score

FULL = effects_of(
    study(),
    found=victims(),
    needs=needs(),
    scenario=example_scenario(),
    days_away=DAYS_AWAY,
    eur_per_person_day=PRICE,
    damage_eur=DAMAGE,
    injured=Point(value=150.0),
    days_unusable=Uniform(distribution="uniform", low=30.0, high=90.0),
)


def test_dutch_criteria_are_answered() -> None:
    method = load_method("nl-nrb-2009")
    evidence = evidence_for(method, "overstroming", FULL)
    assert [judgement.criterion for judgement in evidence.judgements] == ["1.1", "2.1", "2.2", "2.3", "3.1", "5.1"]
    for judgement in evidence.judgements:
        assert judgement.evidence == "model"
        assert judgement.sources == (evidence.source_key,)
        assert study().record.id in judgement.reason
    assert study().record.id in evidence.source_key
    assert study().record.id in evidence.source.reference


def test_the_source_tells_how_people_choose_their_way() -> None:
    def reference(effects: Effects) -> str:
        return evidence_for(load_method("nl-nrb-2009"), "x", effects).source.reference

    assert "routekeuze: ieder naar de dichtstbijzijnde uitgang" in reference(FULL)
    many = replace(study().record, settings={"network": "dijkring"})
    assert "routekeuze: verschilt" in reference(Effects(many, {"deaths": np.ones(3)}))


def test_labels_by_hand() -> None:
    method = load_method("nl-nrb-2009")
    found = {one.criterion: one.quantities or {} for one in evidence_for(method, "x", FULL).judgements}
    # 150 injured: 100 to 1,000 is C. 5,000 people for 3 to 5 days: A. 1 to 3 billion: C. 55,000 for 4 to 6.5 days: B.
    for criterion, label in (("2.2", "C"), ("2.3", "A"), ("3.1", "C"), ("5.1", "B")):
        assert label_probabilities(method, criterion, found[criterion])[label] == pytest.approx(1, abs=1e-6), criterion
    deaths = FULL.draws["deaths"]
    chance = label_probabilities(method, "2.1", found["2.1"])
    assert chance["B"] == pytest.approx(np.mean(deaths < 100), abs=0.03)
    assert chance["C"] == pytest.approx(np.mean(deaths >= 100), abs=0.03)
    assert score(method, "2.1", {"deaths": float(np.median(deaths))}).label == "B"


def test_belgian_indicators() -> None:
    evidence = evidence_for(load_method("be-bnra"), "overstroming", FULL)
    assert [one.criterion for one in evidence.judgements] == ["ha", "hc", "sa", "fa", "fb"]
    needs_days = evidence.judgements[2].quantities
    assert needs_days is not None
    assert float(needs_days["unmet_need_person_days"].ppf(0.5)) == pytest.approx(20_000, rel=0.01)


@pytest.mark.parametrize("name", method_ids())
def test_every_criterion_is_answered_or_left_out_with_a_reason(name: str) -> None:
    method = load_method(name)
    for effects in (FULL, effects_of(study())):
        evidence = evidence_for(method, "x", effects)
        answered = [one.criterion for one in evidence.judgements]
        left = [one.criterion for one in evidence.left_out]
        assert sorted(answered + left) == sorted(criterion.id for criterion in method.criteria)
        assert all(one.why.nl and one.why.en for one in evidence.left_out)


def test_a_method_without_tables_is_told_so() -> None:
    evidence = evidence_for(load_method("nl-anv-2022"), "x", FULL)
    assert evidence.judgements == ()
    assert all("geen tabel" in one.why.nl for one in evidence.left_out)


def test_what_is_unknown_is_named_and_never_nought() -> None:
    evidence = evidence_for(load_method("nl-nrb-2009"), "x", effects_of(study(), found=victims()))
    assert [one.criterion for one in evidence.judgements] == ["2.1"]
    why = {one.criterion: one.why.nl for one in evidence.left_out}
    assert why["3.1"] == "Onbekend: kosten van evacuatie en schade samen."
    assert "eerste levensbehoeften" in why["2.3"]
    assert why["5.2"] == "Een evacuatiestudie zegt niets over dit criterium."


def test_a_quantity_below_the_table_is_left_out_and_not_forced_in() -> None:
    # The table of 2.3 starts at two days.
    evidence = evidence_for(load_method("nl-nrb-2009"), "x", effects_of(study(), needs=needs(days=(0.2, 1.0))))
    assert not evidence.judgements
    assert any(one.criterion == "2.3" and "2 dagen" in one.why.nl for one in evidence.left_out)


def test_nobody_dead_is_no_impact() -> None:
    effects = Effects(study().record, {"deaths": np.zeros(100)})
    (judgement,) = evidence_for(load_method("nl-nrb-2009"), "x", effects).judgements
    assert judgement.quantities == {"deaths": Point(value=0.0)}
    assert label_probabilities(load_method("nl-nrb-2009"), "2.1", judgement.quantities)["X"] == 1
