# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.scoring.panels import expert, open_round, say
from weerbaar.method import load_method
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.conversion import central_label, judgement_of, judgement_sets, stored_judgement

NATIONAL = load_method("nl-nrb-2009")
FLAT = {"distribution": "uniform", "low": 1.0, "high": 3.0}


@pytest.mark.parametrize(
    ("criterion", "stored", "label"),
    [
        ("1.1", {"label": "C", "lower": "B", "upper": "E", "reason": "Daarom."}, "C"),
        ("1.1", {"label": "X"}, "X"),
        ("1.1", {"label": "0"}, "X"),
        ("1.1", {"missing": True, "reason": "Geen idee."}, ""),
        ("2.1", {"quantities": {"deaths": 120.0}}, "C"),
        ("2.1", {"quantities": {"deaths": 0.0}}, "X"),
        ("2.1", {"quantities": {"deaths": FLAT, "premature_deaths": 5_000.0}}, "C"),
        ("2.3", {"quantities": {"persons": 5_000.0, "duration_d": 1.0}}, ""),
        ("likelihood", {"probability": 0.1, "window_years": 10.0}, "D"),
        ("likelihood", {"label": "C", "sub_class": "high"}, "C"),
        ("likelihood", {"label": "C", "vulnerability": "high"}, "D"),
    ],
)
def test_what_is_stored_can_be_read_again_and_has_one_label(criterion: str, stored: dict[str, Any], label: str) -> None:
    judgement = judgement_of("storm", criterion, stored)
    assert stored_judgement(judgement) == stored
    assert central_label(NATIONAL, judgement, "threat") == label


def test_an_import_has_its_labels_too(round_: Round) -> None:
    answers = [a for p in round_.panel.all() for a in p.answers.all()]
    found = {(a.criterion, a.judgement.get("label")): a.label for a in answers}
    assert found["1.1", "X"] == "X"
    assert found["2.1", None] in {"A", "B"}
    assert all(bool(a.label) != bool(a.judgement.get("missing")) for a in answers)


@pytest.mark.django_db
def test_without_names_a_panelist_is_a_number() -> None:
    open_ = open_round()
    stored = say(expert(open_, "anna", first_name="Anna", last_name="Smit"), open_, "1.1", "B", level=1)
    (bare,) = judgement_sets(open_, level=1, names=False)
    number = stored.panelist.number
    assert (bare.id, bare.name.nl) == (f"deskundige-{number}", f"Deskundige {number}")
    (named,) = judgement_sets(open_, level=1, names=True)
    assert named.name.nl == "Anna Smit"
    assert judgement_sets(open_, level=0, names=True) == ()
