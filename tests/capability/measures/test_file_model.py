# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.capability.measures.proposals import RIOTS
from weerbaar.capability.measures import AtLeast, ChoiceFile, Cost, Effect, Interaction


def test_a_number_is_a_quantity_without_uncertainty() -> None:
    cost = Cost.model_validate({"one_off_eur": 5})
    assert cost.one_off_eur is not None
    assert cost.one_off_eur.expected == 5


def test_an_effect_works_in_exactly_one_way() -> None:
    Effect.model_validate({"scenario": RIOTS, "on": "5.3", "share": 0.2})
    for fields in ({}, {"share": 0.2, "steps": 1}, {"steps": 1, "amount": {"deaths": 1}}):
        with pytest.raises(ValidationError, match="exactly one of steps, share or amount"):
            Effect.model_validate({"scenario": RIOTS, "on": "5.3", **fields})


def test_a_criterion_may_be_written_as_a_number() -> None:
    assert Effect.model_validate({"scenario": RIOTS, "on": 5.3, "share": 0.2}).on == "5.3"


def test_an_interaction_is_of_two() -> None:
    with pytest.raises(ValidationError, match="measures"):
        Interaction.model_validate({"measures": ["a"], "scenario": RIOTS, "kind": "synergy", "share": 0.1})


def test_a_rule_describes_its_measures_in_one_way() -> None:
    title = {"nl": "Regel", "en": "Rule"}
    assert AtLeast.model_validate({"id": "a", "title": title, "theme": "cyber"}).number == 1
    with pytest.raises(ValidationError, match="exactly one of measures"):
        AtLeast.model_validate({"id": "a", "title": title, "theme": "cyber", "scenario": RIOTS})


def test_a_choice_may_be_empty() -> None:
    assert ChoiceFile.model_validate({"schema": 1}).budgets == ()
