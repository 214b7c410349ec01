# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.capability.assistance import assistance_plan_json, load_assistance, study_assistance


def test_example_is_proven_and_the_same_every_time() -> None:
    situation = load_assistance("voorbeeld-capaciteiten")
    told: list[float] = []
    one = study_assistance(situation, draws=500, progress=told.append)
    other = study_assistance(situation, draws=500)
    assert assistance_plan_json(one) == assistance_plan_json(other)
    assert one.plan.proven
    assert told == sorted(told)
    assert one.worth is not None
    assert one.worth >= 0
    assert one.variants[1].riot_h == one.base.riot_h
    assert one.record.settings["priority"] == "basic"
    assert not one.hidden_others


def test_priority_is_said_and_changes_the_order() -> None:
    situation = load_assistance("voorbeeld-capaciteiten")
    study = study_assistance(situation, priority="riot", what_ifs=False, draws=100)
    assert study.plan.reached[0].code == "riot-shortage"
    assert any(n.nl.startswith("Volgorde: eerst ME-pelotons") for n in study.notes)
    assert study.variants == study.without == ()
    assert study.worth is None


def test_unknown_party_is_refused_before_any_work() -> None:
    with pytest.raises(InputError):
        study_assistance(load_assistance("voorbeeld-capaciteiten"), without=["x"])
