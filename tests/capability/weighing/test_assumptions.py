# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.capability.measures.proposals import analysis_in, example, proposal, rod
from weerbaar.assessment import risk_terms
from weerbaar.capability.weighing.assumptions import weighing_assumptions


def told(folder: Path, **changes: object) -> str:
    analysis = analysis_in(folder, {"measures": [proposal("een")]}, **changes)
    return "\n".join(t.in_("en") for t in weighing_assumptions(analysis, risk_terms(example(), rod(), draws=2)))


def test_the_steps_and_years_are_told_with_their_numbers(tmp_path: Path) -> None:
    words = told(tmp_path)
    assert "One class of likelihood is a factor 10" in words
    assert "one class of impact a factor 3" in words
    assert "The years 2014 to 2018 are counted" in words
    assert "Every year counts alike." in words
    assert "link" not in words


def test_a_discount_is_told(tmp_path: Path) -> None:
    assert "count 2.5% less per year" in told(tmp_path, discount_rate=0.025)


def test_links_and_gaps_in_knowledge_are_told(tmp_path: Path) -> None:
    links = [{"cause": "gewelddadige-eenling", "consequence": "grootschalige-onlusten", "share": 0.5}]
    analysis = analysis_in(tmp_path, {"measures": [proposal("een", links=links)]})
    terms = risk_terms(example(), rod(), draws=2)
    words = "\n".join(t.in_("nl") for t in weighing_assumptions(analysis, terms))
    assert "telt in eerste orde" in words
    assert "Het effect van een op het verband van gewelddadige-eenling naar grootschalige-onlusten telt niet" in words
