# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.scoring.panels import expert, go_to, open_round, say
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.rounds.models import Phase
from weerbaar.workbench.scoring.earlier import earlier_of

pytestmark = pytest.mark.django_db

PUBLISHED = {"scenario": "scenario-0", "round": "NRB 2012", "impact": "ernstig", "likelihood": "waarschijnlijk"}


def test_a_closed_round_before_this_one_is_shown_to_who_may_see_its_results() -> None:
    old = open_round("ronde-2024", label="2024", year=2024)
    anna, bram = expert(old, "anna"), expert(old, "bram")
    say(anna, old, "1.1", {"label": "B", "reason": "Toen."})
    say(bram, old, "1.1", "D")
    new = open_round(previous=old, annexes={"published": [PUBLISHED, {**PUBLISHED, "scenario": "scenario-1"}]})
    Grant.objects.create(user=anna, role=Role.EXPERT, round=new)
    scenario = new.scenarios.get(slug="scenario-0")
    assert not earlier_of(anna, new, scenario).pooled
    go_to(old, Phase.CLOSED)
    found = earlier_of(anna, new, scenario)
    assert [(label, words.nl) for label, words in found.pooled["1.1"]] == [("2024", "B (B–D), 2 antwoorden")]
    assert [(label, words.nl, reason) for label, words, reason in found.own["1.1"]] == [
        ("2024", "B aanzienlijk", "Toen.")
    ]
    assert [(p.round, p.impact) for p in found.published] == [("NRB 2012", "ernstig")]
    assert not earlier_of(expert(new, "chris"), new, scenario).pooled


def test_labels_of_another_method_are_not_compared() -> None:
    old = open_round("ronde-2024", year=2024, method="nl-rrp-2009")
    anna = expert(old, "anna")
    say(anna, old, "1.1", "B")
    go_to(old, Phase.CLOSED)
    new = open_round(earlier=["ronde-2024"])
    assert not earlier_of(anna, new, new.scenarios.get(slug="scenario-0")).pooled
