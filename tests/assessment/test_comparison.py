# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.assessment import compare_assessments
from weerbaar.dossier import Dossier, Judgement, WeightSet, load_dossier


@pytest.fixture(scope="module")
def base() -> Dossier:
    return load_dossier("voorbeeld-2012")


def with_score(dossier: Dossier, scenario: str, criterion: str, label: str) -> Dossier:
    replaced = []
    for expert in dossier.judgements:
        kept = [j for j in expert.judgements if (j.scenario, j.criterion) != (scenario, criterion)]
        kept.append(Judgement.model_validate({"scenario": scenario, "criterion": criterion, "label": label}))
        replaced.append(expert.model_copy(update={"judgements": tuple(kept)}))
    return dossier.model_copy(update={"judgements": tuple(replaced)})


def with_weights(dossier: Dossier, criterion: str) -> Dossier:
    text = {"nl": "alleen dit", "en": "this only"}
    own = WeightSet.model_validate({"id": "eigen", "name": text, "weights": {criterion: 1.0}, "mark": "illustrative"})
    round_ = dossier.round.model_copy(update={"weight_profiles": (own,), "weight_profile": "eigen"})
    return dossier.model_copy(update={"round": round_})


def test_same_dossier_does_not_move(base: Dossier) -> None:
    shifts = compare_assessments(base, base).shifts
    assert len(shifts) == len(base.scenarios)
    assert not any(s.moved for s in shifts)
    assert all(step.value == s.before.value for s in shifts for step in s.steps)


def test_score_and_weight_each_get_their_own_effect(base: Dossier) -> None:
    scenario = base.scenarios[0].id
    shift = next(
        s
        for s in compare_assessments(base, with_weights(with_score(base, scenario, "3.1", "E"), "3.1")).shifts
        if s.scenario == scenario
    )
    steps = {s.cause: s for s in shift.steps}
    assert shift.before.value is not None
    assert steps["scores"].value is not None
    assert steps["scores"].value > shift.before.value
    assert steps["weights"].value == pytest.approx(1.0)
    assert steps["method"] == shift.after
    assert shift.moved


def test_causes_that_cannot_be_separated_are_said_together(base: Dossier) -> None:
    regional = load_dossier("rrp-brabant-zuidoost-2019")
    renamed = regional.model_copy(
        update={
            "scenarios": (regional.scenarios[0].model_copy(update={"id": base.scenarios[0].id}),),
            "judgements": (),
            "published": (),
        }
    )
    [shift] = compare_assessments(base, renamed).shifts
    assert shift.after.impact is None


def test_text_names_the_cause(base: Dossier) -> None:
    scenario = base.scenarios[0].id
    compared = compare_assessments(base, with_score(base, scenario, "3.1", "E"))
    assert "oordelen: impact" in compared.render("nl")
    assert "scores: impact" in compared.render("en")
    assert "gewichten: impact" not in compared.render("nl")
